//! Values as DynamoDB stores them: exact numbers, key values, raw items, and the service's limits.

mod digits;
mod document_path;
mod item_size;
mod key_order;
mod key_value;
pub mod limits;
mod number;
mod raw_item;
mod size;
#[cfg(test)]
mod tests;

pub(crate) use digits::Digits;
pub use document_path::{DocumentPath, PathError, PathStep};
pub(crate) use number::NUMBER_NAME;

pub use item_size::ItemSize;
pub use key_value::{KeyType, KeyValue, NotAKeyValue};
pub use number::{Number, NumberError};
pub(crate) use raw_item::type_name;
pub use raw_item::{RawItem, UnknownAttributeType};
