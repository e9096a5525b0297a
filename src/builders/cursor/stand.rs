//! How far a segment was read.

use crate::operation::Key;

/// Where the reading of a segment stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::builders) enum Stand {
    /// Nothing of it was handed over.
    Beginning,
    /// It goes on behind this position.
    After(Key),
    End,
}

impl Stand {
    /// The position to go on from.
    pub(in crate::builders) fn position(&self) -> Option<&Key> {
        match self {
            Self::After(position) => Some(position),
            Self::Beginning | Self::End => None,
        }
    }
}
