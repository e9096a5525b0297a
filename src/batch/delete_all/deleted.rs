//! What a `delete_all` answers.

use crate::client::Cost;

/// What a [`DeleteAll`](crate::DeleteAll) did.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// let deleted = Order::query("ann").delete_all().send(&db).await?;
/// assert_eq!((deleted.deleted(), deleted.cost().requests()), (3, 2));
/// println!("{}", deleted.cost()); // the reading and the deleting
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Deleted {
    deleted: usize,
    cost: Cost,
}

impl Deleted {
    pub(super) fn new(deleted: usize, cost: Cost) -> Self {
        Self { deleted, cost }
    }

    /// How many items were found and are deleted. An item that another writer deleted in between counts too.
    #[must_use]
    pub fn deleted(&self) -> usize {
        self.deleted
    }

    /// What the reading and the deleting cost.
    #[must_use]
    pub fn cost(&self) -> &Cost {
        &self.cost
    }
}
