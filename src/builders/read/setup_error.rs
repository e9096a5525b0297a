//! What is wrong with a chain, until its terminal says it.

use crate::error::{Context, Error, InvalidRequest, KeyError};
use crate::expression::SortError;

/// The first thing that was wrong in a chain; its terminal says it.
#[derive(Debug, Clone)]
pub(in crate::builders) enum SetupError {
    Request(InvalidRequest),
    Key(KeyError),
}

impl From<SortError> for SetupError {
    fn from(error: SortError) -> Self {
        match error {
            SortError::Request(error) => Self::Request(error),
            SortError::Key(error) => Self::Key(error),
        }
    }
}

impl From<InvalidRequest> for SetupError {
    fn from(error: InvalidRequest) -> Self {
        Self::Request(error)
    }
}

impl From<KeyError> for SetupError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl SetupError {
    pub(in crate::builders) fn into_error(self, context: Context) -> Error {
        match self {
            Self::Request(source) => Error::InvalidRequest(Box::new(context), source),
            Self::Key(source) => Error::Key { context: Box::new(context), source },
        }
    }
}
