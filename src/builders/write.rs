//! What every write has in common: its guards, the caller's condition, and the moment it is sent.

use std::time::SystemTime;

use crate::error::{Context, Error, ExpressionError, InvalidRequest, Result};
use crate::expression::{Guards, IntoCondition, Placeholders, Predicate};
use crate::model::{DynamoModel, StampError, Table};
use crate::value::Number;

/// The time that `explain` shows, since a builder has no clock.
pub(super) const EXPLAINED: SystemTime = SystemTime::UNIX_EPOCH;

/// The guards of a model's writes at a time.
pub(super) fn guards<M: DynamoModel>(now: SystemTime) -> Guards {
    Guards { schema: M::SCHEMA, table: <M::Table as Table>::SCHEMA, now: epoch_seconds(now) }
}

/// Whole seconds since 1970, as a TTL is stored.
pub(super) fn epoch_seconds(time: SystemTime) -> Number {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => Number::from(after.as_secs()),
        Err(before) => {
            let before = before.duration();
            let floored = before.as_secs() + u64::from(before.subsec_nanos() > 0);
            Number::from(-i64::try_from(floored).unwrap_or(i64::MAX))
        }
    }
}

/// The conditions of a caller, all of which have to hold.
#[derive(Debug, Clone)]
pub(super) struct Conditions(Predicate);

impl Conditions {
    pub(super) const NONE: Self = Self(Predicate::Constant(true));

    /// Whether the caller gave none.
    pub(super) fn is_none(&self) -> bool {
        self.0.is_true()
    }

    pub(super) fn add<M: DynamoModel>(&mut self, condition: impl IntoCondition<M>) {
        if let Some(condition) = condition.into_scoped() {
            let all = std::mem::replace(&mut self.0, Predicate::Constant(true));
            self.0 = all.and(condition.predicate);
        }
    }

    /// These conditions after the mapper's own, of values that the caller gave.
    pub(super) fn after(&self, given: Predicate) -> Self {
        Self(given.and(self.0.clone()))
    }

    /// The whole condition of a write, after what has its placeholders already.
    pub(super) fn under(
        &self,
        guard: Predicate,
        placeholders: &mut Placeholders,
    ) -> Result<Option<Predicate>, ExpressionError> {
        // The mapper's own conditions are within the limits.
        let is_own = self.is_none();
        let whole = if is_own { guard } else { guard.and(self.0.clone()) };
        if whole.is_false() {
            return Err(ExpressionError::NeverHolds);
        }
        if !is_own {
            whole.check(placeholders)?;
        }
        Ok(whole.into_said())
    }
}

/// An error of an expression, before anything is sent.
pub(super) fn refused<M: DynamoModel>(error: impl Into<InvalidRequest>) -> Error {
    let context = Context::of_entity(M::SCHEMA.name());
    Error::InvalidRequest(Box::new(context), error.into())
}

/// An error of a version or time, before anything is sent.
pub(super) fn unstamped<M: DynamoModel>(error: StampError) -> Error {
    refused::<M>(match error {
        StampError::Version => InvalidRequest::Version,
        StampError::Time => InvalidRequest::Time,
    })
}
