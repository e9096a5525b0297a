//! An integer by itself: a byte of a binary value, or a part of an instant.

use serde::ser::{Impossible, Serialize, Serializer};

use crate::error::{EncodeError, EncodeErrorKind};

/// Answers the integer that a value serializes, and an error for anything else. The caller says what it expected.
pub(super) struct IntegerWriter;

type No = Impossible<i64, EncodeError>;

#[cold]
fn no_integer<T>() -> Result<T, EncodeError> {
    Err(EncodeError::new(EncodeErrorKind::Refused))
}

macro_rules! integers {
    ($($method:ident $integer:ty)*) => {$(
        fn $method(self, value: $integer) -> Result<i64, EncodeError> {
            i64::try_from(value).or_else(|_| no_integer())
        }
    )*};
}

macro_rules! refused {
    ($($method:ident($($argument:ty),*) $ok:ty;)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$ok, EncodeError> {
            no_integer()
        }
    )*};
}

impl Serializer for IntegerWriter {
    type Ok = i64;
    type Error = EncodeError;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    integers! {
        serialize_u64 u64
        serialize_i128 i128
        serialize_u128 u128
    }

    fn serialize_i8(self, value: i8) -> Result<i64, EncodeError> {
        Ok(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<i64, EncodeError> {
        Ok(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<i64, EncodeError> {
        Ok(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<i64, EncodeError> {
        Ok(value)
    }

    #[inline]
    fn serialize_u8(self, value: u8) -> Result<i64, EncodeError> {
        Ok(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<i64, EncodeError> {
        Ok(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<i64, EncodeError> {
        Ok(value.into())
    }

    refused! {
        serialize_bool(bool) i64;
        serialize_f32(f32) i64;
        serialize_f64(f64) i64;
        serialize_char(char) i64;
        serialize_str(&str) i64;
        serialize_bytes(&[u8]) i64;
        serialize_none() i64;
        serialize_unit() i64;
        serialize_unit_struct(&'static str) i64;
        serialize_unit_variant(&'static str, u32, &'static str) i64;
        serialize_seq(Option<usize>) No;
        serialize_tuple(usize) No;
        serialize_tuple_struct(&'static str, usize) No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) No;
        serialize_map(Option<usize>) No;
        serialize_struct(&'static str, usize) No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) No;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<i64, EncodeError> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<i64, EncodeError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<i64, EncodeError> {
        no_integer()
    }
}
