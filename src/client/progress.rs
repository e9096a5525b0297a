//! How far bulk work has come.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Cost;

/// How far bulk work has come, readable while it runs: a batch or a parallel scan is given a clone of it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Progress, batch_write};
///
/// let products: Vec<Product> = (0..60).map(|number| Product { sku: format!("p{number}"), price: number }).collect();
/// let progress = Progress::default();
/// let shown = progress.clone(); // for another task, which shows it
/// batch_write(products.into_iter().map(Product::save)).progress(&progress).send(&db).await?;
/// assert_eq!((shown.items(), shown.requests()), (60, 3));
/// println!("{shown}"); // 60 items, 3 requests, 0 throttled, 0 read units, 60 write units
/// assert!(shown.cost().write_units() >= 60.0 && shown.throttles() == 0);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Default)]
pub struct Progress {
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    items: AtomicU64,
    throttles: AtomicU64,
    cost: Mutex<Cost>,
    segments: Mutex<Segments>,
}

/// The segments of a parallel scan.
#[derive(Debug, Default)]
struct Segments {
    total: u32,
    /// Those that have begun, and those that were done before.
    begun: BTreeMap<u32, SegmentProgress>,
}

impl Progress {
    /// How many items are done: written, deleted, read, or known not to be there.
    #[must_use]
    pub fn items(&self) -> u64 {
        self.state.items.load(Ordering::Relaxed)
    }

    /// How many requests have ended.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.cost().requests()
    }

    /// How many of them DynamoDB refused for lack of capacity, or did only in part.
    #[must_use]
    pub fn throttles(&self) -> u64 {
        self.state.throttles.load(Ordering::Relaxed)
    }

    /// What they cost.
    #[must_use]
    pub fn cost(&self) -> Cost {
        self.state.cost.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The segments of a [parallel scan](crate::Scan::parallel) that have begun, by number; none of other work.
    ///
    /// A scan that goes on from a position has those in it that were done before, with the items of this run.
    ///
    /// # Examples
    ///
    /// ```
    /// let progress = dynamorph::Progress::default();
    /// assert!(progress.segments().is_empty()); // nothing has begun
    /// ```
    #[must_use]
    pub fn segments(&self) -> Vec<SegmentProgress> {
        self.lock_segments().begun.values().cloned().collect()
    }

    /// How many segments the parallel scan has, begun or not; 0 of other work.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(dynamorph::Progress::default().total_segments(), 0);
    /// ```
    #[must_use]
    pub fn total_segments(&self) -> u32 {
        self.lock_segments().total
    }

    /// A request ended.
    pub(crate) fn add(&self, items: usize, is_throttled: bool, cost: &Cost) {
        self.state.items.fetch_add(items as u64, Ordering::Relaxed);
        self.state.throttles.fetch_add(u64::from(is_throttled), Ordering::Relaxed);
        *self.state.cost.lock().unwrap_or_else(PoisonError::into_inner) += cost;
    }

    /// A parallel scan begins, in place of an earlier one.
    pub(crate) fn begin_segments(&self, total: u32, done: impl Iterator<Item = u32>) {
        let done = done.map(|number| (number, SegmentProgress::new(number, true))).collect();
        *self.lock_segments() = Segments { total, begun: done };
    }

    /// A request of a segment ended.
    pub(crate) fn add_to_segment(
        &self,
        number: u32,
        items: usize,
        is_throttled: bool,
        cost: &Cost,
    ) {
        let mut segments = self.lock_segments();
        let new = || SegmentProgress::new(number, false);
        let segment = segments.begun.entry(number).or_insert_with(new);
        segment.items += items as u64;
        segment.throttles += u64::from(is_throttled);
        segment.cost += cost;
    }

    /// A segment was read to its end.
    pub(crate) fn end_segment(&self, number: u32) {
        let mut segments = self.lock_segments();
        let new = || SegmentProgress::new(number, true);
        segments.begun.entry(number).or_insert_with(new).is_done = true;
    }

    fn lock_segments(&self) -> MutexGuard<'_, Segments> {
        self.state.segments.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cost = self.cost();
        write!(
            f,
            "{} items, {} requests, {} throttled, {} read units, {} write units",
            self.items(),
            cost.requests(),
            self.throttles(),
            cost.read_units(),
            cost.write_units()
        )?;
        let segments = self.lock_segments();
        if segments.total > 0 {
            let done = segments.begun.values().filter(|segment| segment.is_done).count();
            write!(f, ", {done} of {} segments", segments.total)?;
        }
        Ok(())
    }
}

/// How far one segment of a parallel scan has come. Made by [`Progress::segments`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let progress = dynamorph::Progress::default();
/// Order::scan().parallel(2).progress(&progress).all(&db).await?;
/// for segment in progress.segments() {
///     println!("{segment}"); // segment 0: 2 items, 1 requests, 0 throttled, done
///     assert!(segment.is_done() && segment.cost().read_units() > 0.0);
///     assert_eq!((segment.number() < 2, segment.requests(), segment.throttles()), (true, 1, 0));
/// }
/// assert_eq!((progress.segments().len(), progress.total_segments(), progress.items()), (2, 2, 3));
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct SegmentProgress {
    number: u32,
    items: u64,
    throttles: u64,
    cost: Cost,
    is_done: bool,
}

impl SegmentProgress {
    fn new(number: u32, is_done: bool) -> Self {
        Self { number, items: 0, throttles: 0, cost: Cost::default(), is_done }
    }

    /// Which segment it is, from 0.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How many items of it were read.
    #[must_use]
    pub fn items(&self) -> u64 {
        self.items
    }

    /// How many requests of it have ended.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.cost.requests()
    }

    /// How many of them DynamoDB refused for lack of capacity.
    #[must_use]
    pub fn throttles(&self) -> u64 {
        self.throttles
    }

    /// What they cost.
    #[must_use]
    pub fn cost(&self) -> &Cost {
        &self.cost
    }

    /// Whether it was read to its end.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.is_done
    }
}

impl fmt::Display for SegmentProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, items, throttles, .. } = self;
        let requests = self.requests();
        write!(f, "segment {number}: {items} items, {requests} requests, {throttles} throttled")?;
        if self.is_done { f.write_str(", done") } else { Ok(()) }
    }
}
