//! Entities to and from DynamoDB's JSON.

mod attribute;
mod calendar;
mod error_code;
mod field;
mod flat;
mod instant;
mod item_reader;
mod item_writer;
mod key_json;
mod members;
mod opening;
mod probe;
mod shape;
mod shaped;
mod take;
#[cfg(test)]
mod tests;
mod typed;
mod wire;

pub(crate) use attribute::item_text;
pub use attribute::{from_attribute_value, to_attribute_value};
pub(crate) use error_code::error_code;
pub use field::{Field, Tagging, Variant, Variants};
pub use item_reader::ItemReader;
pub(crate) use item_writer::ItemWriter;
pub(crate) use key_json::{write_key, write_name};
pub use probe::{Otherwise, Probe, Shaped};
pub use shape::{DateKind, InstantKind, MapKey, Shape, TtlKind, ttl_shape};
pub use take::{count_hint, take_items};
pub(crate) use take::{take_tables, without_member};
pub use typed::{Codec, With};
