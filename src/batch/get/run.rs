//! Reads a batch: requests side by side, what is left sent again, answers in the order of the input.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::chunk::{Answer, Chunk, Waiting};
use super::fill::Fill;
use crate::builders::{FoundItem, GroupGet};
use crate::client::{Dynamo, Event, Pace, Progress, Requests, Round, Then};
use crate::error::{Context, Error, Result};
use crate::value::limits::BATCH_GET_KEYS;

/// How a batch is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Options {
    pub(super) width: Option<usize>,
    pub(super) progress: Option<Progress>,
}

/// A batch that is being read.
pub(super) struct Run<I> {
    db: Dynamo,
    now: SystemTime,
    /// None when it has ended.
    input: Option<I>,
    progress: Option<Progress>,
    /// The inputs from `first` on that are not handed over.
    slots: VecDeque<Slot>,
    first: usize,
    /// At most so many inputs are held.
    capacity: usize,
    /// The places whose keys the service left, to be sent again.
    again: VecDeque<usize>,
    fill: Fill,
    pace: Pace,
    requests: Requests<Ended>,
    stop: Option<Stop>,
    context: Option<Context>,
}

/// An input.
pub(super) enum Slot {
    /// It has no answer yet.
    Waiting(Arc<dyn GroupGet>),
    /// Its item, or that there is none.
    Answered(Option<FoundItem>),
}

/// Why a batch was not read to its end.
pub(super) enum Stop {
    Error(Error),
    /// The service left keys unprocessed again and again.
    NoProgress,
}

/// A request that ended.
struct Ended {
    chunk: Arc<Chunk>,
    began: Round,
    result: Result<Answer>,
    db: Dynamo,
}

impl<I: Iterator<Item = Arc<dyn GroupGet>>> Run<I> {
    /// With `is_bounded`, no more inputs are held than the requests at once take.
    pub(super) fn new(db: &Dynamo, input: I, options: Options, is_bounded: bool) -> Self {
        let pace = Pace::new(options.width.unwrap_or(crate::client::USUAL_WIDTH));
        Self {
            now: db.now(),
            db: db.for_call().into_owned(),
            input: Some(input),
            progress: options.progress,
            slots: VecDeque::new(),
            first: 0,
            capacity: if is_bounded { pace.widest() * BATCH_GET_KEYS } else { usize::MAX },
            again: VecDeque::new(),
            fill: Fill::default(),
            pace,
            requests: Requests::new(),
            stop: None,
            context: None,
        }
    }

    /// The next answer in the order of the input; none at the end, or where the batch stopped.
    pub(super) async fn next(&mut self) -> Option<Option<FoundItem>> {
        loop {
            self.begin();
            if self.stop.is_none()
                && let Some(Slot::Answered(_)) = self.slots.front()
                && let Some(Slot::Answered(answer)) = self.slots.pop_front()
            {
                self.first += 1;
                return Some(answer);
            }
            match self.requests.next().await {
                Some(Event::Ended(ended)) => self.end(ended),
                Some(Event::Rested(has_rested)) => self.rested(has_rested),
                None => return None,
            }
        }
    }

    /// Reads all of it, and keeps the answers.
    pub(super) async fn read(&mut self) {
        loop {
            self.begin();
            match self.requests.next().await {
                Some(Event::Ended(ended)) => self.end(ended),
                Some(Event::Rested(has_rested)) => self.rested(has_rested),
                None => return,
            }
        }
    }

    /// What is not handed over, with the place of the first; and why it stopped, if it did.
    pub(super) fn finish(&mut self) -> (Vec<Slot>, usize, Option<(Stop, Context)>) {
        let context =
            self.context.take().unwrap_or_else(|| Context::new("BatchGetItem", String::new(), ""));
        // A bounded batch leaves what it has not drawn: it may be any number.
        let is_owned = self.stop.is_some() && self.capacity == usize::MAX;
        let rest = self.input.take().filter(|_| is_owned).into_iter().flatten();
        let held = self.slots.drain(..);
        let slots = held.chain(rest.map(Slot::Waiting)).collect();
        (slots, self.first, self.stop.take().map(|stop| (stop, context)))
    }

    /// Begins as many requests as may run.
    fn begin(&mut self) {
        while self.stop.is_none()
            && !self.requests.is_resting()
            && self.requests.running() < self.pace.width()
        {
            let Some(chunk) = self.chunk() else { return };
            let context = self.context.get_or_insert_with(|| chunk.context());
            let left = self.db.deadline().map(|deadline| deadline.remaining());
            if left.is_some_and(|left| left.is_zero()) {
                self.stop = Some(Stop::Error(Error::DeadlineExceeded(Box::new(context.clone()))));
                return;
            }
            let (db, chunk) = (self.db.metered(), Arc::new(chunk));
            let (now, began) = (self.now, self.pace.round());
            self.requests.start(async move {
                let result = chunk.send(&db, now).await;
                Ended { chunk, began, result, db }
            });
        }
    }

    /// The next request: a full one, or what is left where no more comes.
    fn chunk(&mut self) -> Option<Chunk> {
        loop {
            if let Some(full) = self.fill.full() {
                return Some(full);
            }
            let (waiting, is_resent) = if let Some(place) = self.again.pop_front() {
                (self.waiting(place), true)
            } else {
                (self.draw(), false)
            };
            let Some(waiting) = waiting else { break };
            let (place, most) = (waiting.place, self.pace.widest());
            let target = waiting.get.target();
            if let Err(error) = self.fill.add(&self.db, waiting, is_resent, most) {
                let table = self.db.physical_name(target.table).into_owned();
                let context = Context::new("BatchGetItem", table, target.entity);
                self.fail(error.in_context(&context).of_input(place));
                return None;
            }
        }
        let is_due = if self.requests.running() > 0 {
            // What is left of the requests that still run may fill it up.
            self.input.is_none() && self.fill.has_fresh()
        } else {
            // Answers that are taken make room for more reads, which fill it up too.
            self.input.is_none() || !matches!(self.slots.front(), Some(Slot::Answered(_)))
        };
        if is_due { self.fill.rest() } else { None }
    }

    /// The next input, if there is room for it.
    fn draw(&mut self) -> Option<Waiting> {
        if self.slots.len() >= self.capacity {
            return None;
        }
        let Some(get) = self.input.as_mut()?.next() else {
            self.input = None;
            return None;
        };
        let place = self.first + self.slots.len();
        self.slots.push_back(Slot::Waiting(Arc::clone(&get)));
        Some(Waiting { place, get })
    }

    fn waiting(&self, place: usize) -> Option<Waiting> {
        match self.slots.get(place.checked_sub(self.first)?)? {
            Slot::Waiting(get) => Some(Waiting { place, get: Arc::clone(get) }),
            Slot::Answered(_) => None,
        }
    }

    fn end(&mut self, ended: Ended) {
        let Ended { chunk, began, result, db } = ended;
        let mut done = 0;
        let is_throttled = match &result {
            Ok(answer) => answer.keys_left > 0,
            Err(error) => error.is_throttled(),
        };
        let then = match result {
            Ok(answer) => {
                done = answer.answered.len();
                self.settle(&chunk, began, answer)
            }
            Err(error) => self.unanswered(&chunk, began, error),
        };
        if let Some(progress) = &self.progress {
            progress.add(done, is_throttled, &db.cost());
        }
        match then {
            Then::GoOn => {}
            Then::GiveUp => {
                self.stop.get_or_insert(Stop::NoProgress);
            }
            Then::Rest(rest) => self.rest(rest),
        }
    }

    /// Takes the answers of a request, and what is to be done before more begin.
    fn settle(&mut self, chunk: &Chunk, began: Round, answer: Answer) -> Then {
        for (place, item) in answer.answered {
            if let Some(slot) = place.checked_sub(self.first).and_then(|at| self.slots.get_mut(at))
            {
                *slot = Slot::Answered(item);
            }
        }
        if let Some((place, error)) = answer.error {
            self.fail(error.in_context(&chunk.context()).of_input(place));
            return Then::GoOn;
        }
        self.again.extend(answer.left);
        if answer.keys_left == 0 {
            self.pace.clean();
            return Then::GoOn;
        }
        let has_progress = answer.keys_left < answer.keys;
        // A part is answered where the items are many: 16 MB, or 1 MB of a partition. That alone is no reason to wait.
        if has_progress && !chunk.has_resent() {
            return Then::GoOn;
        }
        self.pace.slowed(began, has_progress)
    }

    fn unanswered(&mut self, chunk: &Chunk, began: Round, error: Error) -> Then {
        let is_late = matches!(error, Error::DeadlineExceeded(_));
        if !error.is_retryable() || is_late {
            self.fail(error);
            return Then::GoOn;
        }
        self.again.extend(chunk.places());
        let then = self.pace.slowed(began, false);
        if then == Then::GiveUp {
            self.fail(error);
        }
        then
    }

    /// Rests, if there is time for it.
    fn rest(&mut self, rest: Duration) {
        if self.db.deadline().is_some_and(|deadline| deadline.remaining() <= rest) {
            if let Some(context) = self.context.clone() {
                self.fail(Error::DeadlineExceeded(Box::new(context)));
            }
            return;
        }
        let db = self.db.clone();
        self.requests.rest(async move { db.sleep(rest).await });
    }

    /// Without a way to rest, nothing is sent again.
    fn rested(&mut self, has_rested: bool) {
        if !has_rested {
            self.stop.get_or_insert(Stop::NoProgress);
        }
    }

    fn fail(&mut self, error: Error) {
        self.stop.get_or_insert(Stop::Error(error));
        self.requests.go_on();
    }
}
