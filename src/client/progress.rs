//! How far bulk work has come.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::Cost;

/// How far bulk work has come, readable while it runs: a batch is given a clone of it.
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
}

impl Progress {
    /// How many items are done: written, read, or known not to be there.
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

    /// A request ended.
    pub(crate) fn add(&self, items: usize, is_throttled: bool, cost: &Cost) {
        self.state.items.fetch_add(items as u64, Ordering::Relaxed);
        self.state.throttles.fetch_add(u64::from(is_throttled), Ordering::Relaxed);
        *self.state.cost.lock().unwrap_or_else(PoisonError::into_inner) += cost;
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
        )
    }
}
