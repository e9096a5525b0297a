//! The values of key attributes.

use std::fmt;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use super::Number;

/// The type of a key attribute. DynamoDB takes no other as a key.
///
/// # Examples
///
/// ```
/// use dynamorph::{KeyType, NaturalKey};
///
/// assert_eq!((u64::TYPE, u64::TYPE.as_str()), (KeyType::N, "N"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyType {
    /// String, ordered by its UTF-8 bytes.
    S,
    /// Number, ordered numerically.
    N,
    /// Binary, ordered by unsigned bytes.
    B,
}

impl KeyType {
    /// The type's letter in DynamoDB's JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
        }
    }
}

impl fmt::Display for KeyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The value of a key attribute. `Debug` shows its type and length only, since key values are often personal data.
///
/// # Examples
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamorph::{KeyType, KeyValue};
///
/// let key = KeyValue::try_from(AttributeValue::S("CUSTOMER#ann".into()))?;
/// assert_eq!((key.key_type(), key.byte_len(), key.is_empty()), (KeyType::S, 12, false));
/// assert!(key < KeyValue::S("ORDER#".into())); // as DynamoDB orders them
/// assert_eq!(format!("{key:?}"), "S(<12 bytes>)");
/// # Ok::<(), dynamorph::NotAKeyValue>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum KeyValue {
    /// A string key.
    S(String),
    /// A number key.
    N(Number),
    /// A binary key.
    B(Vec<u8>),
}

impl KeyValue {
    /// The type of the key attribute that takes this value.
    #[must_use]
    pub const fn key_type(&self) -> KeyType {
        match self {
            Self::S(_) => KeyType::S,
            Self::N(_) => KeyType::N,
            Self::B(_) => KeyType::B,
        }
    }

    /// The length that DynamoDB holds against the limits of key values. A number is never too long.
    #[must_use]
    pub fn byte_len(&self) -> usize {
        match self {
            Self::S(text) => text.len(),
            Self::N(number) => number.as_str().len(),
            Self::B(bytes) => bytes.len(),
        }
    }
}

impl fmt::Debug for KeyValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(<{} bytes>)", self.key_type(), self.byte_len())
    }
}

impl From<KeyValue> for AttributeValue {
    fn from(value: KeyValue) -> Self {
        match value {
            KeyValue::S(text) => Self::S(text),
            KeyValue::N(number) => Self::N(number.to_string()),
            KeyValue::B(bytes) => Self::B(Blob::new(bytes)),
        }
    }
}

/// An attribute value that is neither a string, nor a number DynamoDB stores, nor binary, so that no key holds it.
///
/// # Examples
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamorph::{KeyValue, NotAKeyValue};
///
/// assert_eq!(KeyValue::try_from(AttributeValue::Bool(true)), Err(NotAKeyValue));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key attribute is S, N or B, and an N a number that DynamoDB stores")]
pub struct NotAKeyValue;

impl TryFrom<AttributeValue> for KeyValue {
    type Error = NotAKeyValue;

    fn try_from(value: AttributeValue) -> Result<Self, NotAKeyValue> {
        match value {
            AttributeValue::S(text) => Ok(Self::S(text)),
            AttributeValue::N(text) => text.parse().map(Self::N).map_err(|_| NotAKeyValue),
            AttributeValue::B(bytes) => Ok(Self::B(bytes.into_inner())),
            _ => Err(NotAKeyValue),
        }
    }
}

impl TryFrom<&AttributeValue> for KeyValue {
    type Error = NotAKeyValue;

    fn try_from(value: &AttributeValue) -> Result<Self, NotAKeyValue> {
        match value {
            AttributeValue::S(text) => Ok(Self::S(text.clone())),
            AttributeValue::N(text) => text.parse().map(Self::N).map_err(|_| NotAKeyValue),
            AttributeValue::B(bytes) => Ok(Self::B(bytes.as_ref().to_vec())),
            _ => Err(NotAKeyValue),
        }
    }
}
