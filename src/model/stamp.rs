//! What the mapper writes into an item when it is sent: its version, and the times of creation and change.

use std::fmt;
use std::time::SystemTime;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{Moment, MomentField, VersionField};
use crate::codec::Codec;
use crate::error::{EncodeError, EncodeErrorKind};

/// How a time is stored in an attribute.
///
/// # Examples
///
/// ```
/// use std::time::SystemTime;
///
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamorph::StampValue;
///
/// let year: StampValue = |_: SystemTime| Ok(AttributeValue::N("2026".to_owned()));
/// assert!(year(SystemTime::now()).is_ok());
/// ```
pub type StampValue = fn(SystemTime) -> Result<AttributeValue, EncodeError>;

/// The version and time of one write, as [`DynamoModel::stamp`](crate::DynamoModel::stamp) gets them.
///
/// They are taken when the item is sent, by the handle's clock: a builder has none.
///
/// # Examples
///
/// ```
/// use dynamorph::{Stamp, StampError};
///
/// struct Page { version: u8, made: Option<std::time::SystemTime> }
///
/// fn stamp(page: &mut Page, stamp: &Stamp) -> Result<(), StampError> {
///     page.version = stamp.version().try_into().map_err(|_| StampError::Version)?;
///     if stamp.is_create() {
///         page.made = Some(stamp.now());
///     }
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    now: SystemTime,
    version: u64,
    is_create: bool,
}

impl Stamp {
    pub(crate) fn new(now: SystemTime, version: u64, is_create: bool) -> Self {
        Self { now, version, is_create }
    }

    /// The time, by the handle's clock.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.now
    }

    /// The version to write.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether the write makes an item: its time of creation is then always set, else only where there is none.
    #[must_use]
    pub fn is_create(&self) -> bool {
        self.is_create
    }
}

/// Why an item has no stamp.
///
/// # Examples
///
/// ```
/// use dynamorph::StampError;
///
/// assert!(StampError::Version.to_string().contains("wider integer type"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StampError {
    /// The next version does not fit the field.
    #[error("the version cannot grow: give its field a wider integer type")]
    Version,
    /// The time does not fit the field.
    #[error(
        "the clock's time has no stored form: it is outside of the years that the field's type holds"
    )]
    Time,
}

/// Takes back what [`DynamoModel::stamp`](crate::DynamoModel::stamp) did, for an item that was not written.
///
/// # Examples
///
/// ```
/// use dynamorph::Undo;
///
/// let mut item = (1, "tea");
/// let before = std::mem::replace(&mut item.0, 2);
/// let undo = Undo::new(move |item: &mut (i32, &str)| item.0 = before);
/// undo.undo(&mut item); // the write was refused
/// Undo::none().undo(&mut item);
/// assert_eq!(item, (1, "tea"));
/// ```
pub struct Undo<M>(Option<Step<M>>);

type Step<M> = Box<dyn FnOnce(&mut M) + Send + Sync>;

impl<M> Undo<M> {
    /// Takes something back.
    #[must_use]
    pub fn new(step: impl FnOnce(&mut M) + Send + Sync + 'static) -> Self {
        Self(Some(Box::new(step)))
    }

    /// There is nothing to take back.
    #[must_use]
    pub const fn none() -> Self {
        Self(None)
    }

    /// Makes the item what it was before.
    pub fn undo(self, item: &mut M) {
        if let Some(step) = self.0 {
            step(item);
        }
    }
}

impl<M> fmt::Debug for Undo<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Undo").field(&self.0.is_some()).finish()
    }
}

/// Sets a version field. It stays as it is on an error.
///
/// # Errors
///
/// [`StampError::Version`] where the version does not fit the field.
pub fn stamp_version<F: VersionField>(field: &mut F, stamp: &Stamp) -> Result<(), StampError> {
    if field.set_version(stamp.version) { Ok(()) } else { Err(StampError::Version) }
}

/// Sets the time of creation: always when the item is made, else only where there is none. The field stays as it is on an
/// error.
///
/// # Errors
///
/// [`StampError::Time`] where the time does not fit the field.
pub fn stamp_created<F: MomentField>(field: &mut F, stamp: &Stamp) -> Result<(), StampError> {
    if stamp.is_create || field.is_blank() { stamp_updated(field, stamp) } else { Ok(()) }
}

/// Sets the time of the last change. The field stays as it is on an error.
///
/// # Errors
///
/// [`StampError::Time`] where the time does not fit the field.
pub fn stamp_updated<F: MomentField>(field: &mut F, stamp: &Stamp) -> Result<(), StampError> {
    if field.set_moment(stamp.now) { Ok(()) } else { Err(StampError::Time) }
}

/// Gives a model's one maintained field the value that was made for it.
///
/// # Errors
///
/// That of `stamped`: the value was not made, and the item stays as it is.
pub fn set_one<M: 'static, F: Send + Sync + 'static>(
    item: &mut M,
    stamped: Result<(), StampError>,
    new: F,
    field: fn(&mut M) -> &mut F,
) -> Result<Undo<M>, StampError> {
    stamped?;
    let old = std::mem::replace(field(item), new);
    Ok(Undo::new(move |item: &mut M| *field(item) = old))
}

/// A time as a field's codec stores it.
///
/// # Errors
///
/// An [`EncodeError`] where the time has no stored form.
pub fn stamp_value<T: Moment>(
    codec: &Codec<T>,
    now: SystemTime,
) -> Result<AttributeValue, EncodeError> {
    let moment = T::at(now).ok_or_else(|| EncodeError::new(EncodeErrorKind::InstantRange))?;
    codec.encode_value(&moment)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use aws_sdk_dynamodb::types::AttributeValue;

    use super::{
        Stamp, StampError, Undo, set_one, stamp_created, stamp_updated, stamp_value, stamp_version,
    };
    use crate::codec::{Codec, Shape};

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn a_time_of_creation_is_kept_unless_the_item_is_made() {
        let (save, create) = (Stamp::new(at(9), 2, false), Stamp::new(at(9), 1, true));
        for (before, stamp, expected) in
            [(5_u64, save, 5), (0, save, 9), (5, create, 9), (0, create, 9)]
        {
            let mut field = before;
            assert_eq!(stamp_created(&mut field, &stamp), Ok(()));
            assert_eq!(field, expected, "{before} {stamp:?}");
            assert_eq!(stamp_updated(&mut field, &stamp), Ok(()));
            assert_eq!(field, 9);
        }
    }

    #[test]
    fn a_field_that_cannot_be_stamped_stays_as_it_is() {
        let early = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        let stamp = Stamp::new(early, 256, true);
        let (mut version, mut time) = (255_u8, Some(5_u64));
        assert_eq!(stamp_version(&mut version, &stamp), Err(StampError::Version));
        assert_eq!(stamp_created(&mut time, &stamp), Err(StampError::Time));
        assert_eq!(stamp_updated(&mut time, &stamp), Err(StampError::Time));
        assert_eq!((version, time), (255, Some(5)));
        let next = Stamp::new(early, 7, false);
        assert_eq!(stamp_version(&mut version, &next), Ok(()));
        assert_eq!((version, next.version(), next.is_create()), (7, 7, false));
    }

    #[test]
    fn a_time_is_stored_as_the_field_stores_it() {
        let integer = Codec::<i64>::new(Shape::Plain);
        assert_eq!(stamp_value(&integer, at(9)), Ok(AttributeValue::N("9".to_owned())));
        let unsigned = Codec::<u64>::new(Shape::Plain);
        let early = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        assert!(stamp_value(&unsigned, early).is_err());
    }

    #[test]
    fn one_field_is_set_and_taken_back() {
        let mut item = (255_u8, "a");
        let set = |item: &mut _, stamped| {
            set_one(item, stamped, 7, |item: &mut (u8, &'static str)| &mut item.0)
        };
        assert!(matches!(set(&mut item, Err(StampError::Version)), Err(StampError::Version)));
        assert_eq!(item, (255, "a"));
        let undo = set(&mut item, Ok(())).expect("the value was made");
        assert_eq!(item, (7, "a"));
        undo.undo(&mut item);
        assert_eq!(item, (255, "a"));
    }

    #[test]
    fn a_stamp_is_taken_back() {
        let mut item = (1, "a");
        let old = item.0;
        item.0 = 2;
        Undo::new(move |item: &mut (i32, &str)| item.0 = old).undo(&mut item);
        assert_eq!(item, (1, "a"));
        Undo::none().undo(&mut item);
        assert_eq!(item, (1, "a"));
    }
}
