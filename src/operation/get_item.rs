//! [`GetItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html).

use super::{Key, Target};

/// Reads one item by its key.
#[derive(Debug, Clone)]
pub(crate) struct GetItem {
    pub(crate) target: Target,
    pub(crate) key: Key,
    pub(crate) is_consistent: bool,
}
