//! Sends operations through the SDK.

mod batch_get_item;
mod batch_write_item;
mod delete_item;
mod get_item;
mod page;
mod parts;
mod put_item;
mod query;
mod scan;
mod transact_get_items;
mod transact_write_items;
mod update_item;

pub(crate) use page::PageOutput;
pub(super) use parts::Attributes;
