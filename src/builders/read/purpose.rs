//! What items are read for.

use super::place::Place;

/// What the items of a page are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be answered.
    Items,
    /// To be counted by DynamoDB.
    Count,
    /// By their keys and what else tells them apart: to be counted here, or to be deleted.
    Keys,
}

impl Purpose {
    /// Whether attributes are read that a local index does not hold.
    pub(super) fn fetches(self, place: &Place) -> bool {
        self == Self::Items && place.fetches()
    }
}
