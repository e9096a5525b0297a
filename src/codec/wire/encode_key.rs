//! A map's key as text.

use serde::ser::{Impossible, Serialize, Serializer};

use crate::error::{EncodeError, EncodeErrorKind};

/// Appends a key to a text. Only what has one obvious text is a key.
pub(super) struct KeyWriter<'k>(pub(super) &'k mut String);

type No = Impossible<(), EncodeError>;

#[cold]
fn no_key<T>() -> Result<T, EncodeError> {
    Err(EncodeError::new(EncodeErrorKind::MapKey))
}

macro_rules! integers {
    ($($method:ident $integer:ty)*) => {$(
        fn $method(self, value: $integer) -> Result<(), EncodeError> {
            self.serialize_str(itoa::Buffer::new().format(value))
        }
    )*};
}

macro_rules! refused {
    ($($method:ident($($argument:ty),*) $ok:ty;)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$ok, EncodeError> {
            no_key()
        }
    )*};
}

impl Serializer for KeyWriter<'_> {
    type Ok = ();
    type Error = EncodeError;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    integers! {
        serialize_i8 i8
        serialize_i16 i16
        serialize_i32 i32
        serialize_i64 i64
        serialize_i128 i128
        serialize_u8 u8
        serialize_u16 u16
        serialize_u32 u32
        serialize_u64 u64
        serialize_u128 u128
    }

    refused! {
        serialize_f32(f32) ();
        serialize_f64(f64) ();
        serialize_bytes(&[u8]) ();
        serialize_none() ();
        serialize_unit() ();
        serialize_unit_struct(&'static str) ();
        serialize_seq(Option<usize>) No;
        serialize_tuple(usize) No;
        serialize_tuple_struct(&'static str, usize) No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) No;
        serialize_map(Option<usize>) No;
        serialize_struct(&'static str, usize) No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) No;
    }

    fn serialize_bool(self, value: bool) -> Result<(), EncodeError> {
        self.serialize_str(if value { "true" } else { "false" })
    }

    fn serialize_char(self, value: char) -> Result<(), EncodeError> {
        self.0.push(value);
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), EncodeError> {
        self.0.push_str(text);
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), EncodeError> {
        self.serialize_str(variant)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), EncodeError> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), EncodeError> {
        no_key()
    }
}
