//! How DynamoDB orders key values.

use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;

use super::KeyValue;

impl KeyValue {
    /// Whether it is empty text or bytes, which no key is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::S(text) => text.is_empty(),
            Self::N(_) => false,
            Self::B(bytes) => bytes.is_empty(),
        }
    }

    /// Whether this text or these bytes begin with the other.
    pub(crate) fn starts_with(&self, prefix: &Self) -> bool {
        match (self, prefix) {
            (Self::S(text), Self::S(prefix)) => text.starts_with(prefix.as_str()),
            (Self::B(bytes), Self::B(prefix)) => bytes.starts_with(prefix),
            _ => false,
        }
    }
}

/// Text by its UTF-8 bytes, numbers by value, bytes unsigned; values of different types have no order.
impl PartialOrd for KeyValue {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::S(one), Self::S(other)) => Some(one.cmp(other)),
            (Self::N(one), Self::N(other)) => Some(one.cmp(other)),
            (Self::B(one), Self::B(other)) => Some(one.cmp(other)),
            _ => None,
        }
    }
}

impl From<&KeyValue> for AttributeValue {
    fn from(value: &KeyValue) -> Self {
        value.clone().into()
    }
}
