//! One write of a group.

use super::{ConditionCheck, DeleteItem, Key, PutItem, Target, UpdateItem};
use crate::codec::ItemReader;
use crate::error::{DecodeError, Error, Result};
use crate::model::TableKey;

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

    /// The key of the item that it is about.
    pub(crate) fn key(&self) -> Result<Key> {
        let put = match self {
            Self::Put(put) => put,
            Self::Delete(delete) => return Ok(delete.key.clone()),
            Self::Update(update) => return Ok(update.key.clone()),
            Self::Check(check) => return Ok(check.key.clone()),
        };
        let names = put.target.table.keys().map(TableKey::name);
        let read = |item: &mut ItemReader<'_>, name: &'static str| {
            let value = item.key_value(name)?;
            let missing = || DecodeError::malformed("a key attribute is missing");
            value.map(|value| (name, value)).ok_or_else(missing)
        };
        let key = ItemReader::from_slice(&put.item)
            .and_then(|mut item| names.map(|name| read(&mut item, name)).collect());
        key.map_err(|source| Error::decode(put.target.entity, source))
    }
}
