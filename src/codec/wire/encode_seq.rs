//! The elements of lists, tuples and sets, and the bytes of binary values.

use serde::ser::{
    Serialize, SerializeSeq, SerializeTuple, SerializeTupleStruct, SerializeTupleVariant,
};

use super::encode_integer::IntegerWriter;
use super::encode_set::SetElements;
use super::encode_special::no_moment;
use super::encoder::{Encoder, Slot, not_in_set};
use super::tag::Tag;
use super::writer::Writer;
use crate::codec::calendar::Day;
use crate::codec::instant::{Instant, MomentError, date_text};
use crate::codec::members::Rule;
use crate::codec::shape::{Shape, TtlKind};
use crate::error::{EncodeError, EncodeErrorKind, Segment};

pub(crate) struct SeqWriter<'w> {
    writer: &'w mut Writer,
    shape: &'w Shape,
    slot: Slot<'w>,
    buffered: bool,
    next: usize,
    /// The externally tagged variant around the list.
    variant: Option<&'static str>,
    kind: Kind,
}

/// What the elements become.
enum Kind {
    List,
    Set(SetElements),
    /// B.
    Bytes(Vec<u8>),
    /// The tuple that an instant or date of `time` serializes.
    Parts(Vec<i64>),
}

impl<'w> SeqWriter<'w> {
    pub(super) fn new(encoder: Encoder<'w>) -> Result<Self, EncodeError> {
        let buffered = encoder.is_buffered();
        let Encoder { writer, shape, slot, .. } = encoder;
        let shape = shape.peeled();
        let kind = match (shape, slot) {
            (_, Slot::Item(_)) => return Err(EncodeError::new(EncodeErrorKind::NotAnItem)),
            (Shape::Decimal, _) => return Err(EncodeError::new(EncodeErrorKind::DecimalForm)),
            (Shape::Instant(_) | Shape::Date(_) | Shape::Ttl(TtlKind::Instant(_)), _) => {
                Kind::Parts(Vec::with_capacity(9))
            }
            (Shape::Ttl(TtlKind::Number), _) => {
                return Err(EncodeError::new(EncodeErrorKind::TtlForm));
            }
            (Shape::Binary, Slot::In(_) | Slot::Set(Tag::B)) => Kind::Bytes(Vec::new()),
            (_, Slot::Set(element)) => return Err(not_in_set(element, "L")),
            (Shape::StringSet(_), _) => Kind::Set(SetElements::open(writer, Tag::Ss)?),
            (Shape::NumberSet(_), _) => Kind::Set(SetElements::open(writer, Tag::Ns)?),
            (Shape::BinarySet, _) => Kind::Set(SetElements::open(writer, Tag::Bs)?),
            _ => {
                writer.enter(Tag::L)?;
                Kind::List
            }
        };
        Ok(Self { writer, shape, slot, buffered, next: 0, variant: None, kind })
    }

    /// The list that a tuple variant holds. Its map is open.
    pub(super) fn variant(
        writer: &'w mut Writer,
        shape: &'w Shape,
        buffered: bool,
        variant: &'static str,
    ) -> Result<Self, EncodeError> {
        writer.enter(Tag::L)?;
        let slot = Slot::In(Rule::Value);
        Ok(Self {
            writer,
            shape,
            slot,
            buffered,
            next: 0,
            variant: Some(variant),
            kind: Kind::List,
        })
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        let at = self.next;
        self.next += 1;
        self.write(at, value).map_err(|error| {
            let error = error.at(Segment::Index(at));
            match self.variant {
                Some(variant) => error.at(Segment::Name(variant.into())),
                None => error,
            }
        })
    }

    fn write<T: Serialize + ?Sized>(&mut self, at: usize, value: &T) -> Result<(), EncodeError> {
        let shape = self.shape.element(at);
        match &mut self.kind {
            Kind::List => {
                self.writer.separate();
                value.serialize(Encoder::new(
                    self.writer,
                    shape,
                    Slot::In(Rule::Value),
                    self.buffered,
                ))?;
            }
            Kind::Set(elements) => {
                self.writer.separate();
                let start = self.writer.out.len();
                value.serialize(Encoder::new(
                    self.writer,
                    shape,
                    Slot::Set(elements.element()),
                    self.buffered,
                ))?;
                elements.add(self.writer, start);
            }
            Kind::Bytes(bytes) => {
                let value =
                    value.serialize(IntegerWriter).ok().and_then(|value| u8::try_from(value).ok());
                bytes.push(value.ok_or_else(|| not_in_set(Tag::B, "not a byte"))?);
            }
            Kind::Parts(parts) => {
                parts.push(
                    value.serialize(IntegerWriter).map_err(|_| no_moment(MomentError::Text))?,
                );
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), EncodeError> {
        match self.kind {
            Kind::List => {
                self.writer.leave(b']');
                if self.variant.is_some() {
                    self.writer.leave(b'}');
                }
                Ok(())
            }
            Kind::Set(elements) => match self.slot {
                Slot::In(rule) => elements.close(self.writer, rule),
                _ => unreachable!("a set opens in a map or list only"),
            },
            Kind::Bytes(bytes) => {
                let encoder = Encoder::new(self.writer, &Shape::Plain, self.slot, self.buffered);
                serde::Serializer::serialize_bytes(encoder, &bytes)
            }
            Kind::Parts(parts) => {
                let encoder = Encoder::new(self.writer, &Shape::Plain, self.slot, self.buffered);
                match (self.shape, &*parts) {
                    (Shape::Date(_), [year, ordinal]) => encoder
                        .ascii(&date_text(Day::of_ordinal(*year, *ordinal).map_err(no_moment)?)),
                    (Shape::Ttl(_), parts) => {
                        encoder.expiry(&Instant::from_parts(parts).map_err(no_moment)?)
                    }
                    (Shape::Instant(_), parts) => {
                        encoder.ascii(&Instant::from_parts(parts).map_err(no_moment)?.text())
                    }
                    _ => Err(no_moment(MomentError::Text)),
                }
            }
        }
    }
}

impl SerializeSeq for SeqWriter<'_> {
    type Ok = ();
    type Error = EncodeError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        self.element(value)
    }

    fn end(self) -> Result<(), EncodeError> {
        self.finish()
    }
}

impl SerializeTuple for SeqWriter<'_> {
    type Ok = ();
    type Error = EncodeError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        self.element(value)
    }

    fn end(self) -> Result<(), EncodeError> {
        self.finish()
    }
}

impl SerializeTupleStruct for SeqWriter<'_> {
    type Ok = ();
    type Error = EncodeError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        self.element(value)
    }

    fn end(self) -> Result<(), EncodeError> {
        self.finish()
    }
}

impl SerializeTupleVariant for SeqWriter<'_> {
    type Ok = ();
    type Error = EncodeError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        self.element(value)
    }

    fn end(self) -> Result<(), EncodeError> {
        self.finish()
    }
}
