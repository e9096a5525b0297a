//! [`Query`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html).

use super::{Key, Target};
use crate::expression::{KeyCondition, Predicate};

/// Reads one page of a partition in sort key order.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub(crate) target: Target,
    pub(crate) index: Option<&'static str>,
    pub(crate) key: KeyCondition,
    pub(crate) filter: Option<Predicate>,
    pub(crate) is_reverse: bool,
    pub(crate) is_consistent: bool,
    pub(crate) select: Select,
    /// How many items DynamoDB evaluates for this page.
    pub(crate) limit: Option<u32>,
    /// The position to go on from.
    pub(crate) start: Option<Key>,
}

/// What a page brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Select {
    /// What the table or index holds of each item.
    Held,
    /// The whole items: a local index then reads the table too.
    Whole,
    /// These attributes.
    Attributes(Vec<&'static str>),
    /// Only how many there are.
    Count,
}
