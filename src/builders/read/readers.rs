//! Reads several segments side by side, in the task of the caller.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};
use std::time::Duration;

use futures_util::Stream;

use super::options::Options;
use super::reader::Reader;
use crate::builders::cursor::Stand;
use crate::client::{Cost, Dynamo, Event, Pace, Progress, Requests, Round, Then};
use crate::error::{Context, Error, Result};
use crate::operation::Key;

/// Makes the reader of a segment that goes on behind a position.
pub(super) type Begin<O> = Box<dyn Fn(u32, Option<Key>) -> Result<Reader<O>> + Send + Sync>;

/// How many requests run at once.
#[derive(Debug, Clone, Copy)]
pub(in crate::builders) struct Width(pub(in crate::builders) usize);

/// The items of several segments, with where each of these stands: behind the last item that was handed over.
///
/// A segment has one page under way or here at a time, and there are at most twice as many pages as requests at once.
pub(in crate::builders) struct Readers<O> {
    db: Dynamo,
    context: Context,
    begin: Begin<O>,
    segments: Vec<Segment<O>>,
    /// The segments that have begun and want their next page.
    begun: VecDeque<usize>,
    /// The first segment that may not have begun.
    fresh: usize,
    pages: VecDeque<Page<O>>,
    pace: Pace,
    requests: Requests<Ended<O>>,
    /// How many items are still wanted.
    left: Option<usize>,
    max_pages: Option<u32>,
    /// How many of those may still begin.
    pages_left: Option<u32>,
    told: Told,
    stop: Option<Error>,
    is_over: bool,
}

struct Segment<O> {
    stand: Stand,
    reader: Option<Box<Reader<O>>>,
}

/// Items that are here.
struct Page<O> {
    segment: usize,
    items: std::vec::IntoIter<(Key, O)>,
}

/// A request that ended.
struct Ended<O> {
    segment: usize,
    reader: Box<Reader<O>>,
    began: Round,
    result: Result<Vec<(Key, O)>>,
    cost: Cost,
}

/// Who is told how far it has come, and of what.
#[derive(Debug, Clone, Default)]
pub(in crate::builders) struct Told {
    pub(in crate::builders) progress: Option<Progress>,
    /// Whether items count when they are read. Those that are deleted count then.
    pub(in crate::builders) counts_items: bool,
    pub(in crate::builders) has_segments: bool,
}

impl<O: Send + 'static> Readers<O> {
    pub(super) fn new(
        (db, context): (Dynamo, Context),
        begin: Begin<O>,
        stands: Vec<Stand>,
        options: &Options,
        width: Width,
        told: Told,
    ) -> Self {
        if let Some(progress) = told.progress.as_ref().filter(|_| told.has_segments) {
            let done = (0..).zip(&stands).filter(|(_, stand)| **stand == Stand::End);
            let total = u32::try_from(stands.len()).unwrap_or(u32::MAX);
            progress.begin_segments(total, done.map(|(number, _)| number));
        }
        Self {
            db,
            context,
            begin,
            segments: stands.into_iter().map(|stand| Segment { stand, reader: None }).collect(),
            begun: VecDeque::new(),
            fresh: 0,
            pages: VecDeque::new(),
            pace: Pace::new(width.0),
            requests: Requests::new(),
            left: options.limit.map(|limit| limit as usize),
            max_pages: options.max_pages,
            pages_left: options.max_pages,
            told,
            stop: None,
            is_over: false,
        }
    }

    /// Where each segment stands.
    pub(in crate::builders) fn stands(&self) -> impl ExactSizeIterator<Item = &Stand> {
        self.segments.iter().map(|segment| &segment.stand)
    }

    /// Begins as many requests as may run.
    fn begin(&mut self) {
        while self.stop.is_none()
            && self.left != Some(0)
            && !self.requests.is_resting()
            && self.requests.running() < self.pace.width()
            && self.requests.running() + self.pages.len() < 2 * self.pace.widest()
        {
            let Some(segment) = self.next_segment() else { return };
            if let Err(error) = self.start(segment) {
                return self.fail(error);
            }
        }
    }

    /// The next segment that wants a page: one that has begun, else a new one.
    fn next_segment(&mut self) -> Option<usize> {
        if let Some(begun) = self.begun.pop_front() {
            return Some(begun);
        }
        while let Some(segment) = self.segments.get(self.fresh) {
            self.fresh += 1;
            if segment.stand != Stand::End {
                return Some(self.fresh - 1);
            }
        }
        None
    }

    fn start(&mut self, at: usize) -> Result<()> {
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        let segment = &mut self.segments[at];
        let mut reader = match segment.reader.take() {
            Some(reader) => reader,
            None => Box::new((self.begin)(number, segment.stand.position().cloned())?),
        };
        if reader.is_done {
            segment.stand = Stand::End;
            self.tell(|progress| progress.end_segment(number));
            return Ok(());
        }
        if self.pages_left == Some(0) {
            let context = Box::new(self.context.clone());
            return Err(Error::Incomplete { context, pages: self.max_pages.unwrap_or_default() });
        }
        if self.db.deadline().is_some_and(|deadline| deadline.remaining().is_zero()) {
            return Err(Error::DeadlineExceeded(Box::new(self.context.clone())));
        }
        self.pages_left = self.pages_left.map(|left| left - 1);
        let db = if self.told.progress.is_some() { self.db.metered() } else { self.db.clone() };
        let (began, wanted) = (self.pace.round(), self.left);
        self.requests.start(async move {
            let result = reader.read_placed(&db, wanted).await;
            Ended { segment: at, reader, began, result, cost: db.cost() }
        });
        Ok(())
    }

    fn end(&mut self, ended: Ended<O>) {
        let Ended { segment, reader, began, result, cost } = ended;
        let items = result.as_ref().map_or(0, Vec::len);
        let is_throttled = result.as_ref().is_err_and(Error::is_throttled);
        let is_done = result.is_ok() && reader.is_done;
        self.segments[segment].reader = Some(reader);
        if let Some(progress) = &self.told.progress {
            let counted = if self.told.counts_items { items } else { 0 };
            progress.add(counted, is_throttled, &cost);
        }
        let number = u32::try_from(segment).unwrap_or(u32::MAX);
        self.tell(|progress| progress.add_to_segment(number, items, is_throttled, &cost));
        match result {
            Ok(items) => {
                self.pace.clean();
                if is_done {
                    self.tell(|progress| progress.end_segment(number));
                }
                if items.is_empty() {
                    self.finish_page(segment);
                } else {
                    self.pages.push_back(Page { segment, items: items.into_iter() });
                }
            }
            Err(error) => self.failed(segment, began, error),
        }
    }

    fn failed(&mut self, segment: usize, began: Round, error: Error) {
        if self.stop.is_some() {
            // It is not sent again, and its segment stands where it stood.
            return;
        }
        if !error.is_retryable() || matches!(error, Error::DeadlineExceeded(_)) {
            return self.fail(error);
        }
        match self.pace.slowed(began, false) {
            Then::GiveUp => return self.fail(error),
            Then::GoOn => {}
            Then::Rest(rest) => self.rest(rest),
        }
        self.pages_left = self.pages_left.map(|left| left + 1);
        self.begun.push_front(segment);
    }

    /// Rests, if there is time for it.
    fn rest(&mut self, rest: Duration) {
        if self.db.deadline().is_some_and(|deadline| deadline.remaining() <= rest) {
            return self.fail(Error::DeadlineExceeded(Box::new(self.context.clone())));
        }
        let db = self.db.clone();
        self.requests.rest(async move { db.sleep(rest).await });
    }

    /// The next item that is here.
    fn hand_over(&mut self) -> Option<(Key, O)> {
        let page = self.pages.front_mut()?;
        let (key, item) = page.items.next()?;
        let (segment, is_last) = (page.segment, page.items.as_slice().is_empty());
        self.left = self.left.map(|left| left.saturating_sub(1));
        if is_last {
            self.pages.pop_front();
            self.finish_page(segment);
        } else {
            self.segments[segment].stand = Stand::After(key.clone());
        }
        Some((key, item))
    }

    /// All items of a page were handed over: the segment stands where the page ended.
    fn finish_page(&mut self, at: usize) {
        let segment = &mut self.segments[at];
        let position = segment.reader.as_ref().and_then(|reader| reader.position_ahead());
        if let Some(position) = position {
            segment.stand = Stand::After(position);
            self.begun.push_back(at);
        } else {
            (segment.stand, segment.reader) = (Stand::End, None);
        }
    }

    /// Begins nothing more. What is under way or here is handed over first.
    fn fail(&mut self, error: Error) {
        self.stop.get_or_insert(error);
        self.requests.go_on();
    }

    fn tell(&self, tell: impl FnOnce(&Progress)) {
        if let Some(progress) = self.told.progress.as_ref().filter(|_| self.told.has_segments) {
            tell(progress);
        }
    }
}

impl<O> Unpin for Readers<O> {}

impl<O: Send + 'static> Stream for Readers<O> {
    type Item = Result<(Key, O)>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.is_over || self.left == Some(0) {
                self.is_over = true;
                self.requests.abandon();
                self.pages.clear();
                return Poll::Ready(None);
            }
            self.begin();
            // Requests go on also while there are items to hand over.
            let polled = self.requests.poll_next(cx);
            if let Poll::Ready(Some(event)) = polled {
                if let Event::Ended(ended) = event {
                    self.end(ended);
                }
                continue;
            }
            if let Some(item) = self.hand_over() {
                return Poll::Ready(Some(Ok(item)));
            }
            return match polled {
                Poll::Pending => Poll::Pending,
                Poll::Ready(_) => {
                    self.is_over = true;
                    Poll::Ready(self.stop.take().map(Err))
                }
            };
        }
    }
}
