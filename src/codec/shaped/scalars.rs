//! Text, numbers and booleans of the standard library.

use crate::codec::probe::Shaped;
use crate::codec::shape::{MapKey, Shape};

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Shaped for $integer {
            const SHAPE: Shape = Shape::Plain;
            const SET: Shape = Shape::NumberSet(&Shape::Plain);
            const KEY: MapKey = MapKey::Integer;
        }
    )*};
}
integers!(i8 i16 i32 i64 i128 isize u16 u32 u64 u128 usize);

/// Several `u8` are bytes.
impl Shaped for u8 {
    const SHAPE: Shape = Shape::Plain;
    const LIST: Shape = Shape::Binary;
    const SET: Shape = Shape::NumberSet(&Shape::Plain);
    const KEY: MapKey = MapKey::Integer;
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Shaped for $number {
            const SHAPE: Shape = Shape::Plain;
            const SET: Shape = Shape::NumberSet(&Shape::Plain);
        }
    )*};
}
numbers!(f32 f64 crate::value::Number);

macro_rules! texts {
    ($($text:ty)*) => {$(
        impl Shaped for $text {
            const SHAPE: Shape = Shape::Plain;
            const SET: Shape = Shape::StringSet(&Shape::Plain);
        }
    )*};
}
texts!(char str String uuid::Uuid);

impl Shaped for bool {
    const SHAPE: Shape = Shape::Plain;
}
