//! Scans in segments, for workers side by side.

use std::marker::PhantomData;

use super::builder::Scan;
use crate::error::InvalidRequest;
use crate::operation::Segment;
use crate::value::limits::SCAN_SEGMENTS;

impl<E, I, O> Scan<E, I, O> {
    /// Reads segment `segment` of `total`, the first being 0. Every item lies in exactly one of them.
    ///
    /// A cursor belongs to its segment, and to the number of segments.
    ///
    /// # Errors
    ///
    /// Running the scan returns [`Error::InvalidRequest`](crate::Error::InvalidRequest) when `total` is zero or more than
    /// [`SCAN_SEGMENTS`](crate::limits::SCAN_SEGMENTS), or when `segment` is not less than `total`.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let mut orders = Order::scan().segment(0, 2).all(&db).await?;
    /// orders.extend(Order::scan().segment(1, 2).all(&db).await?);
    /// assert_eq!(orders.len(), 3);
    /// # Ok(())
    /// # }
    /// ```
    pub fn segment(mut self, segment: u32, total: u32) -> Self {
        if total > SCAN_SEGMENTS || segment >= total {
            self.read.options.refuse(InvalidRequest::Segment { segment, total });
        }
        self.read.source.segment = Some(Segment { at: segment, of: total });
        self
    }

    /// One scan for each of `total` segments, to be run side by side. Each has cursors of its own; a `limit` and `max_pages`
    /// count for each.
    ///
    /// # Errors
    ///
    /// When `total` is zero or more than [`SCAN_SEGMENTS`](crate::limits::SCAN_SEGMENTS) there is one scan, and running it
    /// returns [`Error::InvalidRequest`](crate::Error::InvalidRequest).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let workers = Order::scan().segments(4).into_iter().map(|segment| {
    ///     let db = db.clone();
    ///     tokio::spawn(async move { segment.count(&db).await })
    /// });
    /// let mut orders = 0;
    /// for worker in workers.collect::<Vec<_>>() {
    ///     orders += worker.await.expect("no worker panics")?;
    /// }
    /// assert_eq!(orders, 3);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "a scan sends nothing until it is run against a `Dynamo`"]
    pub fn segments(self, total: u32) -> Vec<Self> {
        if total == 0 || total > SCAN_SEGMENTS {
            return vec![self.segment(0, total)];
        }
        let clone = || Self { read: self.read.clone(), kind: PhantomData };
        (0..total).map(|segment| clone().segment(segment, total)).collect()
    }
}
