//! Requests that run side by side in the task of the caller.

use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use futures_util::future::{Either, select};
use futures_util::stream::{FuturesUnordered, StreamExt as _};

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Requests under way, and a rest before more of them begin.
///
/// They run when the caller is polled, and end with it: nothing is spawned.
pub(crate) struct Requests<T> {
    running: FuturesUnordered<Boxed<T>>,
    rest: Option<Boxed<bool>>,
}

/// What happened.
pub(crate) enum Event<T> {
    /// A request ended.
    Ended(T),
    /// The rest is over; false where there was no way to rest.
    Rested(bool),
}

impl<T> Requests<T> {
    pub(crate) fn new() -> Self {
        Self { running: FuturesUnordered::new(), rest: None }
    }

    pub(crate) fn running(&self) -> usize {
        self.running.len()
    }

    pub(crate) fn is_resting(&self) -> bool {
        self.rest.is_some()
    }

    pub(crate) fn start(&mut self, request: impl Future<Output = T> + Send + 'static) {
        self.running.push(Box::pin(request));
    }

    /// Rests for as long as `rest` takes, in place of what was left of an earlier rest.
    pub(crate) fn rest(&mut self, rest: impl Future<Output = bool> + Send + 'static) {
        self.rest = Some(Box::pin(rest));
    }

    /// Waits for no longer.
    pub(crate) fn go_on(&mut self) {
        self.rest = None;
    }

    /// As [`next`](Requests::next), for streams.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Event<T>>> {
        // What `next` waits for is here, so that its future may be made again for each poll.
        pin!(self.next()).poll(cx)
    }

    /// Ends those that are under way, and the rest.
    pub(crate) fn abandon(&mut self) {
        self.running.clear();
        self.rest = None;
    }

    /// What happens next; none where nothing runs and nothing rests.
    ///
    /// Dropping the answer's future loses nothing.
    pub(crate) async fn next(&mut self) -> Option<Event<T>> {
        let Some(rest) = &mut self.rest else {
            return self.running.next().await.map(Event::Ended);
        };
        if self.running.is_empty() {
            let has_rested = rest.await;
            self.rest = None;
            return Some(Event::Rested(has_rested));
        }
        match select(self.running.next(), rest).await {
            Either::Left((ended, _)) => ended.map(Event::Ended),
            Either::Right((has_rested, _)) => {
                self.rest = None;
                Some(Event::Rested(has_rested))
            }
        }
    }
}
