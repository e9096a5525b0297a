//! Requests that cannot be right.

use super::ExpressionError;

/// Why a request was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidRequest {
    /// Two lower bounds, two upper bounds, or an equality beside a bound.
    #[error(
        "two conditions on the next sort key part exclude each other: give at most one lower and one upper bound, or one of `sort_eq`, `sort_between` and `sort_begins_with`"
    )]
    SortConditions,
    /// An exclusive bound opposite to another bound, on a number that is no integer, or on bytes.
    #[error(
        "an exclusive bound beside another bound works on text and integers only, because DynamoDB's BETWEEN is inclusive: use `sort_ge` and `sort_le`"
    )]
    ExclusiveBound,
    /// A sort condition on an index without a sort key, or whose sort key is not text.
    #[error(
        "this partition is not sorted by text: query it by one of its models, which know the type of the sort key"
    )]
    NoTextSortKey,
    /// `limit`, `page_size` or `max_pages` of zero.
    #[error("`{0}(0)` asks for nothing: leave it out, or give at least 1")]
    Zero(&'static str),
    /// The index does not hold the whole item.
    #[error(
        "index `{0}` does not hold every attribute of the item: count its items, or query the table"
    )]
    PartialIndex(&'static str),
    /// A condition, filter or update that DynamoDB would not take.
    #[error(transparent)]
    Expression(#[from] ExpressionError),
    /// The next version does not fit its field.
    #[error("the version cannot grow: give its field a wider integer type")]
    Version,
    /// The time does not fit its field.
    #[error(
        "the clock's time has no stored form: it is outside of the years that the field's type holds"
    )]
    Time,
}
