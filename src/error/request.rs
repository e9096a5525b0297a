//! Requests that cannot be right.

use super::ExpressionError;

/// Why a request was not sent.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Error, InvalidRequest};
///
/// let refused = Order::query("ann").limit(0).all(&db).await;
/// assert!(matches!(refused, Err(Error::InvalidRequest(_, InvalidRequest::Zero("limit")))));
/// # Ok(()) }
/// ```
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
    /// A segment that is not one of its total, or a total that DynamoDB does not take.
    #[error(
        "there is no segment {segment} of {total}: the total is 1 to 1,000,000, and the first segment is 0"
    )]
    Segment {
        /// The segment.
        segment: u32,
        /// How many segments there were to be.
        total: u32,
    },
    /// A filter of a query names a key of what is queried, which DynamoDB refuses.
    #[error(
        "a filter cannot name `{attribute}`, a key attribute of {}: a query finds items by their keys, with the key it is made of and the `sort_..` methods; a scan filters by them",
        of_index(*index)
    )]
    FilterOnKey {
        /// The attribute.
        attribute: String,
        /// The index; none of the table itself.
        index: Option<&'static str>,
    },
    /// A filter or selection names an attribute that the index does not hold.
    #[error(
        "index `{index}` does not hold `{attribute}`: project the attribute into the index, or read the table"
    )]
    NotProjected {
        /// The attribute.
        attribute: String,
        /// The index.
        index: &'static str,
    },
    /// The index does not hold the whole item.
    #[error(
        "index `{0}` does not hold every attribute of the item: `select` attributes that it holds, count its items, or read the table"
    )]
    PartialIndex(&'static str),
    /// A filter is about an entity that the registry does not have.
    #[error(
        "`{0}` is no entity of the registry, so nothing in it has its attributes: add it by `with`"
    )]
    NotRegistered(&'static str),
    /// A condition, filter or update that DynamoDB would not take.
    #[error(transparent)]
    Expression(#[from] ExpressionError),
    /// `customize` was called on a builder that is part of a batch or a transaction, which is one request of its own.
    #[error(
        "a builder in a batch or a transaction has no SDK builder to customize: leave `customize` out, or send it alone"
    )]
    CustomizedInGroup,
    /// A change of an item by `modify` changed its key.
    #[error(
        "the function changed the key of the item, and DynamoDB cannot move one: delete it and create it under the new key"
    )]
    KeyChanged,
    /// A batch or transaction of nothing.
    #[error("`{0}` was given nothing to do")]
    Empty(&'static str),
    /// More than one transaction holds.
    #[error(
        "a transaction holds up to {most} operations, not {count}: it is not split, since its parts would not be written together"
    )]
    TooManyOperations {
        /// How many were given.
        count: usize,
        /// How many DynamoDB takes.
        most: usize,
    },
    /// Two operations of a transaction on one item.
    #[error(
        "operations {first} and {second} are on one item, and a transaction takes one operation an item (a condition on what is written goes with the write)"
    )]
    SameItem {
        /// The position of the first, from 0.
        first: usize,
        /// That of the second.
        second: usize,
    },
    /// The items of a transaction are too large together.
    #[error("the items of the transaction have {0} bytes together, and DynamoDB takes 4 MB")]
    TransactionSize(usize),
    /// The token of a transaction is empty or too long.
    #[error("the token of a transaction has 1 to 36 characters, not {0}")]
    Token(usize),
    /// A transaction is sent again too late.
    #[error(
        "the transaction was sent first more than nine minutes ago, and DynamoDB knows its token for ten: look at its items, and make a new transaction if they are not written"
    )]
    TokenTooOld,
    /// A write of a batch has a condition, which `BatchWriteItem` does not take.
    #[error(
        "a batch checks no conditions: send this write by itself or in a transaction, or leave the condition out"
    )]
    ConditionInBatch,
    /// Two writes of a batch are of one item.
    #[error(
        "an earlier write of the batch (input {0}) is of the same item: leave one of them out, or let the last one win"
    )]
    DuplicateInBatch(usize),
    /// A `delete_all` of a whole table, index or entity that was not asked for by its name.
    #[error(
        "this deletes every item of the table, of the index or of the entity: give a filter or a part of the key, or say so by `.delete_all().everything()`"
    )]
    Unbounded,
    /// The next version does not fit its field.
    #[error("the version cannot grow: give its field a wider integer type")]
    Version,
    /// The time does not fit its field.
    #[error(
        "the clock's time has no stored form: it is outside of the years that the field's type holds"
    )]
    Time,
}

fn of_index(index: Option<&'static str>) -> String {
    index.map_or_else(|| "the table".to_owned(), |index| format!("index `{index}`"))
}
