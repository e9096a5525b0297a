//! The elements of lists and sets, and the bytes of binary values.

use serde::de::{DeserializeSeed, IntoDeserializer, SeqAccess, Visitor};

use super::reader::Reader;
use super::tag::Tag;
use super::value::Value;
use crate::codec::shape::Shape;
use crate::error::{DecodeError, DecodeErrorKind, Segment};

/// The elements of L, SS, NS or BS. The elements of a set have no type of their own.
pub(super) struct SeqReader<'r, 'de> {
    reader: &'r mut Reader<'de>,
    shape: &'r Shape,
    element: Option<Tag>,
    buffered: bool,
    next: usize,
    ended: bool,
}

impl<'r, 'de> SeqReader<'r, 'de> {
    /// Reads a list or set from its bracket to its bracket.
    pub(super) fn read<V: Visitor<'de>>(
        reader: &'r mut Reader<'de>,
        tag: Tag,
        shape: &'r Shape,
        buffered: bool,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let element = tag.element();
        if element.is_some() {
            reader.eat(b'[')?;
        } else {
            reader.enter(b'[')?;
        }
        let mut seq = Self { reader, shape, element, buffered, next: 0, ended: false };
        let value = visitor.visit_seq(&mut seq)?;
        // A tuple or array that has all its elements does not look for more.
        if !seq.ended && seq.reader.more(seq.next == 0, b']')? {
            return Err(DecodeError::new(DecodeErrorKind::Length));
        }
        if element.is_none() {
            seq.reader.leave();
        }
        Ok(value)
    }
}

impl<'de> SeqAccess<'de> for SeqReader<'_, 'de> {
    type Error = DecodeError;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, DecodeError> {
        if self.ended || !self.reader.more(self.next == 0, b']')? {
            self.ended = true;
            return Ok(None);
        }
        let at = self.next;
        self.next += 1;
        if self.element.is_none() {
            self.reader.check_depth()?;
        }
        let value =
            Value::element(self.reader, self.shape.element(at), self.element, self.buffered);
        seed.deserialize(value).map(Some).map_err(|error| error.at(Segment::Index(at)))
    }
}

/// Binary as a sequence of `u8`: what `Vec<u8>` asks for.
pub(super) struct ByteReader(std::vec::IntoIter<u8>);

impl ByteReader {
    /// Reads all bytes. An array or tuple that has all its elements does not look for more.
    pub(super) fn read<'de, V: Visitor<'de>>(
        bytes: Vec<u8>,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let mut reader = Self(bytes.into_iter());
        let value = visitor.visit_seq(&mut reader)?;
        if reader.0.len() == 0 { Ok(value) } else { Err(DecodeError::new(DecodeErrorKind::Length)) }
    }
}

impl<'de> SeqAccess<'de> for ByteReader {
    type Error = DecodeError;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, DecodeError> {
        self.0.next().map(|byte| seed.deserialize(byte.into_deserializer())).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}
