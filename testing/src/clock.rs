//! Time that a test sets, and the clocks' way into the engine.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use dynamorph::Clock;

/// A clock that stands still until a test moves it.
///
/// Clones show the same time, so that a test keeps one and gives another to [`Embedded::memory_with`](crate::Embedded::memory_with).
///
/// # Examples
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use dynamorph::Clock;
/// use dynamorph_testing::ManualClock;
///
/// let clock = ManualClock::at_epoch_seconds(1_767_225_600);
/// let given_away = clock.clone();
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(given_away.now(), SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_660));
/// ```
#[derive(Debug, Clone)]
pub struct ManualClock {
    now: Arc<Mutex<SystemTime>>,
}

impl ManualClock {
    /// A clock that shows `now`.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::SystemTime;
    ///
    /// use dynamorph::Clock;
    /// use dynamorph_testing::ManualClock;
    ///
    /// let start = SystemTime::now();
    /// assert_eq!(ManualClock::new(start).now(), start);
    /// ```
    #[must_use]
    pub fn new(now: SystemTime) -> Self {
        Self { now: Arc::new(Mutex::new(now)) }
    }

    /// A clock that shows `seconds` after 1970-01-01T00:00:00Z, the unit of DynamoDB's time to live.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::SystemTime;
    ///
    /// use dynamorph::Clock;
    /// use dynamorph_testing::ManualClock;
    ///
    /// assert_eq!(ManualClock::at_epoch_seconds(0).now(), SystemTime::UNIX_EPOCH);
    /// ```
    #[must_use]
    pub fn at_epoch_seconds(seconds: u32) -> Self {
        Self::new(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.into()))
    }

    /// Shows `now` from here on, earlier or later than before.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::SystemTime;
    ///
    /// use dynamorph::Clock;
    /// use dynamorph_testing::ManualClock;
    ///
    /// let clock = ManualClock::at_epoch_seconds(100);
    /// clock.set(SystemTime::UNIX_EPOCH);
    /// assert_eq!(clock.now(), SystemTime::UNIX_EPOCH);
    /// ```
    pub fn set(&self, now: SystemTime) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Moves the clock forward.
    ///
    /// A step past the last moment that the system's time can hold is not taken.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// use dynamorph::Clock;
    /// use dynamorph_testing::ManualClock;
    ///
    /// let clock = ManualClock::at_epoch_seconds(0);
    /// clock.advance(Duration::from_millis(1_500));
    /// assert_eq!(clock.now(), SystemTime::UNIX_EPOCH + Duration::from_millis(1_500));
    /// ```
    pub fn advance(&self, step: Duration) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.checked_add(step).unwrap_or(*now);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One clock for the engine and for every handle made of it.
#[derive(Debug, Clone)]
pub(crate) struct SharedClock(Arc<dyn Clock>);

impl SharedClock {
    pub(crate) fn new(clock: impl Clock) -> Self {
        Self(Arc::new(clock))
    }

    fn since_epoch(&self) -> Duration {
        // A time before 1970 expires nothing, as zero does.
        self.0.now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
    }
}

impl Clock for SharedClock {
    fn now(&self) -> SystemTime {
        self.0.now()
    }
}

impl dynoxide::storage_backend::Clock for SharedClock {
    fn now_unix_secs(&self) -> u64 {
        self.since_epoch().as_secs()
    }

    fn now_unix_secs_f64(&self) -> f64 {
        self.since_epoch().as_secs_f64()
    }
}
