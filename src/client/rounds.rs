//! Transactions that are sent again, round by round, until they are done or time is up.

use std::time::Duration;

use tokio::time::Instant;

use super::attempts::{AttemptLog, outcome};
use super::cost::Effect;
use super::transacted::{Canceled, Transacted};
use super::{Backoff, Dynamo};
use crate::error::{Attempt, Error, Outcome, Result, ServiceErrorKind};

/// The rounds of one transaction, and what became of all of its attempts.
///
/// A transaction that another one stopped midway is finished by DynamoDB after five seconds, so there is time for that.
pub(super) struct Rounds {
    effect: Effect,
    backoff: Backoff,
    until: Instant,
    attempts: Vec<Attempt>,
}

/// How long a transaction is tried.
const TIME: Duration = Duration::from_secs(10);

impl Rounds {
    pub(super) fn new(db: &Dynamo, effect: Effect) -> Self {
        let time = db.deadline().map_or(TIME, |deadline| deadline.remaining().min(TIME));
        let (backoff, until) = (Backoff::of_service(), Instant::now() + time);
        Self { effect, backoff, until, attempts: Vec::new() }
    }

    /// Notes how a round ended, and waits for the next one; false where there is none.
    pub(super) async fn again<T>(
        &mut self,
        db: &Dynamo,
        attempts: &AttemptLog,
        ended: &Result<Transacted<T>>,
    ) -> bool {
        match ended {
            Ok(_) => self.attempts.extend(attempts.list()),
            // An error knows better which of them was no success.
            Err(error) => self.attempts.extend_from_slice(error.attempts()),
        }
        let is_open = match ended {
            Ok(Transacted::Done(_)) => false,
            Ok(Transacted::Canceled(canceled)) => {
                canceled.is_contention() && !self.backoff.is_spent()
            }
            // An earlier attempt of it is still at work, and will be done.
            Err(error) if is_in_progress(error) => true,
            Err(error) => error.is_retryable() && !self.backoff.is_spent(),
        };
        if !is_open {
            return false;
        }
        let wait = self.backoff.next();
        Instant::now() + wait < self.until && db.sleep(wait).await
    }

    /// How the last round ended, with what became of all attempts.
    pub(super) fn end<T>(self, ended: Result<Transacted<T>>) -> Result<Transacted<T>> {
        let outcome = match self.effect {
            Effect::Write => outcome(&self.attempts),
            Effect::Read => Outcome::NotApplied,
        };
        match ended {
            Ok(Transacted::Done(found)) => Ok(Transacted::Done(found)),
            Ok(Transacted::Canceled(Canceled { mut context, request_id, reasons })) => {
                context.ended(self.attempts, outcome);
                Ok(Transacted::Canceled(Canceled { context, request_id, reasons }))
            }
            Err(mut error) => {
                if let Some(context) = error.context_mut() {
                    context.ended(self.attempts, outcome);
                }
                Err(error)
            }
        }
    }
}

fn is_in_progress(error: &Error) -> bool {
    let failure = error.service_failure();
    failure.is_some_and(|failure| failure.kind() == ServiceErrorKind::TransactionInProgress)
}
