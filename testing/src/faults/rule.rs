//! The sentence that makes a rule.

use std::sync::Arc;

use super::fault::Fault;
use super::faulty::Faulty;
use super::rules::Rule;
use crate::record::Request;

/// A rule in the making: which requests, how many of them, and at last what they meet. Made by [`Faulty::on`].
///
/// Requests are counted from when the rule was made, each attempt of a retry for itself, and whether or not another rule failed it.
/// Where several rules have a fault for a request, the one that was made first decides.
///
/// # Examples
///
/// ```
/// use dynamorph_testing::{Embedded, Fault};
///
/// let faulty = Embedded::memory().faulty();
/// faulty.on("PutItem").times(2).fail(Fault::throttled()); // the first and the second
/// faulty.on("PutItem").nth(2).fail(Fault::lost().applied()); // the third
/// faulty.on("GetItem").after(10).fail(Fault::unavailable()); // all but the first ten
/// ```
#[derive(Debug, Clone)]
#[must_use = "a rule stands once it is told what fails: end with `fail`"]
pub struct On<'a> {
    faulty: &'a Faulty,
    rule: Rule,
}

impl<'a> On<'a> {
    pub(super) fn new(faulty: &'a Faulty, operation: Option<&'static str>) -> Self {
        Self { faulty, rule: Rule::of(operation) }
    }

    /// Fails so many requests, then no more. Without it the rule has no end.
    pub fn times(mut self, times: usize) -> Self {
        self.rule.times = Some(times);
        self
    }

    /// Lets so many requests through first.
    pub fn after(mut self, requests: usize) -> Self {
        self.rule.after = requests;
        self
    }

    /// Fails one request. The first is 0, as in [`Iterator::nth`].
    pub fn nth(self, request: usize) -> Self {
        self.after(request).times(1)
    }

    /// Fails by chance, at a rate between 0 and 1. The same seed fails the same requests, counted in the order of their arrival.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Embedded, Fault};
    ///
    /// let faulty = Embedded::memory().faulty().on("UpdateItem").chance(7, 0.15).fail(Fault::lost().applied());
    /// ```
    pub fn chance(mut self, seed: u64, rate: f64) -> Self {
        (self.rule.seed, self.rule.rate) = (seed, rate);
        self
    }

    /// Fails the requests of which this is true, as those of one table.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Embedded, Fault};
    ///
    /// let faulty = Embedded::memory().faulty();
    /// faulty.on("PutItem").when(|request| request.json()["TableName"] == "audit").fail(Fault::throttled());
    /// ```
    pub fn when(mut self, when: impl Fn(&Request) -> bool + Send + Sync + 'static) -> Self {
        self.rule.when = Some(Arc::new(when));
        self
    }

    /// What the requests meet. The rule stands from here on.
    ///
    /// # Panics
    ///
    /// If no request of the operation can meet it: only batches have unprocessed items.
    #[expect(clippy::must_use_candidate, reason = "it also makes the rule, and may be a statement")]
    pub fn fail(self, fault: Fault) -> Faulty {
        self.fail_one_of([fault])
    }

    /// Each request meets one of these, by the seed of [`chance`](Self::chance). The rule stands from here on.
    ///
    /// # Panics
    ///
    /// If no request of the operation can meet any of them.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Embedded, Fault};
    ///
    /// let ambiguous = [Fault::lost(), Fault::lost().applied()];
    /// let faulty = Embedded::memory().faulty().on("PutItem").chance(7, 0.3).fail_one_of(ambiguous);
    /// ```
    pub fn fail_one_of(mut self, faults: impl IntoIterator<Item = Fault>) -> Faulty {
        self.rule.faults.extend(faults);
        if let Some(operation) = self.rule.operation {
            let fits = self.rule.faults.iter().any(|fault| fault.fits(operation));
            assert!(fits, "no {operation} meets {:?}", self.rule.faults);
        }
        self.faulty.add(self.rule);
        self.faulty.clone()
    }
}
