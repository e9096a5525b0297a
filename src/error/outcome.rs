//! Whether a write was applied, and what became of each attempt to send it.

use std::fmt;

/// Whether a write that ended in an error was applied.
///
/// DynamoDB applies a write and then answers. Where the answer is lost (a broken connection, a time limit, an internal error), nobody
/// knows by it whether the item was written. [`Error::outcome`](crate::Error::outcome) says so, from all attempts of a call: a
/// throttled last attempt does not prove that the one before it did nothing.
///
/// # Examples
///
/// ```
/// use dynamorph::{Outcome, Result};
/// use dynamorph_testing::Embedded;
#[doc = include_str!("../../docs/examples/shop.rs")]
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let db = Embedded::memory().dynamo();
/// // There is no table.
/// let error = Product { sku: "t-1".into(), price: 1 }.save().send(&db).await.expect_err("it is refused");
/// assert_eq!(error.outcome(), Outcome::NotApplied);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was not: the request was not sent, or every attempt was refused.
    NotApplied,
    /// It was, and what failed came after it: an answer that does not decode.
    Applied,
    /// Nobody knows: an attempt got no answer that can be read.
    Unknown,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotApplied => "not applied",
            Self::Applied => "applied",
            Self::Unknown => "unknown",
        })
    }
}

/// What became of one attempt to send a request.
///
/// The SDK sends a request again after some failures; see [`Error::attempts`](crate::Error::attempts).
///
/// # Examples
///
/// ```
/// use dynamorph::Attempt;
///
/// assert!(Attempt::TimedOut.is_ambiguous());
/// assert!(!Attempt::Throttled.is_ambiguous());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Attempt {
    /// It was answered with success.
    Succeeded,
    /// The service refused it (HTTP 4xx): nothing was applied.
    Refused,
    /// The service refused it for lack of capacity: nothing was applied.
    Throttled,
    /// The service failed (HTTP 5xx), or still works on a transaction of the same token.
    Failed,
    /// There was no answer in time.
    TimedOut,
    /// The connection broke before the answer was read.
    Lost,
    /// The answer is no answer of DynamoDB's.
    Unreadable,
    /// It never left: there is no connection, no credentials, or it cannot be built.
    NotSent,
}

impl Attempt {
    /// Whether the request may have been applied although no success was read.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::Attempt;
    ///
    /// // AWS: after an HTTP 500 "the operation may have succeeded or failed".
    /// assert!(Attempt::Failed.is_ambiguous());
    /// assert!(!Attempt::NotSent.is_ambiguous());
    /// ```
    #[must_use]
    pub fn is_ambiguous(self) -> bool {
        matches!(self, Self::Failed | Self::TimedOut | Self::Lost | Self::Unreadable)
    }
}
