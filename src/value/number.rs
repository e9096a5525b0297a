//! A DynamoDB number, exactly.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::digits::Digits;

/// The name by which the codec knows a [`Number`] among newtype structs.
pub(crate) const NUMBER_NAME: &str = "$dynamorph::Number";

/// Any number that DynamoDB stores, exactly: 38 significant digits, from `1E-130` to `9.99E+125` and their negatives.
///
/// DynamoDB drops leading and trailing zeros, and so does this type: `1.50` and `1.5` are one number with one text.
/// Comparing and ordering are numeric.
///
/// # Examples
///
/// ```
/// use dynamorph::Number;
///
/// let price: Number = "0012.50".parse()?;
/// assert_eq!(price.as_str(), "12.5");
/// assert!(price > Number::from(12));
/// assert_eq!((price.to_f64(), price.to_i64()), (12.5, None)); // no integer
/// let count = Number::from(12);
/// assert_eq!((count.to_u64(), count.to_i128(), count.to_u128()), (Some(12), Some(12), Some(12)));
/// # Ok::<(), dynamorph::NumberError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

/// Why a text or a value is no DynamoDB number. The value itself is not in the message.
///
/// # Examples
///
/// ```
/// use dynamorph::{Number, NumberError};
///
/// assert_eq!("1e126".parse::<Number>(), Err(NumberError::Range));
/// assert_eq!(Number::try_from(f64::NAN), Err(NumberError::NotFinite));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// The text is not a decimal number.
    #[error("the text is not a decimal number")]
    Invalid,
    /// More than 38 significant digits.
    #[error("the number has more than 38 significant digits, which DynamoDB does not store")]
    Digits,
    /// Outside of 1E-130 to 9.99E+125.
    #[error(
        "the number is outside of what DynamoDB stores, 1E-130 to 9.99E+125 and their negatives"
    )]
    Range,
    /// NaN or an infinity.
    #[error("NaN and the infinities are no DynamoDB numbers")]
    NotFinite,
}

impl Number {
    /// The number's one text: no leading or trailing zeros, plain where that is short, else `1.5E+60`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn digits(&self) -> Digits {
        Digits::parse(&self.0)
            .unwrap_or_else(|_| unreachable!("a number is parsed when it is made"))
    }

    /// The number as an `i64`, if it is an integer that fits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.to_i128().and_then(|value| i64::try_from(value).ok())
    }

    /// The number as a `u64`, if it is an integer that fits.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.to_u128().and_then(|value| u64::try_from(value).ok())
    }

    /// The number as an `i128`, if it is an integer that fits.
    #[must_use]
    pub fn to_i128(&self) -> Option<i128> {
        self.digits().to_i128()
    }

    /// The number as a `u128`, if it is an integer that fits.
    #[must_use]
    pub fn to_u128(&self) -> Option<u128> {
        self.digits().to_u128()
    }

    /// The nearest `f64`. This rounds: an `f64` has 15 to 17 significant digits.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or_else(|_| unreachable!("every number's text is float syntax"))
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        Digits::parse(text).map(|digits| Self(digits.to_canonical().into()))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({})", self.0)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.digits().cmp(&other.digits())
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self(itoa::Buffer::new().format(value).into())
            }
        }
    )*};
}
from_integers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

macro_rules! try_from_texts {
    ($($wide:ty)*) => {$(
        impl TryFrom<$wide> for Number {
            type Error = NumberError;

            fn try_from(value: $wide) -> Result<Self, NumberError> {
                itoa::Buffer::new().format(value).parse()
            }
        }
    )*};
}
try_from_texts!(i128 u128);

macro_rules! try_from_floats {
    ($($float:ty)*) => {$(
        impl TryFrom<$float> for Number {
            type Error = NumberError;

            /// The shortest decimal text that reads back as this value: `0.1` is `0.1`.
            fn try_from(value: $float) -> Result<Self, NumberError> {
                if value.is_finite() { ryu::Buffer::new().format_finite(value).parse() } else { Err(NumberError::NotFinite) }
            }
        }
    )*};
}
try_from_floats!(f32 f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(NUMBER_NAME, &*self.0)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NUMBER_NAME, NumberVisitor)
    }
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Number, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Number, E> {
        Ok(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Number, E> {
        Ok(value.into())
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Number, E> {
        value.try_into().map_err(E::custom)
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Number, E> {
        value.try_into().map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Number, E> {
        value.try_into().map_err(E::custom)
    }
}
