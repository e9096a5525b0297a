//! Attribute values in a rendered request: whole, or only their type and size.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::value::{KeyValue, type_name};

/// A value with all it holds, the members of maps in order.
pub(super) struct Whole<'v>(pub(super) &'v AttributeValue);

impl fmt::Display for Whole<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = type_name(self.0);
        match self.0 {
            AttributeValue::S(text) => write!(f, "{name} {text:?}"),
            AttributeValue::N(number) => write!(f, "{name} {number}"),
            AttributeValue::B(bytes) => write!(f, "{name} {:?}", bytes.as_ref()),
            AttributeValue::Bool(value) => write!(f, "{name} {value}"),
            AttributeValue::Ss(texts) => write!(f, "{name} {texts:?}"),
            AttributeValue::Ns(numbers) => write!(f, "{name} [{}]", numbers.join(", ")),
            AttributeValue::Bs(blobs) => {
                let blobs: Vec<&[u8]> = blobs.iter().map(AsRef::as_ref).collect();
                write!(f, "{name} {blobs:?}")
            }
            AttributeValue::L(list) => {
                let elements: Vec<String> =
                    list.iter().map(|element| Whole(element).to_string()).collect();
                write!(f, "{name} [{}]", elements.join(", "))
            }
            AttributeValue::M(map) => {
                let mut members: Vec<String> =
                    map.iter().map(|(name, value)| format!("{name:?}: {}", Whole(value))).collect();
                members.sort_unstable();
                write!(f, "{name} {{{}}}", members.join(", "))
            }
            _ => f.write_str(name),
        }
    }
}

/// A value's type, and its length where it has one.
pub(super) struct Redacted<'v>(pub(super) &'v AttributeValue);

impl fmt::Display for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Ok(value) = KeyValue::try_from(self.0) {
            return write!(f, "{value:?}");
        }
        let elements = match self.0 {
            AttributeValue::Ss(set) | AttributeValue::Ns(set) => set.len(),
            AttributeValue::Bs(set) => set.len(),
            AttributeValue::L(list) => list.len(),
            AttributeValue::M(map) => map.len(),
            other => return f.write_str(type_name(other)),
        };
        write!(f, "{}({elements} elements)", type_name(self.0))
    }
}
