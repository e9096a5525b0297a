//! Rust values that DynamoDB cannot store.

use std::fmt;

use serde::ser;

use super::path::{AttributePath, Segment, prefix};
use crate::value::NumberError;

/// Why a Rust value did not become an item: where, and what stood in the way. Never shows the value.
///
/// # Examples
///
/// ```
/// # use dynamorph::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// use dynamorph::{EncodeErrorKind, Error, NumberError};
///
/// #[derive(Debug, Serialize, Deserialize, DynamoModel)]
/// #[dynamo(table = "readings")]
/// struct Reading {
///     #[dynamo(partition_key)]
///     sensor: String,
///     value: f64,
/// }
/// match (Reading { sensor: "s1".into(), value: f64::NAN }).to_raw_item() {
///     Err(Error::Encode { source, .. }) => {
///         assert_eq!(source.path().to_string(), "value");
///         assert_eq!(source.kind(), &EncodeErrorKind::Number(NumberError::NotFinite));
///     }
///     other => panic!("{other:?}"),
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct EncodeError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    path: AttributePath,
    kind: EncodeErrorKind,
}

/// What went wrong in an [`EncodeError`].
///
/// # Examples
///
/// ```
/// use dynamorph::{EncodeErrorKind, Shape, to_attribute_value};
///
/// let twice = to_attribute_value(&["a", "a"], &Shape::StringSet(&Shape::Plain)).expect_err("a set");
/// assert_eq!(twice.kind(), &EncodeErrorKind::DuplicateElement);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeErrorKind {
    /// A number that DynamoDB does not store: NaN, an infinity, more than 38 digits, too large or too small.
    Number(NumberError),
    /// A `Decimal` that did not serialize as text.
    DecimalForm,
    /// A 128-bit integer where serde buffers on reading and would lose it.
    Buffered128,
    /// An instant or date that has no stored form: a year outside of 0000 to 9999, or a leap second.
    InstantRange,
    /// A field of an instant or date type that serialized as something else.
    InstantForm,
    /// A TTL after the year 9999, as milliseconds are.
    TtlRange,
    /// A TTL that serialized as something else than an integer.
    TtlForm,
    /// An element that the set does not take.
    SetElement {
        /// What the set holds.
        expected: &'static str,
        /// What the element is.
        found: &'static str,
    },
    /// Two equal elements in a set.
    DuplicateElement,
    /// A map key that is not text, a character, an integer, a boolean or a variant without content.
    MapKey,
    /// Two fields or flattened entries of one name.
    DuplicateAttribute,
    /// A flattened entry with the name of an attribute that the schema writes.
    OwnedAttribute,
    /// More than 32 levels of lists and maps.
    Nesting,
    /// An item of more than 400 KB. The path is its biggest attribute.
    ItemSize {
        /// The size of the item, in bytes as DynamoDB reckons it.
        item: usize,
        /// The size of its biggest attribute.
        attribute: usize,
    },
    /// An item that is neither a struct nor a map.
    NotAnItem,
    /// An attribute value of a type that this version does not know.
    UnknownType,
    /// The type's own `Serialize` failed.
    Refused,
}

impl EncodeError {
    #[cold]
    pub(crate) fn new(kind: EncodeErrorKind) -> Self {
        Self(Box::new(Inner { path: AttributePath::root(), kind }))
    }

    /// The same error, one step further out.
    #[cold]
    pub(crate) fn at(mut self, segment: Segment) -> Self {
        self.0.path.push_outer(segment);
        self
    }

    /// Where the value is.
    #[must_use]
    pub fn path(&self) -> &AttributePath {
        &self.0.path
    }

    /// What is wrong with it.
    #[must_use]
    pub fn kind(&self) -> &EncodeErrorKind {
        &self.0.kind
    }
}

impl From<NumberError> for EncodeError {
    fn from(error: NumberError) -> Self {
        Self::new(EncodeErrorKind::Number(error))
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        prefix(&self.0.path, f)?;
        self.0.kind.fmt(f)
    }
}

impl fmt::Display for EncodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(error) => error.fmt(f),
            Self::DecimalForm => f.write_str(
                "`Decimal` did not serialize as text, so its digits are lost: turn off rust_decimal's `serde-float` feature (`cargo tree -e features` shows who turns it on)",
            ),
            Self::Buffered128 => f.write_str(
                "a 128-bit integer in a flattened struct or a tagged or untagged enum cannot be read back, since serde buffers it: use `Number` or 64 bits",
            ),
            Self::InstantRange => {
                f.write_str("the year is outside of 0000 to 9999 or the second is a leap second, which have no stored form")
            }
            Self::InstantForm => f.write_str("the field's type is an instant or date, but it serialized as something else"),
            Self::TtlRange => {
                f.write_str("a TTL is in epoch seconds, and this one is after the year 9999: give seconds, not milliseconds")
            }
            Self::TtlForm => f.write_str("a TTL is an integer of epoch seconds, but the field serialized as something else"),
            Self::SetElement { expected, found } => write!(f, "the elements of this set are {expected}, but one is {found}"),
            Self::DuplicateElement => f.write_str("two elements of the set are equal: use a set type or remove one"),
            Self::MapKey => {
                f.write_str("a map key must be text, a character, an integer, a boolean or a variant without content")
            }
            Self::DuplicateAttribute => f.write_str("a flattened field writes a name that is written already"),
            Self::OwnedAttribute => {
                f.write_str("a flattened field writes a name that the schema owns, such as a key or the discriminator")
            }
            Self::Nesting => f.write_str("values are nested deeper than DynamoDB's 32 levels"),
            Self::ItemSize { item, attribute } => {
                write!(f, "the item has {item} bytes, {attribute} of them here in its biggest attribute, and DynamoDB stores 409,600: store large values elsewhere (in S3), or split the item")
            }
            Self::NotAnItem => f.write_str("an item must be a struct or a map"),
            Self::UnknownType => f.write_str("the attribute value has a type that this version does not know"),
            Self::Refused => {
                f.write_str("the type's `Serialize` failed (its message is withheld, it could quote the value)")
            }
        }
    }
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodeError")
            .field("path", &self.0.path)
            .field("kind", &self.0.kind)
            .finish()
    }
}

impl std::error::Error for EncodeError {}

impl ser::Error for EncodeError {
    #[cold]
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::new(EncodeErrorKind::Refused)
    }
}
