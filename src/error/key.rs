//! Why a key could not be built or read.

use std::fmt;

/// Why a value is no key, or no part of one.
///
/// The message names the field and the key attribute, never the value.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Error, KeyError, KeyErrorKind};
///
/// match Product::get("tea#2").one(&db).await {
///     Err(Error::Key { source, .. }) => {
///         assert_eq!(source.kind(), KeyErrorKind::Delimiter('#'));
///         assert_eq!((source.field(), source.attribute()), (Some("sku"), Some("sk")));
///     }
///     other => panic!("{other:?}"),
/// }
/// // For key parts that are written by hand.
/// assert_eq!(KeyError::unreadable().kind(), KeyErrorKind::Unreadable);
/// assert_eq!(KeyError::not_in_template().kind(), KeyErrorKind::NotInTemplate);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyError {
    kind: KeyErrorKind,
    field: Option<&'static str>,
    attribute: Option<&'static str>,
}

/// The causes of a [`KeyError`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Error, KeyErrorKind};
///
/// let nameless = Product { sku: String::new(), price: 1 }.to_raw_item();
/// assert!(matches!(nameless, Err(Error::Key { source, .. }) if source.kind() == KeyErrorKind::Empty));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyErrorKind {
    /// The text is empty. DynamoDB refuses empty key values, and an empty part would make two keys one.
    Empty,
    /// The text holds the delimiter of the template, so two different items could get one key.
    Delimiter(char),
    /// The text holds a control character or U+10FFFF, which the bounds of queries rely on.
    Reserved,
    /// The value has no text that keeps its order, so it can only be a whole key attribute.
    NotInTemplate,
    /// A number that is not finite, has more than 38 digits, or an exponent out of range.
    Number,
    /// A date or an instant outside the years 0000 to 9999.
    Year,
    /// A leap second, which the text of instants does not have.
    LeapSecond,
    /// The key attribute is longer than DynamoDB takes.
    TooLong {
        /// The length in bytes of UTF-8.
        bytes: usize,
        /// The longest allowed: 2,048 for a partition key, 1,024 for a sort key.
        limit: usize,
    },
    /// The item has no value for a part of its primary key.
    Missing,
    /// Stored text that is no such part.
    Unreadable,
}

impl KeyError {
    pub(crate) const fn new(kind: KeyErrorKind) -> Self {
        Self { kind, field: None, attribute: None }
    }

    /// The text read from a key is no part of this type: for hand-written [`KeyPart::read`](crate::KeyPart::read).
    #[must_use]
    pub const fn unreadable() -> Self {
        Self::new(KeyErrorKind::Unreadable)
    }

    /// This type has no text form in a template: for hand-written [`KeyPart::write`](crate::KeyPart::write).
    #[must_use]
    pub const fn not_in_template() -> Self {
        Self::new(KeyErrorKind::NotInTemplate)
    }

    pub(crate) fn of_field(mut self, field: &'static str) -> Self {
        self.field.get_or_insert(field);
        self
    }

    pub(crate) fn of_attribute(mut self, attribute: &'static str) -> Self {
        self.attribute.get_or_insert(attribute);
        self
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> KeyErrorKind {
        self.kind
    }

    /// The field whose value it is, where one is known.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        self.field
    }

    /// The key attribute, where one is known.
    #[must_use]
    pub fn attribute(&self) -> Option<&'static str> {
        self.attribute
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.field, self.attribute) {
            (Some(field), Some(attribute)) => {
                write!(f, "field `{field}` in key attribute `{attribute}` ")?;
            }
            (Some(field), None) => write!(f, "field `{field}` ")?,
            (None, Some(attribute)) => write!(f, "key attribute `{attribute}` ")?,
            (None, None) => f.write_str("a key part ")?,
        }
        match self.kind {
            KeyErrorKind::Empty => f.write_str("is empty: give it a value, keys and their parts cannot be empty"),
            KeyErrorKind::Delimiter(delimiter) => {
                write!(f, "holds the delimiter `{delimiter}`: take it out, or two items could get one key")
            }
            KeyErrorKind::Reserved => f.write_str("holds a control character or U+10FFFF: take it out, key parts are plain text"),
            KeyErrorKind::NotInTemplate => {
                f.write_str("has no text that keeps its order: make it a whole key attribute, not a part of a template")
            }
            KeyErrorKind::Number => f.write_str("is not a number DynamoDB holds: 38 digits, 1E-130 to 9.99E+125, no NaN or infinity"),
            KeyErrorKind::Year => f.write_str("is outside the years 0000 to 9999"),
            KeyErrorKind::LeapSecond => f.write_str("is a leap second: use the second before or after it"),
            KeyErrorKind::TooLong { bytes, limit } => write!(f, "has {bytes} bytes, and DynamoDB takes at most {limit}: shorten it"),
            KeyErrorKind::Missing => f.write_str("is missing: every part of a primary key needs a value"),
            KeyErrorKind::Unreadable => f.write_str("does not read as its type: the stored key was not written by this template"),
        }
    }
}

impl std::error::Error for KeyError {}
