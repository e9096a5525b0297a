//! What the derives work on: structs, enums and fields with their attributes read.
mod data;
mod field;
mod model;
mod register;
mod spelling;

pub(crate) use data::{Data, Enum, Style, Tagging, Variant};
pub(crate) use field::{Field, fields};
pub(crate) use model::{Index, Key, KeyKind, Model, Role};
pub(crate) use register::{Entity, Register, Unknown};
pub(crate) use spelling::{Spelling, needs_delimiter, wide_integer};
