//! One write of a group.

use super::{ConditionCheck, DeleteItem, PutItem, Target, UpdateItem};

/// One write of a batch, or one operation of a transaction.
#[derive(Debug, Clone)]
pub(crate) enum WriteItem {
    Put(PutItem),
    Update(UpdateItem),
    Delete(DeleteItem),
    Check(ConditionCheck),
}

impl WriteItem {
    pub(crate) fn target(&self) -> Target {
        match self {
            Self::Put(put) => put.target,
            Self::Update(update) => update.target,
            Self::Delete(delete) => delete.target,
            Self::Check(check) => check.target,
        }
    }
}
