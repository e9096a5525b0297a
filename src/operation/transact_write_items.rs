//! [`TransactWriteItems`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html).

use super::{Target, WriteItem};

/// Writes all of the items or none.
#[derive(Debug, Clone)]
pub(crate) struct TransactWriteItems {
    pub(crate) items: Vec<WriteItem>,
    /// What makes several requests one transaction.
    pub(crate) token: String,
}

impl TransactWriteItems {
    pub(crate) fn targets(&self) -> impl Iterator<Item = Target> {
        self.items.iter().map(WriteItem::target)
    }
}
