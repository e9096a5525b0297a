//! What DynamoDB would refuse of a transaction.

use crate::client::Dynamo;
use crate::error::{InvalidRequest, Result};
use crate::model::item_size;
use crate::operation::{Key, Target, WriteItem};
use crate::value::ItemSize;
use crate::value::limits::{TRANSACTION_BYTES, TRANSACTION_ITEMS};

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
pub(super) fn check_keys(
    db: &Dynamo,
    keys: impl Iterator<Item = (Target, Key)>,
) -> Result<(), InvalidRequest> {
    let keys: Vec<_> = keys.map(|(target, key)| (db.physical_name(target.table), key)).collect();
    for (second, key) in keys.iter().enumerate() {
        if let Some(first) = keys[..second].iter().position(|other| other == key) {
            return Err(InvalidRequest::SameItem { first, second });
        }
    }
    Ok(())
}

/// How many bytes DynamoDB counts of the items that are put, if that is too much. What the others count is not known before they are
/// done.
pub(super) fn excess(items: &[WriteItem]) -> Result<Option<usize>> {
    let puts = || {
        items.iter().filter_map(|item| match item {
            WriteItem::Put(put) => Some(put),
            WriteItem::Update(_) | WriteItem::Delete(_) | WriteItem::Check(_) => None,
        })
    };
    // No item is bigger than its JSON, so most are not looked at.
    if puts().map(|put| put.item.len()).sum::<usize>() <= TRANSACTION_BYTES {
        return Ok(None);
    }
    let sizes = puts().map(|put| item_size(put.target.entity, &put.item));
    let bytes = sizes.map(|size| size.map(ItemSize::bytes)).sum::<Result<usize>>()?;
    Ok((bytes > TRANSACTION_BYTES).then_some(bytes))
}
