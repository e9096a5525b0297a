//! What items are read for.

/// What the items of a page are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Items,
    Count,
    /// To count items that only their keys tell apart.
    CountByKey,
}
