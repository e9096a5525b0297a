//! Writes a batch: requests side by side, what is left pooled and sent again.

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

use super::account::BatchAccount;
use super::chunk::Chunk;
use super::duplicates::Keys;
use crate::client::{Dynamo, Event, Pace, Progress, Requests, Round, Then};
use crate::error::{Context, Error, Outcome, Result};
use crate::value::limits::BATCH_WRITE_ITEMS;

/// Writes that are being sent.
pub(super) struct Run<'r> {
    account: &'r BatchAccount,
    keys: &'r Keys,
    db: &'r Dynamo,
    now: SystemTime,
    context: &'r Context,
    progress: Option<&'r Progress>,
    /// The places that were not sent yet.
    fresh: VecDeque<usize>,
    /// Those that were, and are to be sent again.
    again: VecDeque<usize>,
    pace: Pace,
    requests: Requests<Ended>,
    stop: Option<Stop>,
    /// The first error after which nobody knew what was written.
    lost: Option<Error>,
}

/// Why not everything was written.
enum Stop {
    Error(Error),
    /// The service left items unprocessed again and again.
    NoProgress,
}

/// A request that ended.
struct Ended {
    chunk: Chunk,
    began: Round,
    /// The positions that the service left.
    result: Result<Vec<usize>>,
    db: Dynamo,
}

impl<'r> Run<'r> {
    pub(super) fn new(
        (account, keys): (&'r BatchAccount, &'r Keys),
        (db, now): (&'r Dynamo, SystemTime),
        context: &'r Context,
        (width, progress): (usize, Option<&'r Progress>),
    ) -> Self {
        Self {
            account,
            keys,
            db,
            now,
            context,
            progress,
            fresh: VecDeque::new(),
            again: VecDeque::new(),
            pace: Pace::new(width),
            requests: Requests::new(),
            stop: None,
            lost: None,
        }
    }

    /// Sends the writes at these places until all are written or it has to stop.
    ///
    /// # Errors
    ///
    /// What it stopped for; none where the service left items unprocessed again and again.
    pub(super) async fn write(
        mut self,
        places: impl IntoIterator<Item = usize>,
    ) -> Result<(), Option<Error>> {
        self.fresh.extend(places);
        loop {
            self.begin();
            match self.requests.next().await {
                Some(Event::Ended(ended)) => self.end(ended).await,
                Some(Event::Rested(true)) => {}
                // Without a way to rest, nothing is sent again.
                Some(Event::Rested(false)) => {
                    self.stop.get_or_insert(Stop::NoProgress);
                }
                None => break,
            }
        }
        match self.stop {
            None => Ok(()),
            Some(Stop::Error(error)) => Err(Some(error)),
            Some(Stop::NoProgress) => Err(self.lost),
        }
    }

    /// Begins as many requests as may run.
    fn begin(&mut self) {
        while self.stop.is_none()
            && !self.requests.is_resting()
            && self.requests.running() < self.pace.width()
        {
            if self.left().is_zero() && !(self.fresh.is_empty() && self.again.is_empty()) {
                return self.fail(Error::DeadlineExceeded(Box::new(self.context.clone())));
            }
            let Some(chunk) = self.chunk() else { return };
            let (db, began) = (self.db.metered(), self.pace.round());
            self.requests.start(async move {
                let result = db.batch_write_item(&chunk.operation).await;
                Ended { chunk, began, result, db }
            });
        }
    }

    /// The next request, whose writes are on their way from now on.
    fn chunk(&mut self) -> Option<Chunk> {
        let is_small = self.fresh.is_empty() && self.again.len() < BATCH_WRITE_ITEMS;
        if is_small && self.requests.running() > 0 {
            // What is left of the requests that still run may fill it up.
            return None;
        }
        let mut chunk = Chunk::new();
        loop {
            let (place, is_fresh) = match (self.fresh.front(), self.again.front()) {
                (Some(place), _) => (*place, true),
                (None, Some(place)) => (*place, false),
                (None, None) => break,
            };
            let added = chunk.add(&mut self.account.ledger(), self.db, self.now, place);
            match added {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    self.fail(error.in_context(self.context));
                    break;
                }
            }
            if is_fresh {
                self.fresh.pop_front()
            } else {
                self.again.pop_front()
            };
        }
        if chunk.places.is_empty() || self.stop.is_some() {
            return None;
        }
        let mut ledger = self.account.ledger();
        for place in &chunk.places {
            ledger.sent(*place);
        }
        drop(ledger);
        Some(chunk)
    }

    async fn end(&mut self, ended: Ended) {
        let Ended { chunk, began, result, db } = ended;
        let (is_throttled, then, written) = match result {
            Ok(left) => {
                let (is_throttled, sent) = (!left.is_empty(), chunk.places.len());
                let has_progress = left.len() < sent;
                let written = self.settle(chunk, &left);
                let then = if is_throttled {
                    self.pace.slowed(began, has_progress)
                } else {
                    self.pace.clean();
                    Then::GoOn
                };
                (is_throttled, then, written)
            }
            Err(error) => {
                let is_throttled = error.is_throttled();
                (is_throttled, self.unanswered(chunk, began, error), Vec::new())
            }
        };
        if let Some(progress) = self.progress {
            progress.add(written.len(), is_throttled, &db.cost());
        }
        match then {
            Then::GoOn => {}
            Then::GiveUp => {
                self.stop.get_or_insert(Stop::NoProgress);
                self.requests.go_on();
            }
            Then::Rest(rest) => self.rest(rest),
        }
        for place in written {
            if let Some(mut op) = self.account.lend(place) {
                op.write_mut().written(self.db).await;
                op.close();
            }
        }
    }

    /// Books what an answer says; answers the places that are written now, with those that they stand for.
    fn settle(&mut self, chunk: Chunk, left: &[usize]) -> Vec<usize> {
        let mut ledger = self.account.ledger();
        let mut written = Vec::with_capacity(chunk.places.len());
        for (position, place) in chunk.places.into_iter().enumerate() {
            if left.binary_search(&position).is_ok() {
                ledger.left(place);
                self.again.push_back(place);
            } else {
                ledger.written(place);
                written.extend_from_slice(self.keys.replaced_by(place));
                written.push(place);
            }
        }
        written
    }

    /// Books a request without an answer.
    fn unanswered(&mut self, chunk: Chunk, began: Round, error: Error) -> Then {
        let is_ambiguous = error.outcome() != Outcome::NotApplied;
        let mut ledger = self.account.ledger();
        for place in &chunk.places {
            if is_ambiguous { ledger.lost(*place) } else { ledger.left(*place) }
        }
        drop(ledger);
        self.again.extend(chunk.places);
        if !error.is_retryable() || matches!(error, Error::DeadlineExceeded(_)) {
            self.fail(error);
            return Then::GoOn;
        }
        let then = self.pace.slowed(began, false);
        if then == Then::GiveUp {
            self.fail(error);
        } else if is_ambiguous {
            self.lost.get_or_insert(error);
        }
        then
    }

    /// Rests, if there is time for it.
    fn rest(&mut self, rest: Duration) {
        if self.left() <= rest {
            return self.fail(Error::DeadlineExceeded(Box::new(self.context.clone())));
        }
        let db = self.db.clone();
        self.requests.rest(async move { db.sleep(rest).await });
    }

    /// The time that is left.
    fn left(&self) -> Duration {
        self.db.deadline().map_or(Duration::MAX, |deadline| deadline.remaining())
    }

    fn fail(&mut self, error: Error) {
        self.stop.get_or_insert(Stop::Error(error));
        self.requests.go_on();
    }
}
