//! Numbers, text and bytes; and [`Dynamic`], which may be anything.

use super::{Addable, Container, List, Map, Measured, Numeric, Scalar, Set};
use crate::codec::{Codec, Shape};
use crate::model::attr::Dynamic;
use crate::model::key_part::Prefixed;
use crate::value::Number;

macro_rules! numbers {
    ($($(#[$feature:meta])? $number:ty;)*) => {$(
        $(#[$feature])?
        impl Scalar for $number {}
        $(#[$feature])?
        impl Numeric for $number {}
        $(#[$feature])?
        impl Addable for $number {}
    )*};
}
numbers! {
    i8; i16; i32; i64; i128; isize;
    u8; u16; u32; u64; u128; usize;
    f32; f64; Number;
    #[cfg(feature = "rust_decimal")] rust_decimal::Decimal;
}

macro_rules! texts {
    ($($(#[$feature:meta])? $text:ty;)*) => {$(
        $(#[$feature])?
        impl Scalar for $text {}
    )*};
}
texts! {
    String; str; char; uuid::Uuid; Vec<u8>;
    #[cfg(feature = "chrono")] chrono::DateTime<chrono::Utc>;
    #[cfg(feature = "chrono")] chrono::NaiveDate;
    #[cfg(feature = "jiff")] jiff::Timestamp;
    #[cfg(feature = "jiff")] jiff::civil::Date;
    #[cfg(feature = "time")] time::OffsetDateTime;
    #[cfg(feature = "time")] time::UtcDateTime;
    #[cfg(feature = "time")] time::Date;
}

impl<const N: usize> Scalar for [u8; N] {}

impl Measured for String {}
impl Measured for str {}

impl Container for String {
    type Element = Self;

    fn element(_: &Shape) -> Codec<Self> {
        Codec::new(Shape::Plain)
    }
}

impl Scalar for Dynamic {}
impl Numeric for Dynamic {}
impl Addable for Dynamic {}
impl Prefixed for Dynamic {}
impl Measured for Dynamic {}

impl Container for Dynamic {
    type Element = Self;

    fn element(_: &Shape) -> Codec<Self> {
        Self::CODEC
    }
}

impl Set for Dynamic {
    type Element = Self;

    fn element(_: &Shape) -> Codec<Self> {
        Self::CODEC
    }
}

impl List for Dynamic {
    type Element = Self;

    fn element(_: &Shape) -> Codec<Self> {
        Self::CODEC
    }
}

impl Map for Dynamic {
    type Value = Self;

    fn value(_: &Shape) -> Codec<Self> {
        Self::CODEC
    }
}
