//! What stands on either side of an operator.

use aws_sdk_dynamodb::types::AttributeValue;

use super::Placeholders;
use crate::error::ExpressionError;
use crate::value::DocumentPath;

/// An operand: a value, an attribute, or the size of one.
#[derive(Debug, Clone, PartialEq)]
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
