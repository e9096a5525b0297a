//! The time, as a handle sees it.

use std::fmt;
use std::time::SystemTime;

/// Where a handle takes the time from: the system's clock, or a test's.
///
/// # Examples
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use dynamorph::Clock;
///
/// /// A clock that is right by a server's time.
/// #[derive(Debug)]
/// struct Corrected { behind: Duration }
///
/// impl Clock for Corrected {
///     fn now(&self) -> SystemTime {
///         SystemTime::now() + self.behind
///     }
/// }
/// assert!(Corrected { behind: Duration::from_secs(9) }.now() > SystemTime::now());
/// ```
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// Now.
    fn now(&self) -> SystemTime;
}

/// The system's clock.
///
/// # Examples
///
/// ```
/// use std::time::SystemTime;
///
/// use dynamorph::{Clock, SystemClock};
///
/// assert!(SystemClock.now() >= SystemTime::UNIX_EPOCH);
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}
