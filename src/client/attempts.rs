//! What became of each attempt to send one request.

use std::error::Error as StdError;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_sdk_dynamodb::config::interceptors::FinalizerInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::context::Error as AnyError;
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};

use crate::codec::error_code;
use crate::error::{Attempt, Outcome, ServiceErrorKind};

/// The attempts of one request. The interceptor of the request writes it, the call reads it.
///
/// The last error of a call does not tell whether a write was applied: a throttled attempt may follow one whose answer was lost.
#[derive(Debug, Clone, Default)]
pub(crate) struct AttemptLog {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    started: u32,
    /// Those that failed, in order.
    failed: Vec<Attempt>,
    running: Option<Stage>,
    has_succeeded: bool,
    /// Whether the answer of the one that succeeded has no body.
    is_empty: bool,
}

/// How far an attempt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Begun,
    Sent,
}

impl AttemptLog {
    pub(super) fn start(&self) {
        let mut state = self.state();
        state.started += 1;
        state.running = Some(Stage::Begun);
    }

    pub(super) fn sent(&self) {
        self.state().running = Some(Stage::Sent);
    }

    pub(super) fn end(&self, context: &FinalizerInterceptorContextRef<'_>) {
        let mut state = self.state();
        let ended = state.running.take();
        match context.output_or_error() {
            Some(Ok(_)) => {
                state.has_succeeded = true;
                state.is_empty = context.response().is_some_and(is_empty);
            }
            Some(Err(error)) => {
                let attempt = if ended == Some(Stage::Sent) {
                    of_error(error, context.response())
                } else {
                    Attempt::NotSent
                };
                state.failed.push(attempt);
            }
            None => state.failed.push(Attempt::Lost),
        }
    }

    /// How many attempts there were.
    pub(crate) fn count(&self) -> u32 {
        self.state().started
    }

    /// How many of them were throttled.
    pub(crate) fn throttles(&self) -> u32 {
        let throttled = |attempt: &&Attempt| **attempt == Attempt::Throttled;
        u32::try_from(self.state().failed.iter().filter(throttled).count()).unwrap_or(u32::MAX)
    }

    /// Whether the answer had no body.
    pub(super) fn is_empty_answer(&self) -> bool {
        self.state().is_empty
    }

    /// All attempts, in order.
    pub(crate) fn list(&self) -> Vec<Attempt> {
        let state = self.state();
        let mut all = state.failed.clone();
        if state.has_succeeded {
            all.push(Attempt::Succeeded);
        } else if let Some(stage) = state.running {
            // The time limit of the whole call cut it off.
            all.push(match stage {
                Stage::Begun => Attempt::NotSent,
                Stage::Sent => Attempt::TimedOut,
            });
        }
        all
    }

    /// What the attempts say of a write.
    pub(crate) fn outcome(&self) -> Outcome {
        outcome(&self.list())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What attempts say of a write.
pub(crate) fn outcome(attempts: &[Attempt]) -> Outcome {
    if attempts.last() == Some(&Attempt::Succeeded) {
        Outcome::Applied
    } else if attempts.iter().any(|attempt| attempt.is_ambiguous()) {
        Outcome::Unknown
    } else {
        Outcome::NotApplied
    }
}

/// What became of an attempt that left and failed.
pub(super) fn of_error(
    error: &OrchestratorError<AnyError>,
    response: Option<&HttpResponse>,
) -> Attempt {
    if error.is_timeout_error() {
        return Attempt::TimedOut;
    }
    if let Some(connector) = error.as_connector_error() {
        return if connector.is_user() || is_unconnected(connector) {
            Attempt::NotSent
        } else if connector.is_timeout() {
            Attempt::TimedOut
        } else {
            Attempt::Lost
        };
    }
    match response {
        Some(response) if error.is_operation_error() => of_answer(response),
        _ => Attempt::Lost,
    }
}

fn of_answer(response: &HttpResponse) -> Attempt {
    let status = response.status().as_u16();
    let code = response.body().bytes().and_then(error_code);
    match ServiceErrorKind::of(code.as_deref(), status) {
        _ if status < 300 => Attempt::Unreadable,
        ServiceErrorKind::Throttled => Attempt::Throttled,
        ServiceErrorKind::TransactionInProgress => Attempt::Failed,
        _ if status >= 500 => Attempt::Failed,
        _ => Attempt::Refused,
    }
}

/// What a mock makes of another status is no answer of a server.
fn is_empty(response: &HttpResponse) -> bool {
    response.status().as_u16() == 200 && response.body().bytes().is_some_and(<[u8]>::is_empty)
}

/// Whether the server took no connection, so that it has seen nothing.
fn is_unconnected(error: &(dyn StdError + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        let io = error.downcast_ref::<io::Error>();
        if io.is_some_and(|error| error.kind() == io::ErrorKind::ConnectionRefused) {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::outcome;
    use crate::error::{Attempt, Outcome};

    #[test]
    fn one_ambiguous_attempt_makes_the_outcome_unknown() {
        use Attempt::{Failed, Lost, NotSent, Refused, Succeeded, Throttled, TimedOut, Unreadable};
        let cases: [(&[Attempt], Outcome); 8] = [
            (&[], Outcome::NotApplied),
            (&[NotSent], Outcome::NotApplied),
            (&[Throttled, Refused], Outcome::NotApplied),
            (&[Lost, Throttled], Outcome::Unknown),
            (&[Throttled, Failed], Outcome::Unknown),
            (&[TimedOut], Outcome::Unknown),
            (&[Unreadable], Outcome::Unknown),
            (&[Lost, Succeeded], Outcome::Applied),
        ];
        for (attempts, expected) in cases {
            assert_eq!(outcome(attempts), expected, "{attempts:?}");
        }
    }
}
