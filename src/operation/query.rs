//! [`Query`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html).

use super::{Read, ReadText};
use crate::expression::KeyCondition;

/// Reads one page of a partition in sort key order.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub(crate) read: Read,
    pub(crate) key: KeyCondition,
    pub(crate) is_reverse: bool,
}

impl Query {
    pub(crate) fn render(&self) -> ReadText {
        self.read.render(Some(&self.key))
    }
}
