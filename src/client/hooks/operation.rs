//! What hooks see of an operation.

use std::time::Duration;

use crate::client::Cost;
use crate::client::cost::Effect;
use crate::error::{Context, Error};

/// One call of DynamoDB's API, as [`Hooks`](crate::Hooks) see it. It holds no value of an item.
#[derive(Debug, Clone, Copy)]
pub struct Operation<'a> {
    pub(in crate::client) context: &'a Context,
    pub(in crate::client) request_id: &'a str,
    pub(in crate::client) effect: Effect,
}

impl Operation<'_> {
    /// The API operation, such as `PutItem`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.context.operation()
    }

    /// The physical table name.
    #[must_use]
    pub fn table(&self) -> &str {
        self.context.table()
    }

    /// The index, if it is not the table itself.
    #[must_use]
    pub fn index_name(&self) -> Option<&'static str> {
        self.context.index_name()
    }

    /// The entity, or the name of the `register!` enum.
    #[must_use]
    pub fn entity(&self) -> &'static str {
        self.context.entity()
    }

    /// Whether it writes.
    #[must_use]
    pub fn is_write(&self) -> bool {
        self.effect == Effect::Write
    }

    /// The id of the caller's request: the handle's, by [`with_request_id`](crate::Dynamo::with_request_id), or a new one for
    /// each call of a terminal. Calls that belong together, as the pages of one query, have the same.
    #[must_use]
    pub fn request_id(&self) -> &str {
        self.request_id
    }
}

/// How an operation ended.
#[derive(Debug, Clone, Copy)]
pub struct Ended<'a> {
    pub(in crate::client) error: Option<&'a Error>,
    pub(in crate::client) is_condition_failed: bool,
    pub(in crate::client) aws_request_id: Option<&'a str>,
    pub(in crate::client) cost: &'a Cost,
    pub(in crate::client) elapsed: Duration,
}

impl<'a> Ended<'a> {
    /// Whether DynamoDB did what it was asked to.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.error.is_none() && !self.is_condition_failed
    }

    /// Whether the condition of a write did not hold. What that means is known when the item in the table was looked at:
    /// [`Hooks::after_write`](crate::Hooks::after_write) has the error.
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {
        self.is_condition_failed
    }

    /// What went wrong otherwise.
    #[must_use]
    pub fn error(&self) -> Option<&'a Error> {
        self.error
    }

    /// The id that AWS gave the answer, for its support.
    #[must_use]
    pub fn aws_request_id(&self) -> Option<&'a str> {
        self.aws_request_id
    }

    /// What it cost.
    #[must_use]
    pub fn cost(&self) -> &'a Cost {
        self.cost
    }

    /// How long it took, with the SDK's retries.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}
