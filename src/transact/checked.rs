//! What DynamoDB would refuse of a transaction.

use crate::client::Dynamo;
use crate::codec::ItemReader;
use crate::error::{Error, InvalidRequest, Result};
use crate::operation::{Key, PutItem, Target, WriteItem};
use crate::value::limits::{TRANSACTION_BYTES, TRANSACTION_ITEMS};
use crate::value::{KeyValue, RawItem};

/// Whether there are as many operations as a transaction holds.
pub(super) fn check_count(count: usize, function: &'static str) -> Result<(), InvalidRequest> {
    match count {
        0 => Err(InvalidRequest::Empty(function)),
        count if count > TRANSACTION_ITEMS => {
            Err(InvalidRequest::TooManyOperations { count, most: TRANSACTION_ITEMS })
        }
        _ => Ok(()),
    }
}

/// Whether all items differ.
pub(super) fn check_keys(db: &Dynamo, keys: Vec<(Target, Key)>) -> Result<(), InvalidRequest> {
    let named = |(target, key): (Target, Key)| (db.physical_name(target.table), key);
    let keys: Vec<_> = keys.into_iter().map(named).collect();
    for (second, key) in keys.iter().enumerate() {
        if let Some(first) = keys[..second].iter().position(|other| other == key) {
            return Err(InvalidRequest::SameItem { first, second });
        }
    }
    Ok(())
}

/// What is known of an operation before it is sent.
pub(super) struct Sized {
    pub(super) target: Target,
    pub(super) key: Key,
    /// The size of an item that is put. What the others count is not known here.
    bytes: usize,
}

impl Sized {
    pub(super) fn of(item: &WriteItem) -> Result<Self> {
        let key = match item {
            WriteItem::Put(put) => return Self::of_put(put),
            WriteItem::Update(update) => &update.key,
            WriteItem::Delete(delete) => &delete.key,
            WriteItem::Check(check) => &check.key,
        };
        Ok(Self { target: item.target(), key: key.clone(), bytes: 0 })
    }

    fn of_put(put: &PutItem) -> Result<Self> {
        let item = ItemReader::from_slice(&put.item).and_then(|mut item| item.raw());
        let item = item.map_err(|source| Error::decode(put.target.entity, source))?;
        let key =
            put.target.table.keys().filter_map(|attribute| {
                Some((attribute.name(), key_value(&item, attribute.name())?))
            });
        Ok(Self { target: put.target, key: key.collect(), bytes: item.size().bytes() })
    }
}

fn key_value(item: &RawItem, name: &str) -> Option<KeyValue> {
    item.get(name).and_then(|value| KeyValue::try_from(value).ok())
}

/// Whether the items that are put are small enough together.
pub(super) fn check_size(items: &[Sized]) -> Result<(), InvalidRequest> {
    let bytes = items.iter().map(|item| item.bytes).sum();
    if bytes > TRANSACTION_BYTES { Err(InvalidRequest::TransactionSize(bytes)) } else { Ok(()) }
}
