//! Values as DynamoDB stores them: exact numbers, key values, raw items, and the service's limits.

mod digits;
mod document_path;
mod key_order;
mod key_value;
pub mod limits;
mod number;
mod raw_item;
mod size;
#[cfg(test)]
mod tests;

pub(crate) use digits::Digits;
pub use document_path::PathError;
pub(crate) use document_path::{DocumentPath, PathStep};
pub(crate) use number::NUMBER_NAME;

pub use key_value::{KeyType, KeyValue, NotAKeyValue};
pub use number::{Number, NumberError};
pub use raw_item::{RawItem, UnknownAttributeType};
