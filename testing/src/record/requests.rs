//! Requests in the order in which they came.

use std::ops::Deref;
use std::time::Duration;
use std::{slice, vec};

use super::Request;

/// The requests that a client sent, in the order in which they came.
///
/// It is a slice, so that `len`, `iter`, `[0]` and `is_empty` are there.
///
/// # Examples
///
/// ```
/// use dynamorph_testing::Embedded;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let recorded = Embedded::memory().faulty(); // without a rule, nothing fails
/// recorded.client().list_tables().limit(5).send().await?;
///
/// let requests = recorded.requests();
/// assert_eq!(requests.of("ListTables").len(), 1);
/// assert!(requests.of("CreateTable").is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
pub struct Requests {
    list: Vec<Request>,
}

impl Requests {
    /// Those of one operation.
    #[must_use]
    pub fn of(&self, operation: &str) -> Self {
        self.iter().filter(|request| request.operation() == operation).cloned().collect()
    }

    /// Those that met a fault.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Embedded, Fault};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let faulty = Embedded::memory().faulty().on("ListTables").nth(2).fail(Fault::unavailable());
    /// faulty.client().list_tables().send().await.expect("the first gets through");
    /// assert!(faulty.requests().failed().is_empty());
    /// # }
    /// ```
    #[must_use]
    pub fn failed(&self) -> Self {
        self.iter().filter(|request| request.fault().is_some()).cloned().collect()
    }

    /// The time between each request and the one before it: what was waited before a retry.
    ///
    /// Without a paused clock it holds the time that the work took.
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
    /// let faulty = Embedded::memory().faulty().on("ListTables").times(2).fail(Fault::unavailable());
    /// faulty.client().list_tables().send().await.expect("the third attempt gets through");
    ///
    /// // The SDK waits up to 1 s, then up to 2 s, by chance.
    /// let pauses = faulty.requests().pauses();
    /// assert!(pauses[0] <= Duration::from_secs(1) && pauses[1] <= Duration::from_secs(2));
    /// # }
    /// ```
    #[must_use]
    pub fn pauses(&self) -> Vec<Duration> {
        self.list.windows(2).map(|pair| pair[1].at().saturating_sub(pair[0].at())).collect()
    }
}

impl Deref for Requests {
    type Target = [Request];

    fn deref(&self) -> &[Request] {
        &self.list
    }
}

impl FromIterator<Request> for Requests {
    fn from_iter<I: IntoIterator<Item = Request>>(requests: I) -> Self {
        Self { list: requests.into_iter().collect() }
    }
}

impl IntoIterator for Requests {
    type Item = Request;
    type IntoIter = vec::IntoIter<Request>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Requests {
    type Item = &'a Request;
    type IntoIter = slice::Iter<'a, Request>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}
