//! [`TransactGetItems`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html).

use super::{GetItem, Target};

/// Reads items as they are at one moment.
#[derive(Debug, Clone)]
pub(crate) struct TransactGetItems {
    pub(crate) items: Vec<GetItem>,
}

impl TransactGetItems {
    pub(crate) fn targets(&self) -> impl Iterator<Item = Target> {
        self.items.iter().map(|item| item.target)
    }
}
