//! The rules across several values. Rules about types are trait bounds, and rules about the table are assertions, both in
//! the generated code.
mod constant;
mod data;
mod index;
mod key;
mod maintained;
mod model;
mod patch;
mod register;
mod table;
mod value;

pub(crate) use data::check_map;
pub(crate) use key::{PARTITION_PARTS, SORT_PARTS, undelimited};
pub(crate) use model::{check_model, named_fields};
pub(crate) use patch::{check_patch, patch_fields};
pub(crate) use register::check_register;
pub(crate) use table::check_table;
pub(crate) use value::{Conversion, Stored, check_value};
