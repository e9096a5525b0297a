//! The items of a parallel scan as a stream.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::builders::cursor::{Fingerprint, ScanPosition, Stand};
use crate::builders::read::Readers;
use crate::client::Dynamo;
use crate::error::{Error, Result};

/// The items of a [parallel scan](crate::ParallelScan), one by one. Made by [`ParallelScan::stream`](crate::ParallelScan::stream).
///
/// It is a [`Stream`], has [`next`](ScanStream::next) for those who need no more, and says at any time where its segments stand.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// use futures_util::TryStreamExt;
///
/// let orders = Order::scan().parallel(4).stream(&db);
/// let mut totals: Vec<u32> = orders.map_ok(|order| order.total).try_collect().await?;
/// totals.sort_unstable();
/// assert_eq!(totals, [100, 200, 300]);
/// # Ok(()) }
/// ```
#[must_use = "a stream reads nothing until it is polled"]
pub struct ScanStream<T> {
    state: State<T>,
}

enum State<T> {
    Reading {
        db: Dynamo,
        readers: Box<Readers<T>>,
        fingerprint: Fingerprint,
    },
    /// Something is wrong with the chain: it is told once.
    Refused {
        error: Option<Box<Error>>,
        from: Option<ScanPosition>,
    },
}

impl<T: Send + 'static> ScanStream<T> {
    pub(super) fn new(db: Dynamo, readers: Readers<T>, fingerprint: Fingerprint) -> Self {
        Self { state: State::Reading { db, readers: Box::new(readers), fingerprint } }
    }

    pub(super) fn refused(error: Error, from: Option<ScanPosition>) -> Self {
        Self { state: State::Refused { error: Some(Box::new(error)), from } }
    }

    /// The next item, or `None` at the end.
    ///
    /// Where its future is dropped nothing is lost, and requests that are under way go on with the next one.
    ///
    /// # Errors
    ///
    /// Whatever the scan meets; the stream then ends.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let mut orders = Order::scan().parallel(4).stream(&db);
    /// let mut sum = 0;
    /// while let Some(order) = orders.next().await {
    ///     sum += order?.total;
    /// }
    /// assert_eq!(sum, 600);
    /// # Ok(()) }
    /// ```
    pub async fn next(&mut self) -> Option<Result<T>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Where each segment stands, behind the last item that the stream handed over; none where it has handed over nothing and read none
    /// to its end. It is there after an error too.
    ///
    /// What was read and not handed over is read again by a scan that [goes on](crate::ParallelScan::resume) from here.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let mut orders = Order::scan().parallel(2).stream(&db);
    /// assert!(orders.position().is_none());
    /// while let Some(order) = orders.next().await {
    ///     order?;
    ///     let saved = orders.position().expect("an item was handed over").to_string();
    ///     println!("{} characters to keep", saved.len());
    /// }
    /// assert!(orders.position().is_some_and(|position| position.is_done()));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn position(&self) -> Option<ScanPosition> {
        match &self.state {
            State::Reading { db, readers, fingerprint } => {
                let has_begun = readers.stands().any(|stand| *stand != Stand::Beginning);
                has_begun.then(|| fingerprint.scan_position(db, readers.stands()))
            }
            State::Refused { from, .. } => from.clone(),
        }
    }
}

impl<T: Send + 'static> Stream for ScanStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        match &mut self.state {
            State::Reading { readers, .. } => {
                let item = ready!(Pin::new(&mut **readers).poll_next(cx));
                Poll::Ready(item.map(|item| item.map(|(_, item)| item)))
            }
            State::Refused { error, .. } => Poll::Ready(error.take().map(|error| Err(*error))),
        }
    }
}

impl<T> fmt::Debug for ScanStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScanStream").finish_non_exhaustive()
    }
}
