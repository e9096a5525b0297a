//! Externally tagged enums: S, or an M of one entry.

use std::borrow::Cow;

use serde::de::{Deserialize, DeserializeSeed, EnumAccess, VariantAccess, Visitor};

use super::key::Key;
use super::reader::Reader;
use super::value::Value;
use crate::codec::shape::{MapKey, Shape};
use crate::error::{DecodeError, Segment};

/// The one entry of the map that a variant with content is.
pub(super) struct EnumReader<'r, 'de> {
    pub(super) reader: &'r mut Reader<'de>,
    pub(super) shape: &'r Shape,
    pub(super) buffered: bool,
}

pub(super) struct ContentReader<'r, 'de> {
    reader: &'r mut Reader<'de>,
    shape: &'r Shape,
    buffered: bool,
    variant: Option<&'static str>,
}

impl<'r, 'de> EnumAccess<'de> for EnumReader<'r, 'de> {
    type Error = DecodeError;
    type Variant = ContentReader<'r, 'de>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), DecodeError> {
        let Self { reader, shape, buffered } = self;
        let text = reader.name()?;
        let variant = match shape {
            Shape::Variants(variants) => variants.named(text.as_str()),
            _ => None,
        };
        let value = seed.deserialize(Key { text, kind: MapKey::Text })?;
        reader.check_depth()?;
        let shape = variant.map_or(&Shape::Plain, |variant| &variant.content);
        Ok((
            value,
            ContentReader { reader, shape, buffered, variant: variant.map(|variant| variant.name) },
        ))
    }
}

impl<'de> ContentReader<'_, 'de> {
    fn read<T>(
        self,
        read: impl FnOnce(Value<'_, 'de>) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let step = || self.variant.map_or(Segment::Key, |name| Segment::Name(Cow::Borrowed(name)));
        read(Value::new(self.reader, self.shape, self.buffered)).map_err(|error| error.at(step()))
    }
}

impl<'de> VariantAccess<'de> for ContentReader<'_, 'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<(), DecodeError> {
        self.read(|value| <()>::deserialize(value))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, DecodeError> {
        self.read(|value| seed.deserialize(value))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        use serde::Deserializer as _;
        self.read(|value| value.deserialize_tuple(len, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        use serde::Deserializer as _;
        self.read(|value| value.deserialize_struct("", fields, visitor))
    }
}
