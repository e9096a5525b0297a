//! Fields that hold a time: when an item expires, was made, was changed.

use std::time::{Duration, SystemTime};

/// The seconds of the years 0000 to 9999, which are those that have a stored form.
const SECONDS: std::ops::RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

/// Types that a `#[dynamo(ttl)]` field has: integers, which are epoch seconds, and instants.
///
/// Both are stored as N in whole epoch seconds, a fraction being cut off, since DynamoDB ignores any other form and
/// keeps such an item for ever. An integer past the year 9999 is an encode error: it is most likely in milliseconds. DynamoDB deletes an item some
/// days after that second; reads hide it from then on. See
/// [time to live](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/session.rs")]
#[doc = include_str!("../../docs/examples/in_session.rs")]
/// // The session of number 1 has expired: reads do not see it, though DynamoDB deletes it days later.
/// assert_eq!(Session::query("ann").all(&db).await?.len(), 1);
/// assert_eq!(Session::query("ann").include_expired().all(&db).await?.len(), 2);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a TTL",
    label = "a TTL is an integer (epoch seconds) or an instant: `i64`, `u64`, `chrono::DateTime<Utc>`, `jiff::Timestamp`, `time::OffsetDateTime` or `time::UtcDateTime`"
)]
pub trait Expiry {}

/// Types that a `#[dynamo(created_at)]` or `#[dynamo(updated_at)]` field has: integers, which are epoch seconds, and instants, which
/// are stored as their type is anywhere else.
///
/// # Examples
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use dynamorph::Moment;
///
/// let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_500);
/// assert_eq!(i64::at(time), Some(1)); // whole seconds
/// assert!(0_i64.is_unset());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a time of creation or change",
    label = "it is an integer (epoch seconds) or an instant: `i64`, `u64`, `chrono::DateTime<Utc>`, `jiff::Timestamp`, `time::OffsetDateTime` or `time::UtcDateTime`"
)]
pub trait Moment: Clone + Send + Sync + 'static {
    /// A time as this type; `None` where it has no stored form.
    fn at(now: SystemTime) -> Option<Self>;

    /// Whether the value stands for "not set": the Unix epoch, which is 0.
    fn is_unset(&self) -> bool;
}

/// The field of a time of creation or change: such a type, or an `Option` of one.
///
/// # Examples
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use dynamorph::MomentField;
///
/// let mut changed_at: Option<u64> = None;
/// assert!(changed_at.is_blank());
/// assert!(changed_at.set_moment(SystemTime::UNIX_EPOCH + Duration::from_secs(7)));
/// assert_eq!(changed_at, Some(7));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a time of creation or change",
    label = "it is an integer (epoch seconds) or an instant: `i64`, `u64`, `chrono::DateTime<Utc>`, `jiff::Timestamp`, `time::OffsetDateTime` or `time::UtcDateTime`"
)]
pub trait MomentField: Clone + Send + 'static {
    /// Whether there is no time in the field.
    fn is_blank(&self) -> bool;

    /// Sets the time. Answers whether it has a stored form; the field stays as it is where it has none.
    fn set_moment(&mut self, now: SystemTime) -> bool;
}

impl<M: Moment> MomentField for M {
    fn is_blank(&self) -> bool {
        self.is_unset()
    }

    fn set_moment(&mut self, now: SystemTime) -> bool {
        M::at(now).map(|moment| *self = moment).is_some()
    }
}

impl<M: Moment> MomentField for Option<M> {
    fn is_blank(&self) -> bool {
        self.as_ref().is_none_or(M::is_unset)
    }

    fn set_moment(&mut self, now: SystemTime) -> bool {
        M::at(now).map(|moment| *self = Some(moment)).is_some()
    }
}

/// Says at compile time that a field's type is a TTL.
pub const fn in_ttl<T: Expiry>() {}

/// Whole seconds since the Unix epoch, towards the past, and the nanoseconds from there on.
fn since_epoch(now: SystemTime) -> Option<(i64, u32)> {
    let (seconds, nanoseconds) = match now.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => (i64::try_from(after.as_secs()).ok()?, after.subsec_nanos()),
        Err(before) => {
            let before: Duration = before.duration();
            let seconds = i64::try_from(before.as_secs()).ok()?.checked_neg()?;
            match before.subsec_nanos() {
                0 => (seconds, 0),
                nanoseconds => (seconds.checked_sub(1)?, 1_000_000_000 - nanoseconds),
            }
        }
    };
    SECONDS.contains(&seconds).then_some((seconds, nanoseconds))
}

impl Expiry for i32 {}
impl Expiry for i64 {}
impl Expiry for u32 {}
impl Expiry for u64 {}

impl Moment for i64 {
    fn at(now: SystemTime) -> Option<Self> {
        since_epoch(now).map(|(seconds, _)| seconds)
    }

    fn is_unset(&self) -> bool {
        *self == 0
    }
}

impl Moment for u64 {
    fn at(now: SystemTime) -> Option<Self> {
        since_epoch(now).and_then(|(seconds, _)| seconds.try_into().ok())
    }

    fn is_unset(&self) -> bool {
        *self == 0
    }
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! instants {
    ($($feature:literal $instant:ty: $make:expr, $epoch:expr;)*) => {$(
        #[cfg(feature = $feature)]
        impl Expiry for $instant {}

        #[cfg(feature = $feature)]
        impl Moment for $instant {
            fn at(now: SystemTime) -> Option<Self> {
                let make: fn(i64, u32) -> Option<Self> = $make;
                since_epoch(now).and_then(|(seconds, nanoseconds)| make(seconds, nanoseconds))
            }

            fn is_unset(&self) -> bool {
                *self == $epoch
            }
        }
    )*};
}
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
instants! {
    "chrono" chrono::DateTime<chrono::Utc>: Self::from_timestamp, Self::default();
    "jiff" jiff::Timestamp: |seconds, nanoseconds| {
        Self::new(seconds, nanoseconds.try_into().ok()?).ok()
    }, Self::UNIX_EPOCH;
    "time" time::OffsetDateTime: |seconds, nanoseconds| {
        Self::from_unix_timestamp(seconds).ok()?.replace_nanosecond(nanoseconds).ok()
    }, Self::UNIX_EPOCH;
    "time" time::UtcDateTime: |seconds, nanoseconds| {
        Self::from_unix_timestamp(seconds).ok()?.replace_nanosecond(nanoseconds).ok()
    }, Self::UNIX_EPOCH;
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Moment, MomentField, since_epoch};

    const EPOCH: SystemTime = SystemTime::UNIX_EPOCH;

    #[test]
    fn a_time_is_seconds_and_nanoseconds_towards_the_past() {
        let cases = [
            ("the epoch", EPOCH, Some((0, 0))),
            ("after", EPOCH + Duration::new(7, 5), Some((7, 5))),
            ("a second before", EPOCH - Duration::from_secs(1), Some((-1, 0))),
            ("before", EPOCH - Duration::new(7, 5), Some((-8, 999_999_995))),
            (
                "the last",
                EPOCH + Duration::new(253_402_300_799, 999_999_999),
                Some((253_402_300_799, 999_999_999)),
            ),
            ("too late", EPOCH + Duration::new(253_402_300_800, 0), None),
            ("too early", EPOCH - Duration::from_secs(62_167_219_201), None),
        ];
        for (case, time, expected) in cases {
            assert_eq!(since_epoch(time), expected, "{case}");
        }
    }

    #[test]
    fn integers_hold_whole_seconds() {
        let (after, before) = (EPOCH + Duration::new(7, 5), EPOCH - Duration::new(7, 5));
        assert_eq!((i64::at(after), i64::at(before)), (Some(7), Some(-8)));
        assert_eq!((u64::at(after), u64::at(before)), (Some(7), None));
        let mut field = None::<u64>;
        assert!(field.is_blank() && Some(0_u64).is_blank() && 0_i64.is_blank());
        assert!(field.set_moment(after) && !field.set_moment(before));
        assert!(field == Some(7) && !field.is_blank());
    }

    #[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
    #[test]
    fn instants_keep_nanoseconds() {
        let (after, before) = (EPOCH + Duration::new(7, 5), EPOCH - Duration::new(7, 5));
        let chrono = chrono::DateTime::<chrono::Utc>::at;
        let nanos = |time| chrono(time).and_then(|time| time.timestamp_nanos_opt());
        assert_eq!((nanos(after), nanos(before)), (Some(7_000_000_005), Some(-7_000_000_005)));
        let jiff = |time| jiff::Timestamp::at(time).map(jiff::Timestamp::as_nanosecond);
        assert_eq!((jiff(after), jiff(before)), (Some(7_000_000_005), Some(-7_000_000_005)));
        let offset =
            |time| time::OffsetDateTime::at(time).map(time::OffsetDateTime::unix_timestamp_nanos);
        assert_eq!((offset(after), offset(before)), (Some(7_000_000_005), Some(-7_000_000_005)));
        let utc = |time| time::UtcDateTime::at(time).map(time::UtcDateTime::unix_timestamp_nanos);
        assert_eq!((utc(after), utc(before)), (Some(7_000_000_005), Some(-7_000_000_005)));
        assert!(chrono(EPOCH).is_blank() && jiff::Timestamp::at(EPOCH).is_blank());
        assert!(
            time::OffsetDateTime::at(EPOCH).is_blank() && time::UtcDateTime::at(EPOCH).is_blank()
        );
        assert!(!chrono(after).is_blank() && None::<jiff::Timestamp>.is_blank());
    }
}
