//! One value, as serde asks for it.

use serde::de::value::UnitDeserializer;
use serde::de::{Deserializer, Visitor};

use super::key::visit_text;
use super::map::{MapReader, Owned};
use super::number::{AnyNumber, any_number, float_text};
use super::reader::Reader;
use super::seq::{ByteReader, SeqReader};
use super::tag::Tag;
use super::variant::EnumReader;
use crate::codec::members::Members;
use crate::codec::shape::Shape;
use crate::error::{DecodeError, DecodeErrorKind};
use crate::value::NUMBER_NAME;

/// What any list, set or bytes read into.
const SEQUENCE: &str = "L, SS, NS, BS or B";

/// A value about to be read, with its shape beside it.
pub(crate) struct Value<'r, 'de> {
    pub(super) reader: &'r mut Reader<'de>,
    pub(super) shape: &'r Shape,
    /// The type, where it is known without a value object around the content: a set's elements, and the item itself.
    pub(super) bare: Option<Tag>,
    owned: Option<&'r Owned<'r>>,
    /// serde keeps what is read here aside before it makes the type of it.
    buffered: bool,
}

impl<'r, 'de> Value<'r, 'de> {
    #[inline]
    pub(crate) fn new(reader: &'r mut Reader<'de>, shape: &'r Shape, buffered: bool) -> Self {
        Self { reader, shape, bare: None, owned: None, buffered }
    }

    /// A whole item: attributes without a type around them.
    pub(crate) fn item(
        reader: &'r mut Reader<'de>,
        shape: &'r Shape,
        owned: &'r Owned<'r>,
    ) -> Self {
        Self { reader, shape, bare: Some(Tag::M), owned: Some(owned), buffered: false }
    }

    #[inline]
    pub(super) fn element(
        reader: &'r mut Reader<'de>,
        shape: &'r Shape,
        bare: Option<Tag>,
        buffered: bool,
    ) -> Self {
        Self { reader, shape, bare, owned: None, buffered }
    }

    #[inline]
    pub(super) fn open(&mut self) -> Result<Tag, DecodeError> {
        match self.bare {
            Some(tag) => Ok(tag),
            None => self.reader.open(),
        }
    }

    #[inline]
    fn close(&mut self) -> Result<(), DecodeError> {
        if self.bare.is_some() { Ok(()) } else { self.reader.close() }
    }

    #[expect(
        clippy::inline_always,
        reason = "the type is constant where it is called, and so is then the text"
    )]
    #[inline(always)]
    fn expect(&mut self, tag: Tag) -> Result<(), DecodeError> {
        if self.bare.is_none() && self.reader.skip_tag(tag) {
            return Ok(());
        }
        self.expect_slowly(tag)
    }

    fn expect_slowly(&mut self, tag: Tag) -> Result<(), DecodeError> {
        let found = self.open()?;
        if found == tag { Ok(()) } else { Err(DecodeError::expected(tag.name(), found.name())) }
    }

    /// Whether the value is NULL. Reads it if it is.
    #[inline]
    fn take_null(&mut self) -> Result<bool, DecodeError> {
        // `{"N":` is a number, and nothing else that starts differently is NULL.
        let rest = self.reader.bytes().get(self.reader.at..).unwrap_or(&[]);
        match rest {
            _ if self.bare.is_some() => return Ok(false),
            [b'{', b'"', b'N', b'"' | b'S', ..] => return Ok(false),
            [b'{', b'"', letter, ..] if *letter != b'N' && *letter != b'\\' => return Ok(false),
            _ => {}
        }
        let start = self.reader.at;
        if self.reader.open()? == Tag::Null {
            self.reader.boolean()?;
            self.reader.close()?;
            return Ok(true);
        }
        self.reader.at = start;
        Ok(false)
    }

    fn text_value<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.shape.is_special() {
            return self.special(visitor);
        }
        if self.bare.is_none()
            && let Some(text) = self.reader.short_text()
        {
            return visitor.visit_borrowed_str(text);
        }
        self.expect(Tag::S)?;
        let value = visit_text(self.reader.string()?, visitor)?;
        self.close()?;
        Ok(value)
    }

    fn sequence<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.shape.is_special() {
            return self.special(visitor);
        }
        let value = match self.open()? {
            tag @ (Tag::L | Tag::Ss | Tag::Ns | Tag::Bs) => {
                SeqReader::read(self.reader, tag, self.shape.peeled(), self.buffered, visitor)?
            }
            Tag::B => ByteReader::read(self.reader.base64()?, visitor)?,
            found => return Err(DecodeError::expected(SEQUENCE, found.name())),
        };
        self.close()?;
        Ok(value)
    }

    #[inline]
    fn members<V: Visitor<'de>>(
        mut self,
        members: Members,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        self.expect(Tag::M)?;
        let value = MapReader::read(self.reader, members, known, self.owned, visitor)?;
        self.close()?;
        Ok(value)
    }

    fn binary<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        let bytes = match self.open()? {
            Tag::B => self.reader.base64()?,
            // What a type wrote before it was known to be bytes.
            Tag::L => {
                SeqReader::read(self.reader, Tag::L, &Shape::Plain, false, super::binary::Bytes)?
            }
            found => return Err(DecodeError::expected("B", found.name())),
        };
        let value = visitor.visit_byte_buf(bytes)?;
        self.close()?;
        Ok(value)
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $target:ty)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
            if self.shape.is_special() {
                return self.special(visitor);
            }
            self.expect(Tag::N)?;
            let value = self.reader.integer::<$target>(stringify!($target))?;
            self.close()?;
            visitor.$visit(value)
        }
    )*};
}

macro_rules! floats {
    ($($method:ident $visit:ident $target:ty)*) => {$(
        fn $method<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
            if self.shape.is_special() {
                return self.special(visitor);
            }
            self.expect(Tag::N)?;
            let short = if self.bare.is_none() { self.reader.short_content() } else { None };
            let value: $target = match short {
                Some(text) => float_text(text)?,
                None => {
                    let value = float_text(self.reader.string()?.as_str())?;
                    self.close()?;
                    value
                }
            };
            visitor.$visit(value)
        }
    )*};
}

macro_rules! forwarded {
    ($($method:ident $to:ident)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
            self.$to(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Value<'_, 'de> {
    type Error = DecodeError;

    integers! {
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

    floats! {
        deserialize_f32 visit_f32 f32
        deserialize_f64 visit_f64 f64
    }

    forwarded! {
        deserialize_char text_value
        deserialize_str text_value
        deserialize_string text_value
        deserialize_identifier text_value
        deserialize_bytes binary
        deserialize_byte_buf binary
        deserialize_seq sequence
    }

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.take_null()? {
            // Kept aside, a bare NULL would read as the outer `None`.
            return match self.shape {
                Shape::Nullable(_) => visitor.visit_some(UnitDeserializer::new()),
                _ => visitor.visit_unit(),
            };
        }
        if self.shape.is_special() {
            return self.special(visitor);
        }
        let value = match self.open()? {
            Tag::S => visit_text(self.reader.string()?, visitor)?,
            Tag::N => match any_number(self.reader)? {
                AnyNumber::Unsigned(value) => visitor.visit_u64(value)?,
                AnyNumber::Signed(value) => visitor.visit_i64(value)?,
                AnyNumber::Float(value) => visitor.visit_f64(value)?,
                AnyNumber::Text(text) => visit_text(text, visitor)?,
            },
            Tag::Bool => visitor.visit_bool(self.reader.boolean()?)?,
            Tag::Null => unreachable!("a NULL is taken before the value is opened"),
            Tag::B => ByteReader::read(self.reader.base64()?, visitor)?,
            Tag::M => {
                let members = Members::of(self.shape, true);
                MapReader::read(self.reader, members, &[], self.owned, visitor)?
            }
            tag @ (Tag::L | Tag::Ss | Tag::Ns | Tag::Bs) => {
                SeqReader::read(self.reader, tag, self.shape.peeled(), true, visitor)?
            }
        };
        self.close()?;
        Ok(value)
    }

    #[inline]
    fn deserialize_bool<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        self.expect(Tag::Bool)?;
        let value = self.reader.boolean()?;
        self.close()?;
        visitor.visit_bool(value)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        let null = self.take_null()?;
        match self.shape {
            Shape::Nullable(_) if null => visitor.visit_some(UnitDeserializer::new()),
            _ if null => visitor.visit_none(),
            Shape::Nullable(inner) => {
                let shape = Shape::Optional(inner);
                visitor.visit_some(Value { shape: &shape, reader: self.reader, ..self })
            }
            Shape::Optional(inner) | Shape::Null(inner) => {
                visitor.visit_some(Self { shape: inner, ..self })
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.take_null()? {
            return visitor.visit_unit();
        }
        let found = self.open()?;
        Err(DecodeError::expected("NULL", found.name()))
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        if name != NUMBER_NAME {
            return visitor.visit_newtype_struct(self);
        }
        self.expect(Tag::N)?;
        let value = visit_text(self.reader.string()?, visitor)?;
        self.close()?;
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        self.sequence(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        self.sequence(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        let members = Members::of(self.shape, self.buffered);
        self.members(members, &[], visitor)
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let members = Members::of_struct(self.shape, self.buffered);
        self.members(members, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let value = match self.open()? {
            Tag::S => super::key::visit_variant(self.reader.string()?, visitor)?,
            Tag::M => {
                self.reader.enter(b'{')?;
                if !self.reader.more(true, b'}')? {
                    return Err(DecodeError::new(DecodeErrorKind::Length));
                }
                let (shape, buffered) = (self.shape.peeled(), self.buffered);
                let value =
                    visitor.visit_enum(EnumReader { reader: self.reader, shape, buffered })?;
                if self.reader.more(false, b'}')? {
                    return Err(DecodeError::new(DecodeErrorKind::Length));
                }
                self.reader.leave();
                value
            }
            found => return Err(DecodeError::expected("S or M", found.name())),
        };
        self.close()?;
        Ok(value)
    }

    #[inline]
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        self.reader.skip()?;
        visitor.visit_unit()
    }
}
