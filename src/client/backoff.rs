//! The waits between the rounds of work that is sent again.

use std::time::Duration;

/// How many times in a row a request is sent again for nothing.
pub(super) const MOST_ROUNDS: u32 = 8;

/// Full jitter: a wait of between nothing and `base * 2^round`, at most `cap`.
///
/// Random over the whole range, so that callers who were throttled together do not come back together
/// ([AWS on backoff and jitter](https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/)).
#[derive(Debug, Clone)]
pub(crate) struct Backoff {
    base: Duration,
    cap: Duration,
    round: u32,
}

impl Backoff {
    pub(crate) const fn new(base: Duration, cap: Duration) -> Self {
        Self { base, cap, round: 0 }
    }

    /// The waits for a service that is throttling, or for other requests to let go of an item.
    pub(super) const fn of_service() -> Self {
        Self::new(Duration::from_millis(50), Duration::from_secs(2))
    }

    /// Whether there were as many waits without progress as are worth it.
    pub(super) fn is_spent(&self) -> bool {
        self.round >= MOST_ROUNDS
    }

    /// The next wait.
    pub(crate) fn next(&mut self) -> Duration {
        let most = self.most();
        self.round = self.round.saturating_add(1);
        most.mul_f64(fastrand::f64())
    }

    /// Begins again, since there was progress.
    pub(crate) fn reset(&mut self) {
        self.round = 0;
    }

    /// How many waits there were without progress.
    pub(crate) fn rounds(&self) -> u32 {
        self.round
    }

    fn most(&self) -> Duration {
        let factor = 1_u32.checked_shl(self.round).unwrap_or(u32::MAX);
        self.base.saturating_mul(factor).min(self.cap)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Backoff;

    #[test]
    fn waits_double_up_to_the_cap_and_begin_again_after_progress() {
        let millis = Duration::from_millis;
        let mut backoff = Backoff::new(millis(50), millis(2_000));
        for most in [50, 100, 200, 400, 800, 1_600, 2_000, 2_000] {
            assert_eq!(backoff.most(), millis(most));
            assert!(backoff.next() <= millis(most));
        }
        assert_eq!(backoff.rounds(), 8);
        backoff.reset();
        assert_eq!((backoff.rounds(), backoff.most()), (0, millis(50)));
        backoff.round = u32::MAX;
        assert!(backoff.next() <= millis(2_000));
    }

    #[test]
    fn waits_are_spread_over_the_whole_range() {
        let waits: Vec<Duration> = (0..200)
            .map(|_| Backoff::new(Duration::from_millis(50), Duration::from_secs(2)).next())
            .collect();
        assert!(waits.iter().any(|wait| *wait < Duration::from_millis(15)));
        assert!(waits.iter().any(|wait| *wait > Duration::from_millis(35)));
    }
}
