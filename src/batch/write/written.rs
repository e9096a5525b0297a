//! What a batch of writes answers.

use crate::client::Cost;

/// What a batch of writes did. All of its inputs are written.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// let written = dynamorph::batch_write([Product::delete("tea"), Product::delete("salt")]).send(&db).await?;
/// assert_eq!((written.written(), written.replaced()), (2, 0));
/// assert_eq!((written.cost().requests(), written.cost().write_units()), (1, 2.0));
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct BatchWritten {
    written: usize,
    replaced: usize,
    cost: Cost,
}

impl BatchWritten {
    pub(super) fn new(written: usize, replaced: usize, cost: Cost) -> Self {
        Self { written, replaced, cost }
    }

    /// How many inputs are written, those among them that a later one replaced.
    #[must_use]
    pub fn written(&self) -> usize {
        self.written
    }

    /// How many inputs a later one of the same key stands for.
    #[must_use]
    pub fn replaced(&self) -> usize {
        self.replaced
    }

    /// What it cost: the requests with those that were sent again, throttles, and the capacity by table and index.
    #[must_use]
    pub fn cost(&self) -> &Cost {
        &self.cost
    }
}
