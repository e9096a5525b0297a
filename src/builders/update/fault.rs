//! Why an update cannot be sent.

use crate::error::{EncodeError, EncodeErrorKind, Error, ExpressionError, KeyError};

/// What is wrong with an update, before its context is known.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    Expression(ExpressionError),
    Key(KeyError),
    Encode(EncodeError),
}

impl Fault {
    /// The item that was given as the key does not encode, so it cannot be said what of it is stored.
    pub(super) fn of_item(error: Error) -> Self {
        match error {
            Error::Encode { source, .. } => Self::Encode(source),
            Error::Key { source, .. } => Self::Key(source),
            _ => Self::Encode(EncodeError::new(EncodeErrorKind::Refused)),
        }
    }
}

impl From<ExpressionError> for Fault {
    fn from(error: ExpressionError) -> Self {
        Self::Expression(error)
    }
}

impl From<KeyError> for Fault {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}
