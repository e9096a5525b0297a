//! Which request meets which fault.

use std::fmt;
use std::sync::Arc;

use super::fault::Fault;
use super::operations::is_of_items;
use super::random::{draw, happens, place};
use crate::record::Request;

type When = dyn Fn(&Request) -> bool + Send + Sync;

/// Faults for the requests of one operation, or of all that are of items.
#[derive(Clone)]
pub(super) struct Rule {
    /// None means every call that reads or writes items.
    pub(super) operation: Option<&'static str>,
    pub(super) when: Option<Arc<When>>,
    pub(super) after: usize,
    /// How often it may still fail; without a limit where there is none.
    pub(super) times: Option<usize>,
    pub(super) seed: u64,
    pub(super) rate: f64,
    pub(super) faults: Vec<Fault>,
    /// How many requests it was meant for.
    seen: usize,
}

impl Rule {
    pub(super) fn of(operation: Option<&'static str>) -> Self {
        let faults = Vec::new();
        Self { operation, when: None, after: 0, times: None, seed: 0, rate: 1.0, faults, seen: 0 }
    }

    fn is_for(&self, request: &Request) -> bool {
        let operation = request.operation();
        self.operation.map_or_else(|| is_of_items(operation), |own| own == operation)
            && self.when.as_ref().is_none_or(|when| when(request))
    }

    /// Counts the request, and says what it would meet here.
    fn meet(&mut self, request: &Request) -> Option<Fault> {
        if !self.is_for(request) {
            return None;
        }
        let count = self.seen;
        self.seen += 1;
        let drawn = draw(self.seed, count);
        if count < self.after || self.times == Some(0) || !happens(drawn, self.rate) {
            return None;
        }
        let fitting: Vec<&Fault> =
            self.faults.iter().filter(|fault| fault.fits(request.operation())).collect();
        fitting.get(place(drawn, fitting.len())).copied().cloned()
    }

    fn used(&mut self) {
        self.times = self.times.map(|times| times.saturating_sub(1));
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rule = f.debug_struct("Rule");
        rule.field("operation", &self.operation).field("after", &self.after);
        rule.field("times", &self.times).field("rate", &self.rate).field("faults", &self.faults);
        rule.finish_non_exhaustive()
    }
}

/// The rules in the order in which they were made.
#[derive(Debug, Default)]
pub(super) struct Rules(Vec<Rule>);

impl Rules {
    pub(super) fn add(&mut self, rule: Rule) {
        self.0.push(rule);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The first rule that has a fault decides; the others count the request all the same.
    pub(super) fn judge(&mut self, request: &Request) -> Option<Fault> {
        let mut fault = None;
        for rule in &mut self.0 {
            if let (Some(met), None) = (rule.meet(request), &fault) {
                rule.used();
                fault = Some(met);
            }
        }
        fault
    }
}
