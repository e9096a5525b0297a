//! From the tokens of attributes to spanned values. Rules across several values are in `check`.
mod case;
mod entry;
mod field;
mod model;
mod patch;
mod serde;
mod table;
mod template;
mod value;

pub(crate) use case::Case;
pub(crate) use entry::{Entry, Value, entries, split};
pub(crate) use field::{Auto, FieldOptions};
pub(crate) use model::{IndexName, IndexOptions, KeyOption, ModelOptions, TableOption};
pub(crate) use patch::{PatchFieldOptions, PatchOptions};
pub(crate) use serde::{SerdeContainer, SerdeField, SerdeVariant};
pub(crate) use table::{
    KeyAttribute, Projection, TableIndexOptions, TableOptions, check_table_name,
};
pub(crate) use template::{Segment, Template};
pub(crate) use value::ValueOptions;
