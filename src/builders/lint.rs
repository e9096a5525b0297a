//! What is worth knowing of a request before it is sent.

use std::fmt;

/// What [`Explain::lints`](crate::Explain::lints) says of a request that is right, and may be dear or answer otherwise than one
/// thinks.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::Lint;
///
/// let scan = Order::scan().limit(1).explain();
/// assert_eq!(scan.lints(), [Lint::ReadsWholeTable]);
/// assert!(scan.lints()[0].to_string().starts_with("this reads the whole table"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Lint {
    /// A scan evaluates and bills every item of the table, whatever the entity and the filter.
    ReadsWholeTable,
    /// A scan evaluates and bills every item of the index, whatever the entity and the filter.
    ReadsWholeIndex,
    /// The index does not hold the TTL attribute, so items that have expired are not hidden.
    ExpiredItemsShow,
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ReadsWholeTable => {
                "this reads the whole table: it is billed for every item, whatever the filter; a query reads one partition"
            }
            Self::ReadsWholeIndex => {
                "this reads the whole index: it is billed for every item, whatever the filter; a query reads one partition"
            }
            Self::ExpiredItemsShow => "expired items show: the index does not hold the TTL attribute",
        })
    }
}
