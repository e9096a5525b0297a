//! What can go wrong with one request.

use std::fmt;
use std::time::Duration;

use super::kind::{Kind, Left};

/// What goes wrong with a request: an error of the service, a broken connection, a batch that is only partly done.
///
/// By default the engine does not see the request. [`applied`](Self::applied) makes it the other case, the one that is hard to get
/// right: the request is done, and its sender is not told.
///
/// # Examples
///
/// ```
/// use dynamorph_testing::Fault;
///
/// let nothing_was_done = [
///     Fault::throttled(),
///     Fault::throttled_on_demand(),
///     Fault::refused(),
///     Fault::conflict(),
///     Fault::in_progress(),
///     Fault::condition_failed(),
///     Fault::unprocessed(3),
///     Fault::some_unprocessed(),
/// ];
/// let nobody_knows = [
///     Fault::lost(),
///     Fault::timeout(),
///     Fault::hang(),
///     Fault::internal_error(),
///     Fault::unavailable(),
///     Fault::empty(),
///     Fault::not_json(),
/// ];
/// let replies_are_lost = nobody_knows.clone().map(Fault::applied);
/// let replies_are_broken = [Fault::cut(), Fault::stalled()];
///
/// assert!(!nothing_was_done.iter().chain(&nobody_knows).any(|fault| fault.is_applied()));
/// assert!(replies_are_lost.iter().chain(&replies_are_broken).all(|fault| fault.is_applied()));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Fault {
    pub(super) kind: Kind,
    applied: bool,
    delay: Duration,
}

impl Fault {
    /// The table's or a partition's throughput is used up: `ProvisionedThroughputExceededException`, with its `ThrottlingReasons`.
    /// The SDK tries again.
    #[must_use]
    pub fn throttled() -> Self {
        Self::of(Kind::Throttled)
    }

    /// An on-demand table grows slower than its traffic: `ThrottlingException`, with its `throttlingReasons`. The SDK tries again.
    #[must_use]
    pub fn throttled_on_demand() -> Self {
        Self::of(Kind::ThrottledOnDemand)
    }

    /// A failure inside the service, `InternalServerError` with status 500, after which nobody knows whether a write was done.
    #[must_use]
    pub fn internal_error() -> Self {
        Self::error(500, "InternalServerError", "internal error")
    }

    /// `ServiceUnavailable`, with status 503.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::error(503, "ServiceUnavailable", "the service is unavailable")
    }

    /// Any other error of the service, as `AccessDeniedException`.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::Fault;
    ///
    /// let expired = Fault::error(400, "ExpiredTokenException", "the security token is expired");
    /// ```
    #[must_use]
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        Self::of(Kind::Error { status, code: code.to_owned(), message: message.to_owned() })
    }

    /// Nobody listens: the request was not sent.
    #[must_use]
    pub fn refused() -> Self {
        Self::of(Kind::Refused)
    }

    /// The connection breaks before an answer comes.
    #[must_use]
    pub fn lost() -> Self {
        Self::of(Kind::Lost)
    }

    /// The connector gives up waiting, at once and whatever its limit is. Where the limit itself is under test, take
    /// [`hang`](Self::hang).
    #[must_use]
    pub fn timeout() -> Self {
        Self::of(Kind::Timeout)
    }

    /// No answer, for ever. It ends by the client's own time limits; an SDK client that has none hangs.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Embedded, Fault};
    ///
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)]
    /// # async fn main() {
    /// let db = Embedded::memory().faulty().on_any().fail(Fault::hang()).dynamo();
    /// # use dynamorph::prelude::*;
    /// # #[derive(Debug, serde::Serialize, serde::Deserialize, DynamoModel)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[dynamo(partition_key)] id: String }
    /// let start = tokio::time::Instant::now();
    /// User::get("ann").send(&db).await.expect_err("nothing answers");
    /// assert!(start.elapsed().as_secs() <= 5); // of the paused clock: the test takes no time
    /// # }
    /// ```
    #[must_use]
    pub fn hang() -> Self {
        Self::of(Kind::Hang)
    }

    /// A success without a body, as proxies and captive networks make them.
    #[must_use]
    pub fn empty() -> Self {
        Self::of(Kind::Empty)
    }

    /// A success whose body is a page of HTML.
    #[must_use]
    pub fn not_json() -> Self {
        Self::of(Kind::NotJson)
    }

    /// The engine does the request, and the connection breaks in the middle of its answer.
    #[must_use]
    pub fn cut() -> Self {
        Self::done(Kind::Cut)
    }

    /// The engine does the request, and the second half of its answer never comes.
    #[must_use]
    pub fn stalled() -> Self {
        Self::done(Kind::Stalled)
    }

    /// The engine does the request, and its answer comes after this time.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use dynamorph_testing::{Embedded, Fault};
    ///
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)]
    /// # async fn main() {
    /// let slow = Embedded::memory().faulty().on("ListTables").fail(Fault::slow(Duration::from_secs(2)));
    /// let start = tokio::time::Instant::now();
    /// slow.client().list_tables().send().await.expect("it is slow, but it answers");
    /// assert_eq!(start.elapsed().as_secs(), 2);
    /// # }
    /// ```
    #[must_use]
    pub fn slow(delay: Duration) -> Self {
        Self::done(Kind::Slow).delayed(delay)
    }

    /// A batch is done but for its last `count` requests or keys, which come back as `UnprocessedItems` or `UnprocessedKeys`.
    ///
    /// Of several tables the last is the one whose name sorts last.
    #[must_use]
    pub fn unprocessed(count: usize) -> Self {
        Self::of(Kind::Unprocessed(Left::Last(count)))
    }

    /// A batch is partly done: at least one of its requests or keys comes back, and which is decided by the request's number.
    #[must_use]
    pub fn some_unprocessed() -> Self {
        Self::of(Kind::Unprocessed(Left::Some))
    }

    /// Another transaction has the item: `TransactionConflictException` to a write of one item, a cancellation with the reason
    /// `TransactionConflict` for its first operation to a transaction.
    #[must_use]
    pub fn conflict() -> Self {
        Self::of(Kind::Conflict)
    }

    /// The same transaction, by its token, is still being done: `TransactionInProgressException`.
    #[must_use]
    pub fn in_progress() -> Self {
        Self::of(Kind::InProgress)
    }

    /// A condition that failed, though it may hold: `ConditionalCheckFailedException` to a write of one item, a cancellation with
    /// the reason `ConditionalCheckFailed` for its first operation to a transaction.
    #[must_use]
    pub fn condition_failed() -> Self {
        Self::of(Kind::ConditionFailed)
    }

    /// A cancelled transaction with these reasons, one for each operation in its order; `None` for those that are not listed.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::Fault;
    ///
    /// let second = Fault::canceled(["None", "ProvisionedThroughputExceeded"]);
    /// ```
    #[must_use]
    pub fn canceled<R: Into<String>>(reasons: impl IntoIterator<Item = R>) -> Self {
        Self::of(Kind::Canceled(reasons.into_iter().map(Into::into).collect()))
    }

    /// Every fault that a client should survive, half of them applied: what [`Faulty::chaos`](super::Faulty::chaos) chooses from.
    ///
    /// An operation meets those that it can meet: only a batch has unprocessed items.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Embedded, Fault};
    ///
    /// let applied = Fault::all().into_iter().filter(Fault::is_applied);
    /// let faulty = Embedded::memory().faulty().on("UpdateItem").chance(7, 0.15).fail_one_of(applied);
    /// ```
    #[must_use]
    pub fn all() -> Vec<Self> {
        let ambiguous = [
            Self::internal_error(),
            Self::unavailable(),
            Self::lost(),
            Self::timeout(),
            Self::hang(),
            Self::empty(),
            Self::not_json(),
        ];
        let applied = ambiguous.clone().map(Self::applied);
        let others = [
            Self::throttled(),
            Self::throttled_on_demand(),
            Self::refused(),
            Self::cut(),
            Self::stalled(),
            Self::slow(Duration::from_millis(800)),
            Self::some_unprocessed(),
            Self::conflict(),
            Self::in_progress(),
        ];
        ambiguous.into_iter().chain(applied).chain(others).collect()
    }

    /// The same fault, after the engine has done the request: a reply that is lost, and not a request.
    ///
    /// # Panics
    ///
    /// If this fault means that nothing was done, as a throttle or a refused connection.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::Fault;
    ///
    /// assert!(Fault::lost().applied().is_applied());
    /// ```
    #[must_use]
    pub fn applied(mut self) -> Self {
        assert!(
            self.kind.may_be_applied(),
            "{self:?} says that nothing was done, so it is never applied"
        );
        self.applied = true;
        self
    }

    /// The same fault, shown to the sender after this time.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use dynamorph_testing::Fault;
    ///
    /// let slow_throttle = Fault::throttled().delayed(Duration::from_millis(300));
    /// ```
    #[must_use]
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Whether the engine does the whole request, whatever its sender sees.
    #[must_use]
    pub fn is_applied(&self) -> bool {
        self.applied
    }

    /// Whether a call of this name can meet it.
    pub(super) fn fits(&self, operation: &str) -> bool {
        self.kind.fits(operation)
    }

    pub(crate) fn delay(&self) -> Duration {
        self.delay
    }

    fn of(kind: Kind) -> Self {
        Self { kind, applied: false, delay: Duration::ZERO }
    }

    fn done(kind: Kind) -> Self {
        Self { applied: true, ..Self::of(kind) }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            // The message may quote an item.
            Kind::Error { status, code, .. } => write!(f, "{code} ({status})")?,
            kind => write!(f, "{kind:?}")?,
        }
        f.write_str(if self.applied { ", applied" } else { "" })
    }
}
