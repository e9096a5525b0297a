//! Sends operations through the SDK.

mod delete_item;
mod get_item;
mod parts;
mod put_item;
mod query;
mod update_item;

pub(super) use parts::Attributes;
