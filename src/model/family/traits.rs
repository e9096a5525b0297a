//! The traits, with what rustc says where one is missing.

use crate::codec::{Codec, Shape};

/// Stored as S, N or B, so DynamoDB can order it.
#[diagnostic::on_unimplemented(
    message = "DynamoDB cannot order an attribute of type `{Self}`",
    label = "`{Self}` is not stored as a string, a number or binary",
    note = "`lt`, `le`, `gt`, `ge` and `between` work on S, N and B attributes; a newtype or a unit enum gets them from `#[derive(DynamoValue)]`"
)]
pub trait Scalar {}

/// A number.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number attribute",
    label = "`increment`, `decrement`, `+` and `-` need a number"
)]
pub trait Numeric {}

/// A number or a set: what ADD works on.
#[diagnostic::on_unimplemented(
    message = "ADD does not work on `{Self}`",
    label = "ADD needs a number or a set",
    note = "use `.append(..)` for a list and `.set(..)` for anything else"
)]
pub trait Addable {}

/// Something with a length.
#[diagnostic::on_unimplemented(
    message = "`size` does not work on `{Self}`",
    label = "`size` needs a string, binary, a set, a list or a map"
)]
pub trait Measured {}

/// Something that may contain a value: a string a part of it, a set or list an element.
#[diagnostic::on_unimplemented(
    message = "`contains` does not work on `{Self}`",
    label = "`contains` needs a string, a set or a list"
)]
pub trait Container {
    /// What it may contain.
    type Element;

    /// How the element is stored, where the container has this shape.
    fn element(shape: &Shape) -> Codec<Self::Element>;
}

/// A set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set attribute",
    label = "DELETE takes elements out of a set",
    note = "use `.remove(..)` to remove a whole attribute"
)]
pub trait Set {
    /// The type of its elements.
    type Element;

    /// How an element is stored, where the set has this shape.
    fn element(shape: &Shape) -> Codec<Self::Element>;
}

/// A list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list attribute",
    label = "this needs a list (`Vec<T>`)"
)]
pub trait List {
    /// The type of its elements.
    type Element;

    /// How an element is stored, where the list has this shape.
    fn element(shape: &Shape) -> Codec<Self::Element>;
}

/// A map.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no string keys",
    label = "`.key(..)` needs a map (`BTreeMap<String, T>` or `HashMap<String, T>`)",
    note = "use `.dot(Inner::FIELD)` for a struct and `.at(n)` for a list"
)]
pub trait Map {
    /// The type of its values.
    type Value;

    /// How a value is stored, where the map has this shape.
    fn value(shape: &Shape) -> Codec<Self::Value>;
}
