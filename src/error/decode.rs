//! Stored values that do not fit the Rust type.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::path::{AttributePath, Segment, prefix};

/// Why a stored value did not become the Rust value: where, and what was expected.
///
/// Neither `Display` nor `Debug` shows a stored value. That is why the text of a `Deserialize` implementation's own error
/// is left out too: it often quotes what it refused.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamorph::{DecodeErrorKind, Error, RawItem};
///
/// let mut item = Product { sku: "tea".into(), price: 450 }.to_raw_item()?.into_inner();
/// item.insert("price".into(), AttributeValue::S("dear".into()));
/// match RawItem::from(item).decode::<Product>() {
///     Err(Error::Decode { source, .. }) => {
///         assert_eq!(source.path().to_string(), "price");
///         assert!(matches!(source.kind(), DecodeErrorKind::Type { expected: "N", found: "S" }));
///     }
///     other => panic!("{other:?}"),
/// }
/// # Ok::<(), dynamorph::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    path: AttributePath,
    kind: DecodeErrorKind,
}

/// What went wrong in a [`DecodeError`].
///
/// # Examples
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamorph::{DecodeErrorKind, Shape, from_attribute_value};
///
/// let error = from_attribute_value::<u8>(&AttributeValue::N("300".into()), &Shape::Plain).expect_err("too large");
/// assert_eq!(error.kind(), &DecodeErrorKind::Number { target: "u8" });
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The stored type is not one the Rust type reads. Types are DynamoDB's letters.
    Type {
        /// What the Rust type reads, such as `S` or `L, SS, NS or BS`.
        expected: &'static str,
        /// What is stored.
        found: &'static str,
    },
    /// The Rust type does not take what is stored, and does not say in DynamoDB's types what it takes.
    Unfit {
        /// What is stored.
        found: &'static str,
    },
    /// A number that is no integer, or an integer that does not fit.
    Number {
        /// The Rust type.
        target: &'static str,
    },
    /// A TTL outside of the years 0000 to 9999, read as an instant.
    TtlRange,
    /// A number that `rust_decimal` would round.
    DecimalDigits,
    /// Text that is no number, instant, date, character or base64.
    Text {
        /// What the text should have been.
        expected: &'static str,
    },
    /// A map key that is not text of the key's type.
    MapKey {
        /// The key's type.
        target: &'static str,
    },
    /// A field without an attribute.
    MissingField {
        /// The attribute's name.
        name: &'static str,
    },
    /// An attribute that the type refuses, since it has `deny_unknown_fields`.
    UnknownField {
        /// The names that the type has.
        expected: &'static [&'static str],
    },
    /// A name that is no variant of the enum.
    UnknownVariant {
        /// The names that the enum has.
        expected: &'static [&'static str],
    },
    /// Two attributes that are one field, such as a field's name and its alias.
    DuplicateField {
        /// The field.
        name: &'static str,
    },
    /// A list with another number of elements than the tuple, array or variant.
    Length,
    /// More than 32 levels of lists and maps.
    Nesting,
    /// The type's own `Deserialize` refused the value.
    Refused,
    /// The text is not DynamoDB's JSON.
    Malformed {
        /// What is wrong with it.
        reason: &'static str,
    },
}

impl DecodeError {
    pub(crate) fn new(kind: DecodeErrorKind) -> Self {
        Self(Box::new(Inner { path: AttributePath::root(), kind }))
    }

    #[cold]
    pub(crate) fn malformed(reason: &'static str) -> Self {
        Self::new(DecodeErrorKind::Malformed { reason })
    }

    #[cold]
    pub(crate) fn expected(expected: &'static str, found: &'static str) -> Self {
        Self::new(DecodeErrorKind::Type { expected, found })
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

    /// The place at the end of a sentence, with the attribute that is missing there.
    pub(super) fn place(&self) -> String {
        match &self.0.kind {
            DecodeErrorKind::MissingField { name } if self.0.path.is_root() => {
                format!(" at `{name}`")
            }
            DecodeErrorKind::MissingField { name } => format!(" at `{}.{name}`", self.0.path),
            _ => self.0.path.place(),
        }
    }

    /// What is wrong with it.
    #[must_use]
    pub fn kind(&self) -> &DecodeErrorKind {
        &self.0.kind
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        prefix(&self.0.path, f)?;
        self.0.kind.fmt(f)
    }
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type { expected, found } => {
                write!(f, "expected {expected}, found {found}: correct the item or change the field's type")
            }
            Self::Unfit { found } => {
                write!(f, "the field's type does not take {found}: correct the item or change the field's type")
            }
            Self::Number { target } => {
                write!(f, "the number is not an integer that fits `{target}`: widen the field's type or correct the item")
            }
            Self::TtlRange => {
                f.write_str("the TTL is outside of the years 0000 to 9999: correct the item, it has to be in epoch seconds, not milliseconds")
            }
            Self::DecimalDigits => {
                f.write_str("`Decimal` cannot hold the number without rounding it: use `Number` for this field")
            }
            Self::Text { expected } => write!(f, "the text is not {expected}: correct the item"),
            Self::MapKey { target } => write!(f, "a map key is not text of the type `{target}`: correct the item"),
            Self::MissingField { name } => {
                write!(f, "the attribute `{name}` is missing: make the field an `Option` or give it `#[serde(default)]`")
            }
            Self::UnknownField { expected } => {
                write!(f, "an attribute is none of {}, and the type denies others", Names(expected))
            }
            Self::UnknownVariant { expected } => write!(f, "the name of the variant is none of {}", Names(expected)),
            Self::DuplicateField { name } => {
                write!(f, "two attributes are the field `{name}`: remove the one stored under an older name")
            }
            Self::Length => f.write_str("the list has another length than the Rust type"),
            Self::Nesting => f.write_str("values are nested deeper than DynamoDB's 32 levels"),
            Self::Refused => {
                f.write_str("the field's `Deserialize` refused the value (its message is withheld, it could quote the value)")
            }
            Self::Malformed { reason } => write!(f, "not DynamoDB JSON: {reason}"),
        }
    }
}

/// `` `a`, `b` `` in messages.
struct Names(&'static [&'static str]);

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("(there are none)");
        }
        for (at, name) in self.0.iter().enumerate() {
            write!(f, "{}`{name}`", if at == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &self.0.path)
            .field("kind", &self.0.kind)
            .finish()
    }
}

impl std::error::Error for DecodeError {}

/// What serde's own code says when a value does not fit. Its texts quote values, so only their meaning is kept.
impl de::Error for DecodeError {
    #[cold]
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::new(DecodeErrorKind::Refused)
    }

    #[cold]
    fn invalid_type(unexpected: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::new(DecodeErrorKind::Unfit { found: kind_of(&unexpected) })
    }

    #[cold]
    fn invalid_value(unexpected: Unexpected<'_>, _: &dyn Expected) -> Self {
        match unexpected {
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => {
                Self::new(DecodeErrorKind::Number { target: "the field's type" })
            }
            _ => Self::new(DecodeErrorKind::Refused),
        }
    }

    #[cold]
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self::new(DecodeErrorKind::Length)
    }

    #[cold]
    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(DecodeErrorKind::UnknownVariant { expected })
    }

    #[cold]
    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(DecodeErrorKind::UnknownField { expected })
    }

    #[cold]
    fn missing_field(name: &'static str) -> Self {
        Self::new(DecodeErrorKind::MissingField { name })
    }

    #[cold]
    fn duplicate_field(name: &'static str) -> Self {
        Self::new(DecodeErrorKind::DuplicateField { name })
    }
}

/// A value's type in DynamoDB's letters.
fn kind_of(unexpected: &Unexpected<'_>) -> &'static str {
    match unexpected {
        Unexpected::Bool(_) => "BOOL",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "N",
        Unexpected::Char(_) | Unexpected::Str(_) => "S",
        Unexpected::Bytes(_) => "B",
        Unexpected::Unit | Unexpected::Option => "NULL",
        Unexpected::Seq => "L",
        Unexpected::Map => "M",
        Unexpected::UnitVariant => "S, a variant without content",
        Unexpected::NewtypeVariant | Unexpected::TupleVariant | Unexpected::StructVariant => {
            "M, a variant with content"
        }
        _ => "this value",
    }
}
