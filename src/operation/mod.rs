//! API calls as plain data.

mod batch_get_item;
mod batch_write_item;
mod condition_check;
mod delete_item;
mod get_item;
mod key_index;
mod put_item;
mod query;
mod read;
mod scan;
mod target;
mod transact_get_items;
mod transact_write_items;
mod update_item;
mod write_item;

pub(crate) use batch_get_item::{BatchGetItem, ReadOptions, TableKeys};
pub(crate) use batch_write_item::BatchWriteItem;
pub(crate) use condition_check::ConditionCheck;
pub(crate) use delete_item::DeleteItem;
pub(crate) use get_item::GetItem;
pub(crate) use key_index::KeyIndex;
pub(crate) use put_item::PutItem;
pub(crate) use query::Query;
pub(crate) use read::{Read, ReadText, Select};
pub(crate) use scan::{Scan, Segment};
pub(crate) use target::{Key, Target, joint_entity};
pub(crate) use transact_get_items::TransactGetItems;
pub(crate) use transact_write_items::TransactWriteItems;
pub use update_item::Returns;
pub(crate) use update_item::UpdateItem;
pub(crate) use write_item::WriteItem;
