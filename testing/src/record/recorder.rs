//! The list that a client's connector writes, and its clones read.

use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;

use super::{Arrived, Request, Requests};
use crate::faults::Fault;

/// Numbers requests, times them and keeps them.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    first: Option<Instant>,
    count: usize,
    kept: Vec<Request>,
}

impl Recorder {
    /// Keeps a request, with the fault that `choose` has for it. Requests are numbered and judged one at a time.
    pub(crate) fn record(
        &self,
        arrived: Arrived,
        choose: impl FnOnce(&Request) -> Option<Fault>,
    ) -> Request {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let at = now.saturating_duration_since(*state.first.get_or_insert(now));
        let mut request = arrived.into_request(state.count, at);
        state.count += 1;
        request.set_fault(choose(&request));
        state.kept.push(request.clone());
        request
    }

    pub(crate) fn all(&self) -> Requests {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.kept.iter().cloned().collect()
    }

    pub(crate) fn take(&self) -> Requests {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.kept.drain(..).collect()
    }
}
