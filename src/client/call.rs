//! One call of DynamoDB's API, and all that is told of it: to hooks, to its span, to meters.

use std::time::Instant;

use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};
use tracing::Span;

use super::attempts::{AttemptLog, outcome};
use super::cost::Effect;
use super::hooks::{Ended, Operation, Passed};
use super::span::{capacity_json, span};
use super::{Cost, Dynamo};
use crate::error::{Attempt, Context, Error, Outcome, Result};

/// A call under way.
pub(super) struct Call<'a> {
    db: &'a Dynamo,
    pub(super) context: Context,
    effect: Effect,
    passed: Passed,
    span: Span,
    started: Instant,
    /// The attempts that the SDK has made.
    attempts: AttemptLog,
    answer: Answer,
}

/// The code of a write whose condition does not hold.
pub(super) const CONDITION_FAILED: &str = "ConditionalCheckFailedException";

/// What an answer says besides its items.
#[derive(Default)]
struct Answer {
    scanned: usize,
    returned: usize,
    request_id: Option<String>,
    /// By table.
    consumed: Vec<ConsumedCapacity>,
    /// The code of a refusal that the table's content brings about.
    refusal: Option<&'static str>,
}

impl<'a> Call<'a> {
    /// Asks the hooks. Where one refuses, the call is not to be sent.
    pub(super) async fn begin(db: &'a Dynamo, context: Context, effect: Effect) -> Result<Self> {
        let mut call = Self {
            db,
            span: span(&context, db.request_id()),
            context,
            effect,
            passed: Passed::default(),
            started: Instant::now(),
            attempts: AttemptLog::default(),
            answer: Answer::default(),
        };
        if db.deadline().is_some_and(|deadline| deadline.remaining().is_zero()) {
            let late = Error::DeadlineExceeded(Box::new(call.context.clone()));
            return call.end(Err(late)).await;
        }
        if db.hooks().is_empty() {
            return Ok(call);
        }
        match db.before_operation(&call.operation()).await {
            Ok(passed) => {
                call.passed = passed;
                Ok(call)
            }
            Err((passed, refused)) => {
                call.passed = passed;
                call.tell(Some(&refused)).await;
                Err(refused)
            }
        }
    }

    /// Where the body's interceptor counts attempts.
    pub(super) fn attempts(&self) -> AttemptLog {
        self.attempts.clone()
    }

    pub(super) fn span(&self) -> Span {
        self.span.clone()
    }

    /// Whether anybody wants to know how it ends.
    fn is_heard(&self) -> bool {
        self.db.is_metered() || !self.db.hooks().is_empty() || !self.span.is_disabled()
    }

    /// What the service is asked to say of the capacity.
    pub(super) fn asks_capacity(&self) -> Option<ReturnConsumedCapacity> {
        self.is_heard().then_some(ReturnConsumedCapacity::Indexes)
    }

    /// What a successful answer says. One without a body would read as "no item", or as "all is done".
    pub(super) fn answered(
        &mut self,
        request_id: Option<&str>,
        consumed: impl IntoIterator<Item = ConsumedCapacity>,
    ) -> Result<()> {
        self.answer.request_id = request_id.filter(|_| self.is_heard()).map(str::to_owned);
        self.answer.consumed = consumed.into_iter().collect();
        if self.attempts.is_empty_answer() {
            let context = Box::new(self.context.clone());
            return Err(Error::MalformedResponse { context, detail: "the body is empty" });
        }
        Ok(())
    }

    /// How many items a read evaluated, and how many of them its answer has.
    pub(super) fn read(&mut self, scanned: usize, returned: usize) {
        (self.answer.scanned, self.answer.returned) = (scanned, returned);
    }

    pub(super) fn condition_failed(&mut self, request_id: Option<&str>) {
        self.answer.request_id = request_id.map(str::to_owned);
        self.answer.refusal = Some(CONDITION_FAILED);
        self.context.ended(self.attempts.list(), self.attempts.outcome());
    }

    /// The service canceled a transaction.
    pub(super) fn canceled(&mut self, request_id: Option<&str>) {
        self.answer.request_id = request_id.map(str::to_owned);
        self.answer.refusal = Some("TransactionCanceledException");
    }

    pub(super) fn cost(&self) -> Cost {
        let mut cost = Cost::of_call(self.attempts.count(), self.attempts.throttles());
        cost.count(self.answer.scanned, self.answer.returned);
        for consumed in &self.answer.consumed {
            cost.consume(self.effect, self.table_of(consumed), consumed);
        }
        cost
    }

    /// Tells all who want to know how it ended.
    pub(super) async fn end<T>(self, result: Result<T>) -> Result<T> {
        let result = result.map_err(|error| self.told_of_attempts(error));
        self.tell(result.as_ref().err()).await;
        result
    }

    /// The error, with what became of the attempts.
    fn told_of_attempts(&self, mut error: Error) -> Error {
        let mut attempts = self.attempts.list();
        if matches!(error, Error::MalformedResponse { .. })
            && let Some(last) = attempts.last_mut()
        {
            // It was a success to the SDK only.
            *last = Attempt::Unreadable;
        }
        let outcome = match self.effect {
            Effect::Read => Outcome::NotApplied,
            Effect::Write => outcome(&attempts),
        };
        if let Some(context) = error.context_mut() {
            context.ended(attempts, outcome);
        }
        error
    }

    /// The name of the table that consumed it.
    fn table_of<'c>(&'c self, consumed: &'c ConsumedCapacity) -> &'c str {
        // A table that is called by its ARN is answered by its name, so the only table of a call is as the call has it.
        let named = consumed.table_name.as_deref().filter(|_| self.answer.consumed.len() > 1);
        named.unwrap_or(self.context.table())
    }

    async fn tell(&self, error: Option<&Error>) {
        self.record(error);
        let hooks = self.db.hooks();
        if !self.db.is_metered() && hooks.is_empty() {
            return;
        }
        let cost = self.cost();
        self.db.meter(&cost);
        if !hooks.is_empty() {
            let request_id = self.answer.request_id.as_deref();
            let ended = Ended {
                error,
                refusal: self.answer.refusal,
                aws_request_id: request_id.or_else(|| error.and_then(Error::request_id)),
                cost: &cost,
                elapsed: self.started.elapsed(),
            };
            self.db.after_operation(self.passed, &self.operation(), &ended).await;
        }
    }

    fn record(&self, error: Option<&Error>) {
        let (span, answer) = (&self.span, &self.answer);
        if span.is_disabled() {
            return;
        }
        span.record("dynamorph.attempts", self.attempts.count());
        let request_id = answer.request_id.as_deref();
        if let Some(id) = request_id.or_else(|| error.and_then(Error::request_id)) {
            span.record("aws.request_id", id);
        }
        if !answer.consumed.is_empty() {
            let consumed =
                answer.consumed.iter().map(|consumed| (self.table_of(consumed), consumed));
            let text = capacity_json(consumed);
            span.record("aws.dynamodb.consumed_capacity", text);
        }
        if self.effect == Effect::Read && error.is_none() {
            span.record("aws.dynamodb.count", answer.returned);
            span.record("aws.dynamodb.scanned_count", answer.scanned);
        }
        if let Some(failure) = answer.refusal.or(error.map(Error::kind_name)) {
            span.record("error.type", failure);
            span.record("otel.status_code", "ERROR");
        }
    }

    fn operation(&self) -> Operation<'_> {
        Operation {
            context: &self.context,
            request_id: self.db.request_id().unwrap_or_default(),
            effect: self.effect,
        }
    }
}
