//! Scans whose segments are read side by side.

use std::fmt;
use std::marker::PhantomData;

use super::builder::Scan;
use super::source::ScanSource;
use super::stream::ScanStream;
use crate::builders::cursor::{Fingerprint, ScanPosition, Stand};
use crate::builders::read::{Readers, Reading, Told, Width};
use crate::client::{Dynamo, Progress};
use crate::error::{CursorError, InvalidRequest, Result};
use crate::operation::Segment;
use crate::value::limits::SCAN_SEGMENTS;

/// How many requests run at once, unless the caller says otherwise: a page has up to 1 MB.
const USUAL_WIDTH: u32 = 16;

/// A scan whose segments are read side by side, as one stream. Made by [`Scan::parallel`].
///
/// It runs in the task that polls the stream: nothing is spawned, and a stream that is dropped sends nothing more. Each segment has one
/// page under way or in memory, and there are at most twice as many pages as requests at once. A throttled request halves how many run at
/// once and has all of them rest, a page that is read adds one, as in batches; after 8 rests without a page in between the stream ends
/// with the error.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// use dynamorph::{Progress, ScanPosition};
///
/// let (progress, saved): (Progress, Option<ScanPosition>) = (Progress::default(), None);
/// let mut orders = Order::scan()
///     .filter(Order::TOTAL.ge(200))
///     .parallel(8) // segments
///     .concurrency(4) // requests at once
///     .progress(&progress)
///     .resume(saved)
///     .stream(&db);
/// let mut sum = 0;
/// while let Some(order) = orders.next().await {
///     sum += order?.total;
/// }
/// assert_eq!((sum, progress.items()), (500, 2));
/// println!("{progress}"); // 2 items, 8 requests, 0 throttled, 4 read units, 0 write units, 8 of 8 segments
/// # Ok(()) }
/// ```
#[must_use = "a scan sends nothing until it is run against a `Dynamo`"]
pub struct ParallelScan<E, I, O> {
    read: Reading<ScanSource, O>,
    total: u32,
    width: usize,
    progress: Option<Progress>,
    from: Option<ScanPosition>,
    kind: PhantomData<fn() -> (E, I)>,
}

impl<E, I, O> Scan<E, I, O> {
    /// Reads the table or index in this many segments side by side, as one stream.
    ///
    /// As many requests run at once as there are segments, up to 16, see [`concurrency`](ParallelScan::concurrency). Items come in no
    /// order. A `limit` and `max_pages` count for all segments together. A segment that was set before is replaced, and a
    /// [`cursor`](Scan::cursor) is refused: a parallel scan goes on by [`resume`](ParallelScan::resume).
    ///
    /// # Errors
    ///
    /// Running the scan returns [`Error::InvalidRequest`](crate::Error::InvalidRequest) when `segments` is zero or more than
    /// [`SCAN_SEGMENTS`](crate::limits::SCAN_SEGMENTS).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// assert_eq!(Order::scan().parallel(4).all(&db).await?.len(), 3);
    /// assert_eq!(Shop::scan().parallel(4).limit(4).all(&db).await?.len(), 4);
    /// # Ok(()) }
    /// ```
    pub fn parallel(mut self, segments: u32) -> ParallelScan<E, I, O> {
        if segments == 0 || segments > SCAN_SEGMENTS {
            self.read.options.refuse(InvalidRequest::Segment { segment: 0, total: segments });
        }
        ParallelScan {
            read: self.read,
            total: segments,
            width: segments.min(USUAL_WIDTH) as usize,
            progress: None,
            from: None,
            kind: PhantomData,
        }
    }
}

impl<E, I, O> ParallelScan<E, I, O> {
    /// Sets how many requests run at once: as many as there are segments by default, up to 16.
    ///
    /// Of more segments than that, those that have begun are read to their ends first.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let orders = Order::scan().parallel(100).concurrency(4).all(&db).await?;
    /// assert_eq!(orders.len(), 3);
    /// # Ok(()) }
    /// ```
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.width = requests;
        self
    }

    /// Sets how many items are returned, of all segments together.
    ///
    /// # Errors
    ///
    /// Running the scan returns [`Error::InvalidRequest`](crate::Error::InvalidRequest) when `items` is zero.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let mut orders = Order::scan().parallel(4).limit(2).stream(&db);
    /// let mut first = 0;
    /// while let Some(order) = orders.next().await {
    ///     order?;
    ///     first += 1;
    /// }
    /// let rest = Order::scan().parallel(4).resume(orders.position()).all(&db).await?;
    /// assert_eq!((first, rest.len()), (2, 1));
    /// # Ok(()) }
    /// ```
    pub fn limit(mut self, items: u32) -> Self {
        self.read.options.limit(items);
        self
    }

    /// Says how far it has come in this handle, segment by segment, which other tasks may read. Items count when their page is read.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let progress = dynamorph::Progress::default();
    /// Order::scan().parallel(4).progress(&progress).all(&db).await?;
    /// assert_eq!((progress.items(), progress.requests()), (3, 4));
    /// assert!(progress.segments().iter().all(dynamorph::SegmentProgress::is_done));
    /// # Ok(()) }
    /// ```
    pub fn progress(mut self, progress: &Progress) -> Self {
        self.progress = Some(progress.clone());
        self
    }

    /// Goes on where a stream of this very scan stood. `None` starts at the beginning.
    ///
    /// What that stream handed over is not read again, and what it did not is, though it may have been read. As in every scan, items that
    /// are written meanwhile may show or not.
    ///
    /// # Errors
    ///
    /// Running the scan returns [`Error::Cursor`](crate::Error::Cursor) for any other position, before any request.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let mut orders = Order::scan().parallel(2).stream(&db);
    /// let first = orders.next().await.expect("there are orders")?;
    /// let rest = Order::scan().parallel(2).resume(orders.position()).all(&db).await?;
    /// assert!(rest.len() == 2 && rest.iter().all(|order| order.number != first.number));
    /// # Ok(()) }
    /// ```
    pub fn resume(mut self, from: impl Into<Option<ScanPosition>>) -> Self {
        self.from = from.into();
        self
    }
}

impl<E, I, O: Send + 'static> ParallelScan<E, I, O> {
    /// Reads the items one by one, segments side by side as they are asked for.
    ///
    /// An error ends the stream. What was under way then is handed over before it, and
    /// [`position`](ScanStream::position) still says where each segment stands.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let mut orders = Order::scan().parallel(4).stream(&db);
    /// while let Some(order) = orders.next().await {
    ///     match order {
    ///         Ok(order) => println!("order {}", order.number),
    ///         Err(error) => eprintln!("{error}; go on from {:?}", orders.position()),
    ///     }
    /// }
    /// assert!(orders.position().is_some_and(|position| position.is_done()));
    /// # Ok(()) }
    /// ```
    #[must_use = "a stream reads nothing until it is polled"]
    pub fn stream(self, db: &Dynamo) -> ScanStream<O> {
        let (db, from) = (db.for_call().into_owned(), self.from.clone());
        match self.start(&db) {
            Ok((readers, fingerprint)) => ScanStream::new(db, readers, fingerprint),
            Err(error) => ScanStream::refused(error, from),
        }
    }

    /// Reads all items, or as many as `limit` says.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`](crate::Error::InvalidRequest) for what the chain was given;
    /// [`Error::Cursor`](crate::Error::Cursor) for a position of another scan; [`Error::Decode`](crate::Error::Decode) when an item does
    /// not fit; [`Error::Incomplete`](crate::Error::Incomplete) when `max_pages` stopped it before the end; and what the requests meet.
    /// What was read is lost then: where that matters, take the [`stream`](Self::stream).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let mut dear: Vec<u32> = Order::scan().select(Order::TOTAL).parallel(4).all(&db).await?;
    /// dear.sort_unstable();
    /// assert_eq!(dear, [100, 200, 300]);
    /// # Ok(()) }
    /// ```
    pub async fn all(self, db: &Dynamo) -> Result<Vec<O>> {
        let mut stream = self.stream(db);
        let mut items = Vec::new();
        while let Some(item) = stream.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    fn start(self, db: &Dynamo) -> Result<(Readers<O>, Fingerprint)> {
        let Self { mut read, total, width, progress, from, .. } = self;
        // No segment has this number: what is sealed is of all of them.
        read.source.segment = Some(Segment { at: u32::MAX, of: total });
        let fingerprint = read.fingerprint(db)?;
        if read.options.cursor.is_some() {
            return Err(CursorError::Invalid.into());
        }
        let stands = match from {
            Some(position) => fingerprint.stands(db, &position)?,
            None => vec![Stand::Beginning; total as usize],
        };
        let told = Told { progress, counts_items: true, has_segments: true };
        let at = move |read: &mut Reading<ScanSource, O>, at| {
            read.source.segment = Some(Segment { at, of: total });
        };
        Ok((read.readers(db, stands, at, Width(width), told), fingerprint))
    }
}

impl<E, I, O> fmt::Debug for ParallelScan<E, I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParallelScan")
            .field("segments", &self.total)
            .field("concurrency", &self.width)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}
