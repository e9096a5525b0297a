//! Sends operations through the SDK.

mod delete_item;
mod get_item;
mod parts;
mod put_item;
mod query;

pub(super) use parts::Attributes;
