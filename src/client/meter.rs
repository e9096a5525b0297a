//! Meters: the cost of what handles send, added up.

use std::sync::{Arc, Mutex, PoisonError};

use super::Cost;

/// The cost of one handle and of those made of it.
#[derive(Debug, Default)]
pub(super) struct Meter {
    cost: Mutex<Cost>,
    /// The meter of the handle that this one was made of.
    outer: Option<Arc<Meter>>,
}

impl Meter {
    pub(super) fn inside(outer: Option<Arc<Self>>) -> Self {
        Self { cost: Mutex::default(), outer }
    }

    pub(super) fn add(&self, cost: &Cost) {
        let mut meter = Some(self);
        while let Some(Self { cost: total, outer }) = meter {
            *total.lock().unwrap_or_else(PoisonError::into_inner) += cost;
            meter = outer.as_deref();
        }
    }

    pub(super) fn cost(&self) -> Cost {
        self.cost.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
