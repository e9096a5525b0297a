//! Work that is sent again, round by round, until it is done or time is up.

use std::time::Duration;

use tokio::time::Instant;

use super::attempts::{AttemptLog, outcome};
use super::{Backoff, Dynamo};
use crate::error::{Attempt, Error, Outcome};

/// The rounds of one transaction, and what became of all of its attempts.
///
/// A transaction that another one stopped midway is finished by DynamoDB after five seconds, so there is time for that.
pub(super) struct Rounds {
    backoff: Backoff,
    until: Instant,
    attempts: Vec<Attempt>,
}

/// How long a transaction is tried.
const TIME: Duration = Duration::from_secs(10);
/// How many times it is sent again.
const MOST: u32 = 8;
const BASE: Duration = Duration::from_millis(50);
const CAP: Duration = Duration::from_secs(2);

impl Rounds {
    pub(super) fn new(db: &Dynamo) -> Self {
        let time = db.deadline().map_or(TIME, |deadline| deadline.remaining().min(TIME));
        Self {
            backoff: Backoff::new(BASE, CAP),
            until: Instant::now() + time,
            attempts: Vec::new(),
        }
    }

    /// Notes the attempts of a round. An error knows better which of them was no success.
    pub(super) fn note(&mut self, attempts: &AttemptLog, error: Option<&Error>) {
        match error {
            Some(error) => self.attempts.extend_from_slice(error.attempts()),
            None => self.attempts.extend(attempts.list()),
        }
    }

    /// Waits for the next round; false where there is none.
    pub(super) async fn again(&mut self, db: &Dynamo) -> bool {
        if self.backoff.rounds() >= MOST {
            return false;
        }
        self.wait(db).await
    }

    /// Waits for a transaction with the same token that is still at work, as long as there is time.
    pub(super) async fn again_while_in_progress(&mut self, db: &Dynamo) -> bool {
        self.wait(db).await
    }

    async fn wait(&mut self, db: &Dynamo) -> bool {
        let wait = self.backoff.next();
        Instant::now() + wait < self.until && db.sleep(wait).await
    }

    /// What became of all attempts.
    pub(super) fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    /// What all attempts say of a write.
    pub(super) fn outcome(&self) -> Outcome {
        outcome(&self.attempts)
    }

    /// The error, with what became of all attempts.
    pub(super) fn end(self, mut error: Error, is_write: bool) -> Error {
        let outcome = if is_write { self.outcome() } else { Outcome::NotApplied };
        if let Some(context) = error.context_mut() {
            context.ended(self.attempts, outcome);
        }
        error
    }
}
