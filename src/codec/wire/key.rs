//! Map keys and member names, which are text.

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::string::Text;
use crate::codec::shape::MapKey;
use crate::error::{DecodeError, DecodeErrorKind};

/// The name of a member, or a map's key, which can be an integer in Rust.
pub(super) struct Key<'de, 'r> {
    pub(super) text: Text<'de, 'r>,
    pub(super) kind: MapKey,
}

pub(super) fn visit_text<'de, V: Visitor<'de>>(
    text: Text<'de, '_>,
    visitor: V,
) -> Result<V::Value, DecodeError> {
    match text {
        Text::Borrowed(text) => visitor.visit_borrowed_str(text),
        Text::Unescaped(text) => visitor.visit_str(text),
    }
}

/// An enum's variant without content.
pub(super) fn visit_variant<'de, V: Visitor<'de>>(
    text: Text<'de, '_>,
    visitor: V,
) -> Result<V::Value, DecodeError> {
    match text {
        Text::Borrowed(text) => visitor.visit_enum(BorrowedStrDeserializer::new(text)),
        Text::Unescaped(text) => visitor.visit_enum(StrDeserializer::new(text)),
    }
}

#[cold]
fn not_a(target: &'static str) -> DecodeError {
    DecodeError::new(DecodeErrorKind::MapKey { target })
}

impl<'de> Key<'de, '_> {
    /// Text, or an integer where serde buffers the key of a map with integer keys and would not find it in text.
    #[inline]
    fn text_or_integer<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.kind == MapKey::Integer {
            let text = self.text.as_str();
            // Only the one text of an integer is one: `07` and `+7` are other keys.
            let plain =
                |text: &str| text == "0" || !text.trim_start_matches('-').starts_with(['0', '+']);
            if let Some(value) = text.parse().ok().filter(|_| plain(text)) {
                return visitor.visit_u64(value);
            }
            if let Some(value) = text.parse().ok().filter(|_| plain(text)) {
                return visitor.visit_i64(value);
            }
        }
        visit_text(self.text, visitor)
    }
}

macro_rules! parsed {
    ($($method:ident $visit:ident $target:ty)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
            visitor.$visit(self.text.as_str().parse::<$target>().map_err(|_| not_a(stringify!($target)))?)
        }
    )*};
}

macro_rules! refused {
    ($($method:ident $target:literal)*) => {$(
        fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, DecodeError> {
            Err(not_a($target))
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'de, '_> {
    type Error = DecodeError;

    parsed! {
        deserialize_bool visit_bool bool
        deserialize_i8 visit_i8 i8
        deserialize_i16 visit_i16 i16
        deserialize_i32 visit_i32 i32
        deserialize_i64 visit_i64 i64
        deserialize_i128 visit_i128 i128
        deserialize_u8 visit_u8 u8
        deserialize_u16 visit_u16 u16
        deserialize_u32 visit_u32 u32
        deserialize_u64 visit_u64 u64
        deserialize_u128 visit_u128 u128
    }

    refused! {
        deserialize_f32 "f32"
        deserialize_f64 "f64"
        deserialize_bytes "bytes"
        deserialize_byte_buf "bytes"
        deserialize_unit "()"
        deserialize_seq "a sequence"
        deserialize_map "a map"
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        self.text_or_integer(visitor)
    }

    #[inline]
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        self.text_or_integer(visitor)
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visit_text(self.text, visitor)
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visit_text(self.text, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        visit_variant(self.text, visitor)
    }

    forward_to_deserialize_any! {
        char unit_struct tuple tuple_struct struct ignored_any
    }
}
