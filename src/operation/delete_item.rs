//! [`DeleteItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html).

use super::{Key, Target};
use crate::expression::Predicate;

/// Deletes the item under a key, if one is there.
#[derive(Debug, Clone)]
pub(crate) struct DeleteItem {
    pub(crate) target: Target,
    pub(crate) key: Key,
    pub(crate) condition: Option<Predicate>,
    pub(crate) returns_old: bool,
}
