//! What callers ask of an error.

use std::any::Any;

use super::{
    Attempt, Context, DecodeError, EncodeError, EntityName, Error, KeyError, Outcome, Rejection,
    ServiceErrorKind, ServiceFailure,
};
use crate::value::RawItem;

/// The context of each kind of error, shared or exclusive as `self` is.
macro_rules! context_of {
    ($error:expr, $get:ident) => {
        match $error {
            Self::NotFound(rejection)
            | Self::WrongEntity(rejection)
            | Self::ConditionFailed(rejection)
            | Self::VersionConflict(rejection)
            | Self::Expired(rejection)
            | Self::OutcomeUnknown(rejection) => Some(rejection.$get()),
            Self::Service(failure)
            | Self::MissingParent(failure)
            | Self::MissingOperand(failure) => Some(failure.$get()),
            Self::TransactionCanceled(canceled) => Some(canceled.$get()),
            Self::MultipleFound(context)
            | Self::Encode { context, .. }
            | Self::Decode { context, .. }
            | Self::Key { context, .. }
            | Self::InvalidRequest(context, _)
            | Self::Incomplete { context, .. }
            | Self::Timeout(context)
            | Self::DeadlineExceeded(context)
            | Self::Refused { context, .. }
            | Self::Transport { context, .. }
            | Self::Credentials { context, .. }
            | Self::Construction { context, .. }
            | Self::MalformedResponse { context, .. }
            | Self::PaginationStuck(context) => Some(context),
            Self::BatchGetIncomplete(rest) => Some(rest.$get()),
            Self::BatchIncomplete(rest) => Some(rest.$get()),
            Self::DeleteAllIncomplete(rest) => Some(rest.$get()),
            Self::Cursor(_)
            | Self::Registry(_)
            | Self::UnexpectedEntity { .. }
            | Self::TableMismatch(_) => None,
        }
    };
}

impl Error {
    /// Whether a write was refused for what the table holds: [`NotFound`](Error::NotFound), [`VersionConflict`](Error::VersionConflict),
    /// [`Expired`](Error::Expired) or [`ConditionFailed`](Error::ConditionFailed).
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {
        match self {
            Self::ConditionFailed(_) | Self::VersionConflict(_) | Self::Expired(_) => true,
            Self::NotFound(rejection) => rejection.is_write(),
            _ => false,
        }
    }

    /// Whether there is no such item.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::NotFound(_))
    }

    /// Whether the service asked to slow down. Of a batch, what stopped it counts, here and below.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        match self {
            Self::Service(failure) => failure.is_throttled(),
            // What DynamoDB leaves unprocessed is throttled.
            other => other.is_of_batch() && other.cause_of_batch().is_none_or(Self::is_throttled),
        }
    }

    /// Whether the table does not exist, or is still being created.
    #[must_use]
    pub fn is_table_not_found(&self) -> bool {
        self.service_failure().is_some_and(ServiceFailure::is_table_not_found)
    }

    /// Whether the write that failed was applied; `NotApplied` for reads.
    ///
    /// It follows from all attempts of the call, see [`Outcome`].
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::{Dynamo, Error, Outcome};
    ///
    /// fn advice(error: &Error) -> &'static str {
    ///     match error.outcome() {
    ///         Outcome::NotApplied if error.is_retryable() => "send it again, later",
    ///         Outcome::NotApplied => "correct it first",
    ///         Outcome::Applied => "it is written; its answer does not read",
    ///         Outcome::Unknown => "read the item, then decide",
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.context().map_or(Outcome::NotApplied, Context::outcome)
    }

    /// What became of each attempt to send the request, in order; empty if it was not sent.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::{Attempt, Error};
    ///
    /// fn throttles(error: &Error) -> usize {
    ///     error.attempts().iter().filter(|attempt| **attempt == Attempt::Throttled).count()
    /// }
    /// ```
    #[must_use]
    pub fn attempts(&self) -> &[Attempt] {
        self.context().map_or(&[], Context::attempts)
    }

    /// Whether the same request may succeed at another time: throttles, conflicts of transactions, failures of the service and the network.
    ///
    /// It does not say that a write was not applied: [`outcome`](Error::outcome) does.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::Error;
    ///
    /// fn status(error: &Error) -> u16 {
    ///     if error.is_retryable() { 503 } else { 400 }
    /// }
    /// ```
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Service(failure) => matches!(
                failure.kind(),
                ServiceErrorKind::Throttled
                    | ServiceErrorKind::TransactionConflict
                    | ServiceErrorKind::TransactionInProgress
                    | ServiceErrorKind::Internal
            ),
            Self::Timeout(_)
            | Self::Transport { .. }
            | Self::MalformedResponse { .. }
            | Self::DeadlineExceeded(_) => true,
            Self::TransactionCanceled(canceled) => canceled.is_contention(),
            other => other.is_of_batch() && other.cause_of_batch().is_none_or(Self::is_retryable),
        }
    }

    /// Whether a [hook](crate::Hooks), or the function of a `modify`, refused it.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        let cause = self.cause_of_batch().unwrap_or(self);
        matches!(cause, Self::Refused { .. })
    }

    /// What the table holds, of an error that says so.
    #[must_use]
    pub fn rejection(&self) -> Option<&Rejection> {
        match self {
            Self::NotFound(rejection)
            | Self::WrongEntity(rejection)
            | Self::ConditionFailed(rejection)
            | Self::VersionConflict(rejection)
            | Self::Expired(rejection)
            | Self::OutcomeUnknown(rejection) => Some(rejection),
            _ => None,
        }
    }

    /// The service's own failure, of an error that has one.
    #[must_use]
    pub fn service_failure(&self) -> Option<&ServiceFailure> {
        match self {
            Self::Service(failure)
            | Self::MissingParent(failure)
            | Self::MissingOperand(failure) => Some(failure),
            batch => batch.cause_of_batch()?.service_failure(),
        }
    }

    /// What request failed, where one was made or about to be.
    #[must_use]
    pub fn context(&self) -> Option<&Context> {
        context_of!(self, context)
    }

    pub(crate) fn context_mut(&mut self) -> Option<&mut Context> {
        context_of!(self, context_mut)
    }

    /// The service's error code, such as `ValidationException`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.service_failure().and_then(ServiceFailure::code)
    }

    /// The id of the request, for AWS support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let failure = self.service_failure().and_then(ServiceFailure::request_id);
        let rejection = || self.rejection().and_then(Rejection::request_id);
        let canceled = || match self {
            Self::TransactionCanceled(canceled) => canceled.request_id(),
            _ => None,
        };
        failure.or_else(rejection).or_else(canceled)
    }

    /// The service's own words. They may hold attribute values, so they are in no other message.
    #[must_use]
    pub fn service_message(&self) -> Option<&str> {
        self.service_failure().and_then(ServiceFailure::message)
    }

    /// Whether this is the error of a batch that is not complete.
    fn is_of_batch(&self) -> bool {
        matches!(
            self,
            Self::BatchGetIncomplete(_) | Self::BatchIncomplete(_) | Self::DeleteAllIncomplete(_)
        )
    }

    /// What stopped a batch; none where the service left items unprocessed, and where this is no error of a batch.
    fn cause_of_batch(&self) -> Option<&Self> {
        match self {
            Self::BatchGetIncomplete(rest) => rest.cause(),
            Self::BatchIncomplete(rest) => rest.cause(),
            // Where a batch stopped it, that one's cause is the cause.
            Self::DeleteAllIncomplete(rest) if rest.cause().is_of_batch() => {
                rest.cause().cause_of_batch()
            }
            Self::DeleteAllIncomplete(rest) => Some(rest.cause()),
            _ => None,
        }
    }

    pub(crate) fn encode(entity: &'static str, source: EncodeError) -> Self {
        Self::Encode { context: Box::new(Context::of_entity(entity)), source }
    }

    pub(crate) fn decode(entity: &'static str, source: DecodeError) -> Self {
        Self::Decode { context: Box::new(Context::of_entity(entity)), source }
    }

    pub(crate) fn key(entity: &'static str, source: KeyError) -> Self {
        Self::Key { context: Box::new(Context::of_entity(entity)), source }
    }

    pub(crate) fn unexpected_entity(registry: &'static str, found: Option<&str>) -> Self {
        Self::UnexpectedEntity { registry, found: found.map(|name| EntityName(name.to_owned())) }
    }

    pub(crate) fn wrong_entity(entity: &'static str, current: Option<RawItem>) -> Self {
        Self::WrongEntity(Box::new(Rejection::read(Context::of_entity(entity), current)))
    }

    /// Puts what was to be written into the error.
    pub(crate) fn with_input(mut self, input: impl Any + Send + Sync) -> Self {
        if let Some(context) = self.context_mut() {
            context.set_input(input);
        }
        self
    }

    /// Says which input of a batch it is about.
    pub(crate) fn of_input(mut self, position: usize) -> Self {
        if let Some(context) = self.context_mut() {
            context.set_position(position);
        }
        self
    }

    /// Puts the request's context where decoding did not know it.
    pub(crate) fn in_context(mut self, context: &Context) -> Self {
        if let Some(own) = self.context_mut() {
            own.complete(context);
        }
        self
    }
}
