//! The kinds of faults, and whom they can meet.

use super::operations::{is_batch, is_single_write, is_transaction};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Throttled,
    ThrottledOnDemand,
    Error { status: u16, code: String, message: String },
    Refused,
    Lost,
    Timeout,
    Hang,
    Empty,
    NotJson,
    Cut,
    Stalled,
    Slow,
    Unprocessed(Left),
    Conflict,
    InProgress,
    ConditionFailed,
    Canceled(Vec<String>),
}

/// What a batch leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    Last(usize),
    Some,
}

impl Kind {
    /// Whether the request may have been done all the same.
    pub(super) fn may_be_applied(&self) -> bool {
        match self {
            Self::Error { status, .. } => *status >= 500,
            Self::Lost
            | Self::Timeout
            | Self::Hang
            | Self::Empty
            | Self::NotJson
            | Self::Cut
            | Self::Stalled
            | Self::Slow => true,
            Self::Throttled
            | Self::ThrottledOnDemand
            | Self::Refused
            | Self::Unprocessed(_)
            | Self::Conflict
            | Self::InProgress
            | Self::ConditionFailed
            | Self::Canceled(_) => false,
        }
    }

    /// Whether a call of this name can meet it.
    pub(super) fn fits(&self, operation: &str) -> bool {
        match self {
            Self::Unprocessed(_) => is_batch(operation),
            Self::Conflict => is_transaction(operation) || is_single_write(operation),
            Self::InProgress => operation == "TransactWriteItems",
            Self::ConditionFailed => {
                operation == "TransactWriteItems" || is_single_write(operation)
            }
            Self::Canceled(_) => is_transaction(operation),
            _ => true,
        }
    }
}
