//! [`PutItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html).

use super::Target;
use crate::expression::Predicate;

/// Puts one item under its key, in place of what is there.
#[derive(Debug, Clone)]
pub(crate) struct PutItem {
    pub(crate) target: Target,
    /// The item in DynamoDB JSON.
    pub(crate) item: Vec<u8>,
    pub(crate) condition: Option<Predicate>,
    pub(crate) returns_old: bool,
}
