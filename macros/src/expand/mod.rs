//! The generated code. It names only `::dynamorph::__private`, as `__d`, and the user's own types: a name of the standard
//! library may be shadowed where the derive stands, so those come from `__d::core`.
mod constant;
mod family;
mod index;
mod key;
mod maintained;
mod map;
mod model;
mod patch;
mod register;
mod scope;
mod shape;
mod table;
mod unit_enum;
mod value;
mod with;

pub(crate) use map::{expand_map, expand_map_stub};
pub(crate) use model::{expand_bare_stub, expand_model, expand_stub};
pub(crate) use patch::expand_patch;
pub(crate) use register::expand_register;
use scope::{doc, scope};
pub(crate) use table::expand_table;
pub(crate) use value::{expand_stub as expand_value_stub, expand_value};
