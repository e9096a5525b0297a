//! Engines of a seed, and a count of what the faults did.

use std::env;
use std::future::Future;
use std::time::Duration;

use dynamorph::{Dynamo, FromItem};
use dynamorph_testing::{Embedded, Fault, Faulty};

use crate::support::random::Random;

const SEEDS: &str = "DYNAMORPH_SOAK_SEEDS";
const FEW: u64 = 25;

/// How many seeds to run: a few, or as many as the environment says.
pub(crate) fn seeds() -> u64 {
    match env::var(SEEDS) {
        Ok(seeds) => seeds.parse().unwrap_or_else(|_| panic!("{SEEDS} is no number: {seeds}")),
        Err(_) => FEW,
    }
}

/// An engine with a table, and faults before it.
pub(crate) struct Soak {
    /// What is stored, past the faults.
    pub(crate) truth: Dynamo,
    pub(crate) db: Dynamo,
    pub(crate) faulty: Faulty,
    pub(crate) random: Random,
}

impl Soak {
    pub(crate) async fn new<E: FromItem>(seed: u64, rate: f64) -> Self {
        let engine = Embedded::memory();
        let truth = engine.dynamo();
        truth.ensure_table::<E>().await.unwrap();
        let faulty = engine.faulty();
        if seed % 2 == 1 {
            // Attempts that all did nothing are rare among the others.
            let nothing_done = [Fault::throttled(), Fault::throttled_on_demand(), Fault::refused()];
            faulty.on_any().chance(!seed, rate).fail_one_of(nothing_done);
        }
        faulty.chaos(seed, rate);
        Self { truth, db: faulty.dynamo(), faulty, random: Random::new(seed) }
    }

    /// Runs a write, and drops it in the middle every fifth time.
    pub(crate) async fn perhaps<T>(&mut self, write: impl Future<Output = T>) -> Option<T> {
        if self.random.below(5) > 0 { Some(write.await) } else { self.limited(write).await }
    }

    /// Runs a write for some time, and drops it then.
    pub(crate) async fn limited<T>(&mut self, write: impl Future<Output = T>) -> Option<T> {
        let limit = Duration::from_millis(self.random.below(2_500) as u64);
        tokio::time::timeout(limit, write).await.ok()
    }
}

/// What the faults did, over all seeds.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) requests: usize,
    pub(crate) faults: usize,
    pub(crate) applied: usize,
}

impl Tally {
    pub(crate) fn add(&mut self, soak: &Soak) {
        for request in &soak.faulty.take_requests() {
            self.requests += 1;
            self.faults += usize::from(request.fault().is_some());
            self.applied += usize::from(request.fault().is_some_and(Fault::is_applied));
        }
    }

    /// A soak without faults would prove nothing.
    #[track_caller]
    pub(crate) fn assert_harsh(&self) {
        assert!(self.faults * 10 >= self.requests, "{self:?}");
        assert!(self.applied * 10 >= self.faults, "{self:?}");
    }
}
