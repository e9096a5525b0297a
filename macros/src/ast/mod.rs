//! What the derives work on: structs, enums and fields with their attributes read.
mod data;
mod field;
mod model;
mod patch;
mod register;
mod spelling;

pub(crate) use data::{Data, Enum, Style, Tagging, Variant};
pub(crate) use field::{AttrRole, Field, Implied, constant, fields};
pub(crate) use model::{Index, Key, KeyKind, Model, Role};
pub(crate) use patch::{Patch, PatchField};
pub(crate) use register::{Entity, Register, Unknown};
pub(crate) use spelling::{Spelling, is_set, needs_delimiter, wide_integer};
