//! How fast many requests go: how many at once, and how long they rest.

use std::time::Duration;

use tokio::time::Instant;

use super::Backoff;

/// How many requests run at once, unless the caller says otherwise.
pub(crate) const USUAL_WIDTH: usize = 4;
/// How long nothing may be done, where the requests themselves take their time to fail.
const PATIENCE: Duration = Duration::from_secs(30);

/// The pace of a loop of requests: additive increase, multiplicative decrease.
///
/// A request that was throttled halves how many run at once, and has all of them rest; one that was done in full adds one. Requests
/// that ran side by side and were throttled together count once: they are one round.
#[derive(Debug)]
pub(crate) struct Pace {
    width: usize,
    widest: usize,
    backoff: Backoff,
    round: u64,
    /// Since when nothing was done.
    stuck: Option<Instant>,
}

/// The round in which a request began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Round(u64);

/// What a loop does after a request that was not done in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// Goes on: another request of this round has been told to rest already.
    GoOn,
    /// Begins nothing for so long.
    Rest(Duration),
    /// Ends: nothing gets done any more.
    GiveUp,
}

impl Pace {
    /// At most `widest` requests at once.
    pub(crate) fn new(widest: usize) -> Self {
        let widest = widest.max(1);
        Self { width: widest, widest, backoff: Backoff::of_service(), round: 0, stuck: None }
    }

    /// How many requests may run at once now.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// How many requests may ever run at once.
    pub(crate) fn widest(&self) -> usize {
        self.widest
    }

    /// The round that a request begins in.
    pub(crate) fn round(&self) -> Round {
        Round(self.round)
    }

    /// A request was done in full.
    pub(crate) fn clean(&mut self) {
        self.width = (self.width + 1).min(self.widest);
        self.progressed();
    }

    /// A request was not done in full; was some of it?
    pub(crate) fn slowed(&mut self, began: Round, has_progress: bool) -> Then {
        let now = Instant::now();
        if has_progress {
            self.progressed();
        }
        let stuck = now.duration_since(*self.stuck.get_or_insert(now));
        if began < self.round() {
            return Then::GoOn;
        }
        if self.backoff.is_spent() || stuck >= PATIENCE {
            return Then::GiveUp;
        }
        self.width = (self.width / 2).max(1);
        self.round += 1;
        Then::Rest(self.backoff.next())
    }

    fn progressed(&mut self) {
        self.backoff.reset();
        self.stuck = None;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::backoff::MOST_ROUNDS;
    use super::{Pace, Then};

    #[test]
    fn a_throttled_round_halves_the_width_once_and_a_clean_request_adds_one() {
        let mut pace = Pace::new(8);
        let first = pace.round();
        assert!(matches!(pace.slowed(first, false), Then::Rest(_)));
        assert_eq!(pace.width(), 4);
        // Others of the same round say nothing new.
        assert_eq!(pace.slowed(first, false), Then::GoOn);
        assert_eq!(pace.width(), 4);
        for width in [2, 1, 1] {
            assert!(matches!(pace.slowed(pace.round(), false), Then::Rest(_)));
            assert_eq!(pace.width(), width);
        }
        for width in [2, 3, 4, 5, 6, 7, 8, 8] {
            pace.clean();
            assert_eq!(pace.width(), width);
        }
    }

    #[test]
    fn rests_grow_until_there_is_progress_and_end_after_eight_without() {
        let mut pace = Pace::new(1);
        let mut most = Duration::from_millis(50);
        for round in 0..MOST_ROUNDS {
            match pace.slowed(pace.round(), false) {
                Then::Rest(rest) => assert!(rest <= most, "round {round}"),
                other => panic!("round {round}: {other:?}"),
            }
            most = (most * 2).min(Duration::from_secs(2));
        }
        assert_eq!(pace.slowed(pace.round(), false), Then::GiveUp);
        // Progress begins the count again.
        match pace.slowed(pace.round(), true) {
            Then::Rest(rest) => assert!(rest <= Duration::from_millis(50)),
            other => panic!("{other:?}"),
        }
        for _ in 1..MOST_ROUNDS {
            assert!(matches!(pace.slowed(pace.round(), false), Then::Rest(_)));
        }
        assert_eq!(pace.slowed(pace.round(), false), Then::GiveUp);
    }
}
