//! The members of a map or item.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, SerializeStructVariant};

use super::encode_key::KeyWriter;
use super::encoder::{Encoder, Slot};
use super::map::Owned;
use super::reader::Reader;
use super::writer::Writer;
use crate::codec::members::{Members, Rule};
use crate::codec::shape::Shape;
use crate::error::{EncodeError, EncodeErrorKind, Segment};

pub(crate) struct MapWriter<'w> {
    writer: &'w mut Writer,
    members: Members,
    /// What an undeclared member follows: a struct has members, a map has values.
    undeclared: Rule,
    /// Set at the item itself, whose brace is not ours.
    item: Option<&'w Owned<'w>>,
    /// The externally tagged variant around the map.
    variant: Option<&'static str>,
    /// What only a map needs, not a struct.
    entries: Option<Box<Entries>>,
}

#[derive(Default)]
struct Entries {
    key: String,
    /// Undeclared names, where several types write into one map.
    written: HashSet<String>,
}

impl<'w> MapWriter<'w> {
    #[inline]
    pub(super) fn new(
        writer: &'w mut Writer,
        members: Members,
        undeclared: Rule,
        item: Option<&'w Owned<'w>>,
    ) -> Self {
        Self { writer, members, undeclared, item, variant: None, entries: None }
    }

    pub(super) fn variant(writer: &'w mut Writer, members: Members, variant: &'static str) -> Self {
        Self { variant: Some(variant), ..Self::new(writer, members, Rule::Member, None) }
    }

    /// Writes a member, and takes its name back if there is nothing to store.
    #[inline]
    fn member<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        fixed: Option<&'static str>,
        value: &T,
    ) -> Result<(), EncodeError> {
        let place = self.members.find(name, false);
        let step = |error: EncodeError| {
            error.at(place
                .declared
                .or(fixed)
                .map_or(Segment::Key, |name| Segment::Name(Cow::Borrowed(name))))
        };
        let checked = if place.repeated {
            Err(EncodeError::new(EncodeErrorKind::DuplicateAttribute))
        } else if place.declared.is_none() && fixed.is_none() {
            self.check_entry(name)
        } else {
            Ok(())
        };
        checked.map_err(step)?;
        let start = self.writer.out.len();
        self.writer.name(name);
        let at = self.writer.out.len();
        let slot = Slot::In(if place.declared.is_some() { place.rule } else { self.undeclared });
        let encoder = Encoder::new(self.writer, place.shape, slot, place.buffered);
        value.serialize(encoder).map_err(|error| self.in_variant(step(error)))?;
        if self.writer.out.len() == at {
            self.writer.out.truncate(start);
        } else if self.members.awaits_tag() && self.members.awaits(name) {
            self.choose(name, at);
        }
        Ok(())
    }

    /// Writes a struct's member. Most come in the order of the declared fields, where there is nothing to check.
    #[inline]
    fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        let start = self.writer.out.len();
        let Some(shape) = self.open(name) else {
            return self.member(name, Some(name), value);
        };
        let (at, slot) = (self.writer.out.len(), Slot::In(Rule::Member));
        let encoder = Encoder::new(self.writer, shape, slot, self.members.is_buffered());
        if let Err(error) = value.serialize(encoder) {
            return Err(self.in_variant(error.at(Segment::Name(Cow::Borrowed(name)))));
        }
        if self.writer.out.len() == at {
            self.writer.out.truncate(start);
        }
        Ok(())
    }

    /// Writes the name of a struct's member and answers its shape, if there is nothing to check.
    // Not inlined: it would be there once for each type of field.
    #[inline(never)]
    fn open(&mut self, name: &'static str) -> Option<&'static Shape> {
        if let Some(field) = self.members.next_field(name) {
            if !field.opening.append(&mut self.writer.out) {
                self.writer.name(name);
            }
            return Some(&field.shape);
        }
        if self.members.is_plain() {
            self.writer.name(name);
            return Some(&Shape::Plain);
        }
        None
    }

    /// A name that no field has, and that therefore came out of a flattened field or a map.
    fn check_entry(&mut self, name: &str) -> Result<(), EncodeError> {
        if self.item.is_some_and(|owned| owned(name)) {
            return Err(EncodeError::new(EncodeErrorKind::OwnedAttribute));
        }
        if (self.item.is_some() || self.members.is_flat())
            && !self.entries.get_or_insert_default().written.insert(name.to_owned())
        {
            return Err(EncodeError::new(EncodeErrorKind::DuplicateAttribute));
        }
        Ok(())
    }

    /// Reads back the tag just written: it says which members follow.
    #[cold]
    fn choose(&mut self, tag: &str, at: usize) {
        let text = std::str::from_utf8(&self.writer.out[at..]).unwrap_or_default();
        if let Ok(variant) = Reader::new(text, 0).string_value() {
            self.members.choose(tag, &variant);
        }
    }

    #[cold]
    fn in_variant(&self, error: EncodeError) -> EncodeError {
        match self.variant {
            Some(variant) => error.at(Segment::Name(variant.into())),
            None => error,
        }
    }

    #[inline]
    fn finish(self) {
        if self.item.is_none() {
            self.writer.leave(b'}');
        }
        if self.variant.is_some() {
            self.writer.leave(b'}');
        }
    }
}

impl SerializeMap for MapWriter<'_> {
    type Ok = ();
    type Error = EncodeError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), EncodeError> {
        let text = &mut self.entries.get_or_insert_default().key;
        text.clear();
        key.serialize(KeyWriter(text)).map_err(|error| error.at(Segment::Key))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        let key = std::mem::take(&mut self.entries.get_or_insert_default().key);
        let written = self.member(&key, None, value);
        self.entries.get_or_insert_default().key = key;
        written
    }

    fn end(self) -> Result<(), EncodeError> {
        self.finish();
        Ok(())
    }
}

impl SerializeStruct for MapWriter<'_> {
    type Ok = ();
    type Error = EncodeError;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        self.field(name, value)
    }

    #[inline]
    fn end(self) -> Result<(), EncodeError> {
        self.finish();
        Ok(())
    }
}

impl SerializeStructVariant for MapWriter<'_> {
    type Ok = ();
    type Error = EncodeError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        self.field(name, value)
    }

    fn end(self) -> Result<(), EncodeError> {
        self.finish();
        Ok(())
    }
}
