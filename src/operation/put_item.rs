//! [`PutItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html).

use bytes::Bytes;

use super::Target;
use crate::expression::Predicate;

/// Puts one item under its key, in place of what is there.
#[derive(Debug, Clone)]
pub(crate) struct PutItem {
    pub(crate) target: Target,
    /// The item in DynamoDB JSON.
    pub(crate) item: Bytes,
    pub(crate) condition: Option<Predicate>,
    pub(crate) returns_old: bool,
}
