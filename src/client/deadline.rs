//! The moment by which work has to be done.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// The moment by which a handle's work has to be done: nothing is sent that could not end before it.
///
/// A handle made by [`Dynamo::with_deadline`](crate::Dynamo::with_deadline) shortens the time limits of each request to what is left. A
/// request that would begin later than the deadline less its margin is not sent: it fails with
/// [`Error::DeadlineExceeded`](crate::Error::DeadlineExceeded), whose outcome is `NotApplied`. A margin of 250 ms is kept for the answer
/// of the caller itself.
///
/// AWS Lambda stops a function at its deadline without a chance to clean up, so a handler that writes should have one.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// use dynamorph::{Deadline, Error, Result};
/// use dynamorph_testing::Embedded;
#[doc = include_str!("../../docs/examples/shop.rs")]
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let db = Embedded::memory().dynamo();
/// db.ensure_table::<Shop>().await?;
///
/// // In a Lambda function: `Deadline::from_epoch_millis(event.context.deadline)`.
/// let request = db.with_deadline(Deadline::after(Duration::from_secs(3)));
/// assert!(Product::get("t-1").send(&request).await?.is_none());
///
/// let late = db.with_deadline(Deadline::after(Duration::from_millis(100)));
/// let error = Product::get("t-1").send(&late).await.expect_err("the margin is longer");
/// assert!(matches!(error, Error::DeadlineExceeded(_)));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    at: Instant,
    margin: Duration,
}

const MARGIN: Duration = Duration::from_millis(250);
/// What stands for "no deadline in sight": longer than any process runs.
const FAR: Duration = Duration::from_hours(24 * 365 * 30);

impl Deadline {
    /// At this moment of Tokio's clock.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use dynamorph::Deadline;
    /// use tokio::time::Instant;
    ///
    /// let deadline = Deadline::at(Instant::now() + Duration::from_secs(5));
    /// ```
    #[must_use]
    pub fn at(at: Instant) -> Self {
        Self { at, margin: MARGIN }
    }

    /// So long from now.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// let deadline = dynamorph::Deadline::after(Duration::from_secs(5));
    /// ```
    #[must_use]
    pub fn after(duration: Duration) -> Self {
        let now = Instant::now();
        Self::at(now.checked_add(duration).unwrap_or_else(|| now + FAR))
    }

    /// At this time in milliseconds since the Unix epoch, as a
    /// [Lambda context](https://docs.rs/lambda_runtime/latest/lambda_runtime/struct.Context.html#structfield.deadline) says it.
    ///
    /// The system's clock is asked once, here.
    ///
    /// # Examples
    ///
    /// ```
    /// let deadline = dynamorph::Deadline::from_epoch_millis(1_767_225_600_000);
    /// ```
    #[must_use]
    pub fn from_epoch_millis(millis: u64) -> Self {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self::after(Duration::from_millis(millis).saturating_sub(now))
    }

    /// How much time stays unused before the deadline; 250 ms if not said.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use dynamorph::Deadline;
    ///
    /// let deadline = Deadline::after(Duration::from_secs(5)).margin(Duration::from_secs(1));
    /// ```
    #[must_use]
    pub fn margin(mut self, margin: Duration) -> Self {
        self.margin = margin;
        self
    }

    /// What is left before the margin begins; nothing when that is over.
    pub(crate) fn remaining(&self) -> Duration {
        self.at.saturating_duration_since(Instant::now()).saturating_sub(self.margin)
    }
}
