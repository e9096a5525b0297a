//! Versions: how many times an item was written.

/// Integers that hold a version: a `#[dynamo(version)]` field.
///
/// It is N. An item without the attribute has version 0, so that a version can be added to a model that has items. Every write grows
/// it by one, and one of an item that was read checks it: see [`Put`](crate::Put), [`Update`](crate::Update) and
/// [`Delete`](crate::Delete). It answers what
/// [optimistic locking](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBMapper.OptimisticLocking.html) is for.
///
/// # Examples
///
/// ```
/// use dynamorph::Version;
///
/// assert_eq!((u8::of(255), u8::of(256)), (Some(255), None));
/// assert_eq!((7_i32.get(), (-7_i32).get()), (Some(7), None));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a version",
    label = "a version is an integer"
)]
pub trait Version: Copy {
    /// The version; `None` for a negative number, which is none.
    fn get(self) -> Option<u64>;

    /// A version as this type; `None` where it does not fit.
    fn of(version: u64) -> Option<Self>;
}

macro_rules! versions {
    ($($integer:ty)*) => {$(
        impl Version for $integer {
            fn get(self) -> Option<u64> {
                u64::try_from(self).ok()
            }
            fn of(version: u64) -> Option<Self> {
                Self::try_from(version).ok()
            }
        }
    )*};
}
versions!(i32 i64 u8 u16 u32 u64 usize);

/// The field of a version: an integer, or an `Option` of one.
///
/// # Examples
///
/// ```
/// use dynamorph::VersionField;
///
/// let mut version: Option<u64> = None; // an item that is not stored yet
/// assert_eq!(version.version(), 0);
/// assert!(version.set_version(1) && version == Some(1));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a version",
    label = "a version is an integer"
)]
pub trait VersionField: Clone + Send + 'static {
    /// The version; 0 where there is none.
    fn version(&self) -> u64;

    /// Sets the version. Answers whether it fits; the field stays as it is where it does not.
    fn set_version(&mut self, version: u64) -> bool;
}

impl<V: Version + Send + 'static> VersionField for V {
    fn version(&self) -> u64 {
        self.get().unwrap_or(0)
    }

    fn set_version(&mut self, version: u64) -> bool {
        V::of(version).map(|version| *self = version).is_some()
    }
}

impl<V: Version + Send + 'static> VersionField for Option<V> {
    fn version(&self) -> u64 {
        self.and_then(V::get).unwrap_or(0)
    }

    fn set_version(&mut self, version: u64) -> bool {
        V::of(version).map(|version| *self = Some(version)).is_some()
    }
}

/// Whether a version fits the type.
#[must_use]
pub fn takes_version<V: Version>(version: u64) -> bool {
    V::of(version).is_some()
}

/// The version in a field; 0 where there is none.
pub fn version_of<F: VersionField>(field: &F) -> u64 {
    field.version()
}

#[cfg(test)]
mod tests {
    use super::{VersionField, version_of};

    #[test]
    fn a_version_is_what_fits_the_field() {
        assert_eq!((version_of(&7_i32), version_of(&-7_i64), version_of(&None::<u8>)), (7, 0, 0));
        assert_eq!((version_of(&Some(7_usize)), version_of(&u64::MAX)), (7, u64::MAX));
        let (mut small, mut absent) = (254_u8, None::<i32>);
        assert!(small.set_version(255) && absent.set_version(1));
        assert!(!small.set_version(256) && !absent.set_version(1 << 31));
        assert_eq!((small, absent), (255, Some(1)));
    }
}
