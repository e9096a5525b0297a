//! What stands on either side of an operator.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Placeholders;
use crate::error::ExpressionError;
use crate::value::{DocumentPath, type_name};

/// An operand: a value, an attribute, or the size of one.
#[derive(Clone, PartialEq)]
pub enum Term {
    #[doc(hidden)]
    Value(AttributeValue),
    #[doc(hidden)]
    Path(DocumentPath),
    #[doc(hidden)]
    Size(DocumentPath),
    /// A value that is stored as no attribute: an empty set.
    #[doc(hidden)]
    Absent,
    #[doc(hidden)]
    Invalid(Box<ExpressionError>),
}

impl Term {
    /// The term, or why it is none where `attribute` is compared.
    pub(crate) fn fault(&self) -> Option<ExpressionError> {
        match self {
            Self::Invalid(error) => Some((**error).clone()),
            Self::Value(_) | Self::Path(_) | Self::Size(_) | Self::Absent => None,
        }
    }

    pub(crate) fn render(&self, placeholders: &mut Placeholders) -> String {
        match self {
            Self::Value(value) => placeholders.value(value),
            Self::Path(path) => placeholders.path(path),
            Self::Size(path) => format!("size({})", placeholders.path(path)),
            // Found before anything is sent.
            Self::Absent | Self::Invalid(_) => String::new(),
        }
    }
}

/// The type of a value, not the value.
impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => write!(f, "Value({})", type_name(value)),
            Self::Path(path) => write!(f, "Path({path})"),
            Self::Size(path) => write!(f, "Size({path})"),
            Self::Absent => f.write_str("Absent"),
            Self::Invalid(error) => write!(f, "Invalid({error:?})"),
        }
    }
}
