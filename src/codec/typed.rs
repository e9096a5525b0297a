//! The codec of one attribute: its type and its shape together.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;
use serde::{Deserializer, Serialize, Serializer};

use super::attribute::write_value;
use super::members::Rule;
use super::shape::Shape;
use super::wire::{Encoder, Reader, Value};
use crate::error::{DecodeError, EncodeError};

/// How the values of one attribute are stored: the same on every path, in items, conditions and updates.
///
/// The derives emit one for each field. By hand it is made of a [`Shape`], where serde alone does not say enough.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeSet;
///
/// use dynamorph::{Codec, Shaped};
///
/// const TAGS: Codec<BTreeSet<String>> = Codec::new(<BTreeSet<String>>::SHAPE);
/// ```
pub struct Codec<T> {
    shape: Shape,
    write: Write<T>,
    read: Read<T>,
}

type Write<T> = for<'w> fn(&T, Encoder<'w>) -> Result<(), EncodeError>;
type Read<T> = for<'r, 'de> fn(Value<'r, 'de>) -> Result<T, DecodeError>;

/// The functions of a `#[serde(with = "..")]` field. The derives emit a type that calls them.
///
/// # Examples
///
/// ```
/// use std::fmt::Display;
///
/// use dynamorph::With;
/// use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
///
/// /// A number that is stored as text.
/// struct AsText;
///
/// impl With<u32> for AsText {
///     fn serialize<S: Serializer>(value: &u32, serializer: S) -> Result<S::Ok, S::Error> {
///         value.to_string().serialize(serializer)
///     }
///     fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
///         String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
///     }
/// }
/// let codec = dynamorph::Codec::<u32>::with::<AsText>(dynamorph::Shape::Plain);
/// ```
pub trait With<T> {
    /// Writes a value.
    ///
    /// # Errors
    ///
    /// The serializer's.
    fn serialize<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;

    /// Reads a value.
    ///
    /// # Errors
    ///
    /// The deserializer's.
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

impl<T: Serialize + DeserializeOwned> Codec<T> {
    /// The codec of a type that serde writes and reads, with the type's shape.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::{Codec, Shape};
    ///
    /// const BYTES: Codec<Vec<u8>> = Codec::new(Shape::Binary);
    /// ```
    #[must_use]
    pub const fn new(shape: Shape) -> Self {
        Self { shape, write: write::<T>, read: read::<T> }
    }
}

impl<T> Codec<T> {
    /// The codec of a field that two functions write and read.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// use dynamorph::{Codec, Dynamic, Shape};
    ///
    /// const ANY: Codec<Dynamic> = Codec::with::<Dynamic>(Shape::Plain); // its values are written by `With`
    /// ```
    #[must_use]
    pub const fn with<W: With<T>>(shape: Shape) -> Self {
        Self { shape, write: write_with::<T, W>, read: read_with::<T, W> }
    }

    pub(crate) const fn shape(&self) -> &Shape {
        &self.shape
    }

    /// A value as an element: `None` is NULL, an empty set an empty list.
    pub(crate) fn encode_value(&self, value: &T) -> Result<AttributeValue, EncodeError> {
        let written = self.encode(value, Rule::Value)?;
        Ok(written.unwrap_or_else(|| unreachable!("only a member is ever absent")))
    }

    /// A value as an attribute or member; `None` where nothing is stored, as for `None` and an empty set.
    pub(crate) fn encode_member(&self, value: &T) -> Result<Option<AttributeValue>, EncodeError> {
        self.encode(value, Rule::Member)
    }

    fn encode(&self, value: &T, rule: Rule) -> Result<Option<AttributeValue>, EncodeError> {
        write_value(&self.shape, rule, |encoder| (self.write)(value, encoder))
    }

    /// Reads the value that stands next.
    pub(crate) fn decode(&self, reader: &mut Reader<'_>) -> Result<T, DecodeError> {
        (self.read)(Value::new(reader, &self.shape, false))
    }
}

fn write<T: Serialize>(value: &T, encoder: Encoder<'_>) -> Result<(), EncodeError> {
    value.serialize(encoder)
}

fn read<T: DeserializeOwned>(value: Value<'_, '_>) -> Result<T, DecodeError> {
    T::deserialize(value)
}

fn write_with<T, W: With<T>>(value: &T, encoder: Encoder<'_>) -> Result<(), EncodeError> {
    W::serialize(value, encoder)
}

fn read_with<T, W: With<T>>(value: Value<'_, '_>) -> Result<T, DecodeError> {
    W::deserialize(value)
}

impl<T> Clone for Codec<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Codec<T> {}

impl<T> fmt::Debug for Codec<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Codec").field("shape", &self.shape).finish_non_exhaustive()
    }
}
