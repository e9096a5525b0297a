//! [`UpdateItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html).

use super::{Key, Target};
use crate::expression::{Changes, Predicate};

/// Changes the item under a key, or makes one.
#[derive(Debug, Clone)]
pub(crate) struct UpdateItem {
    pub(crate) target: Target,
    pub(crate) key: Key,
    pub(crate) changes: Changes,
    pub(crate) condition: Option<Predicate>,
    pub(crate) returns: Returns,
}

/// Which image of the item is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returns {
    /// None.
    Nothing,
    /// The item before.
    Old,
    /// The item after.
    New,
}
