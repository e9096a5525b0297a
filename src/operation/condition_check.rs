//! [`ConditionCheck`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConditionCheck.html), a part of a transaction.

use super::{Key, Target};
use crate::expression::Predicate;

/// Looks at the item under a key.
#[derive(Debug, Clone)]
pub(crate) struct ConditionCheck {
    pub(crate) target: Target,
    pub(crate) key: Key,
    pub(crate) condition: Predicate,
}
