//! One value, as serde shows it.

use std::fmt;

use serde::ser::{Serialize, Serializer};

use super::encode_map::MapWriter;
use super::encode_seq::SeqWriter;
use super::map::Owned;
use super::tag::Tag;
use super::writer::Writer;
use crate::codec::field::Tagging;
use crate::codec::members::{Members, Rule};
use crate::codec::shape::{Shape, TtlKind};
use crate::error::{EncodeError, EncodeErrorKind, Segment};
use crate::value::{NUMBER_NAME, NumberError};

/// Where a value stands.
#[derive(Clone, Copy)]
pub(crate) enum Slot<'w> {
    /// It is the item: its members are attributes.
    Item(&'w Owned<'w>),
    /// In a map, list or tuple.
    In(Rule),
    /// In a set, whose elements have this type and no value object of their own.
    Set(Tag),
}

/// Writes one value with its shape beside it; nothing where a member has nothing to store.
pub(crate) struct Encoder<'w> {
    pub(super) writer: &'w mut Writer,
    pub(super) shape: &'w Shape,
    pub(super) slot: Slot<'w>,
    /// serde will keep this value aside when it reads it.
    pub(super) buffered: bool,
}

impl<'w> Encoder<'w> {
    #[inline]
    pub(crate) fn new(
        writer: &'w mut Writer,
        shape: &'w Shape,
        slot: Slot<'w>,
        buffered: bool,
    ) -> Self {
        Self { writer, shape, slot, buffered }
    }

    /// Whether a scalar is written as serde shows it, with its type around it.
    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        matches!((self.shape, self.slot), (Shape::Plain, Slot::In(_)))
            && self.writer.check_depth().is_ok()
    }

    /// Writes a content with its type around it, or bare in a set.
    #[inline]
    pub(super) fn scalar(
        self,
        tag: Tag,
        content: impl FnOnce(&mut Writer),
    ) -> Result<(), EncodeError> {
        match self.slot {
            Slot::In(_) => {
                self.writer.check_depth()?;
                self.writer.open(tag);
                content(self.writer);
                self.writer.close();
            }
            Slot::Set(element) if element == tag => content(self.writer),
            Slot::Set(element) => return Err(not_in_set(element, tag.name())),
            Slot::Item(_) => return Err(EncodeError::new(EncodeErrorKind::NotAnItem)),
        }
        Ok(())
    }

    /// Refuses a call that a decimal, instant, date or TTL does not make.
    #[inline]
    pub(super) fn not_special(&self) -> Result<(), EncodeError> {
        match self.shape.peeled() {
            Shape::Decimal => Err(EncodeError::new(EncodeErrorKind::DecimalForm)),
            Shape::Instant(_) | Shape::Date(_) | Shape::Ttl(TtlKind::Instant(_)) => {
                Err(EncodeError::new(EncodeErrorKind::InstantForm))
            }
            Shape::Ttl(TtlKind::Number) => Err(EncodeError::new(EncodeErrorKind::TtlForm)),
            _ => Ok(()),
        }
    }

    pub(super) fn null(self) -> Result<(), EncodeError> {
        match self.slot {
            Slot::In(_) => {
                self.writer.check_depth()?;
                self.writer.null();
            }
            Slot::Set(element) => return Err(not_in_set(element, "NULL")),
            Slot::Item(_) => return Err(EncodeError::new(EncodeErrorKind::NotAnItem)),
        }
        Ok(())
    }

    /// Digits and punctuation that need no escapes.
    pub(super) fn ascii(self, text: &[u8]) -> Result<(), EncodeError> {
        self.scalar(Tag::S, |writer| {
            writer.out.push(b'"');
            writer.out.extend_from_slice(text);
            writer.out.push(b'"');
        })
    }

    fn map(self, members: Members, undeclared: Rule) -> Result<MapWriter<'w>, EncodeError> {
        self.not_special()?;
        match self.slot {
            Slot::In(_) => {
                self.writer.enter(Tag::M)?;
                Ok(MapWriter::new(self.writer, members, undeclared, None))
            }
            Slot::Item(owned) => Ok(MapWriter::new(self.writer, members, undeclared, Some(owned))),
            Slot::Set(element) => Err(not_in_set(element, "M")),
        }
    }

    /// Opens the map of one entry that an externally tagged variant with content is, up to the content.
    fn variant(self, name: &str) -> Result<(&'w mut Writer, &'static Shape), EncodeError> {
        self.not_special()?;
        match self.slot {
            Slot::In(_) => {}
            Slot::Item(_) => return Err(EncodeError::new(EncodeErrorKind::NotAnItem)),
            Slot::Set(element) => return Err(not_in_set(element, "M")),
        }
        self.writer.enter(Tag::M)?;
        self.writer.name(name);
        let content = match self.shape.peeled() {
            // An untagged enum shows its content only, so this variant is one of an enum inside it.
            Shape::Variants(variants) if variants.tagging == Tagging::External => {
                variants.content(name)
            }
            _ => &Shape::Plain,
        };
        Ok((self.writer, content))
    }
}

#[cold]
pub(super) fn not_in_set(element: Tag, found: &'static str) -> EncodeError {
    EncodeError::new(EncodeErrorKind::SetElement { expected: element.name(), found })
}

macro_rules! integers {
    ($($method:ident $integer:ty)*) => {$(
        #[inline]
        fn $method(self, value: $integer) -> Result<(), EncodeError> {
            self.integer(itoa::Buffer::new().format(value))
        }
    )*};
}

impl<'w> Serializer for Encoder<'w> {
    type Ok = ();
    type Error = EncodeError;
    type SerializeSeq = SeqWriter<'w>;
    type SerializeTuple = SeqWriter<'w>;
    type SerializeTupleStruct = SeqWriter<'w>;
    type SerializeTupleVariant = SeqWriter<'w>;
    type SerializeMap = MapWriter<'w>;
    type SerializeStruct = MapWriter<'w>;
    type SerializeStructVariant = MapWriter<'w>;

    integers! {
        serialize_i8 i8
        serialize_i16 i16
        serialize_i32 i32
        serialize_i64 i64
        serialize_u8 u8
        serialize_u16 u16
        serialize_u32 u32
        serialize_u64 u64
    }

    fn serialize_i128(self, value: i128) -> Result<(), EncodeError> {
        self.wide_number(itoa::Buffer::new().format(value))
    }

    fn serialize_u128(self, value: u128) -> Result<(), EncodeError> {
        self.wide_number(itoa::Buffer::new().format(value))
    }

    fn serialize_f32(self, value: f32) -> Result<(), EncodeError> {
        self.not_special()?;
        if !value.is_finite() {
            return Err(NumberError::NotFinite.into());
        }
        // As an `f64`, 0.1 would be 0.10000000149011612.
        self.float(value.into(), ryu::Buffer::new().format_finite(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), EncodeError> {
        self.not_special()?;
        if !value.is_finite() {
            return Err(NumberError::NotFinite.into());
        }
        self.float(value, ryu::Buffer::new().format_finite(value))
    }

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<(), EncodeError> {
        self.not_special()?;
        let text: &[u8] = if value { b"true" } else { b"false" };
        self.scalar(Tag::Bool, |writer| writer.out.extend_from_slice(text))
    }

    fn serialize_char(self, value: char) -> Result<(), EncodeError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Result<(), EncodeError> {
        if self.is_plain() {
            self.writer.text(text);
            return Ok(());
        }
        let shape = self.shape.peeled();
        self.special_text(shape, text)
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<(), EncodeError> {
        if self.not_special().is_err() {
            return self.serialize_str(&value.to_string());
        }
        let mut displayed = Ok(());
        let wrote = self.scalar(Tag::S, |writer| displayed = writer.display(value));
        displayed.and(wrote)
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), EncodeError> {
        self.not_special()?;
        self.scalar(Tag::B, |writer| writer.base64(bytes))
    }

    #[inline]
    fn serialize_none(self) -> Result<(), EncodeError> {
        match (self.slot, self.shape) {
            (Slot::In(Rule::Member), shape) if !matches!(shape, Shape::Null(_)) => Ok(()),
            _ => self.null(),
        }
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), EncodeError> {
        match self.shape {
            // What is inside is an `Option` whose `None` is NULL.
            Shape::Nullable(inner) => {
                let shape = Shape::Null(inner);
                value.serialize(Encoder { shape: &shape, writer: self.writer, ..self })
            }
            Shape::Optional(inner) | Shape::Null(inner) => {
                value.serialize(Self { shape: inner, ..self })
            }
            _ => value.serialize(self),
        }
    }

    fn serialize_unit(self) -> Result<(), EncodeError> {
        self.null()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), EncodeError> {
        self.null()
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), EncodeError> {
        self.not_special()?;
        self.scalar(Tag::S, |writer| writer.string(variant))
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        // A `Number` is text that becomes N, as a decimal's is.
        let is_number = name == NUMBER_NAME && !matches!(self.shape.peeled(), Shape::Ttl(_));
        let shape = if is_number { &Shape::Decimal } else { self.shape };
        value.serialize(Self { shape, ..self })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        let buffered = self.is_buffered();
        let (writer, shape) = self.variant(variant)?;
        value
            .serialize(Encoder::new(writer, shape, Slot::In(Rule::Value), buffered))
            .map_err(|error| error.at(Segment::Name(variant.into())))?;
        writer.leave(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<SeqWriter<'w>, EncodeError> {
        SeqWriter::new(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<SeqWriter<'w>, EncodeError> {
        SeqWriter::new(self)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<SeqWriter<'w>, EncodeError> {
        SeqWriter::new(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<SeqWriter<'w>, EncodeError> {
        let buffered = self.is_buffered();
        let (writer, shape) = self.variant(variant)?;
        SeqWriter::variant(writer, shape, buffered, variant)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<MapWriter<'w>, EncodeError> {
        let members = Members::of(self.shape, self.buffered);
        self.map(members, Rule::Value)
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<MapWriter<'w>, EncodeError> {
        let members = Members::of(self.shape, self.buffered);
        self.map(members, Rule::Member)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<MapWriter<'w>, EncodeError> {
        let buffered = self.is_buffered();
        let (writer, shape) = self.variant(variant)?;
        writer.enter(Tag::M)?;
        Ok(MapWriter::variant(writer, Members::of(shape, buffered), variant))
    }
}
