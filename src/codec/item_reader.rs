//! An item of a response.

use std::borrow::Cow;
use std::mem;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use super::attribute::item_text;
use super::shape::Shape;
use super::typed::Codec;
use super::wire::{Owned, Reader, Shared, Tag, Value};
use crate::error::{DecodeError, Segment};
use crate::value::{KeyValue, PathStep, RawItem};

/// One item of a response, or a [`RawItem`], still as text.
///
/// Each method starts at the item's first attribute, so that the discriminator can be read before the type is known.
///
/// # Examples
///
/// ```
/// use dynamorph::{ItemReader, KeyValue, Shape};
/// use serde::Deserialize;
///
/// #[derive(Debug, PartialEq, Deserialize)]
/// struct Product { sku: String }
///
/// let json = br#"{"pk": {"S": "CATALOG"}, "type": {"S": "PRODUCT"}, "sku": {"S": "tea"}}"#;
/// let mut item = ItemReader::from_slice(json)?;
/// assert_eq!(item.text("type")?.as_deref(), Some("PRODUCT"));
/// assert_eq!(item.key_value("pk")?, Some(KeyValue::S("CATALOG".into())));
/// let tea: Product = item.decode(&Shape::Plain, &|name| name == "pk" || name == "type")?;
/// assert_eq!(tea.sku, "tea");
///
/// let raw = item.raw()?;
/// assert!(ItemReader::from_raw(&raw)?.text("color")?.is_none());
/// # Ok::<(), dynamorph::DecodeError>(())
/// ```
#[derive(Debug)]
pub struct ItemReader<'a> {
    text: Cow<'a, str>,
    /// Where the item starts.
    start: usize,
    /// Where it ends, when a method has read all of it.
    end: Option<usize>,
    /// Nothing may follow the item.
    whole: bool,
    /// What the items of a page share.
    shared: Shared,
}

impl<'a> ItemReader<'a> {
    /// Reads an item that the SDK has parsed already.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] for a value that is of an unknown type or nested too deep.
    pub fn from_raw(item: &RawItem) -> Result<ItemReader<'static>, DecodeError> {
        Ok(ItemReader {
            text: Cow::Owned(item_text(item.attributes())?),
            start: 0,
            end: None,
            whole: true,
            shared: Shared::default(),
        })
    }

    /// Reads an item in DynamoDB's JSON.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] for bytes that are not UTF-8.
    pub fn from_slice(item: &'a [u8]) -> Result<Self, DecodeError> {
        let text =
            std::str::from_utf8(item).map_err(|_| DecodeError::malformed("it is not UTF-8"))?;
        let text = Cow::Borrowed(text);
        Ok(Self { text, start: 0, end: None, whole: true, shared: Shared::default() })
    }

    /// An item somewhere in a text.
    pub(super) fn inside(text: &'a str, start: usize, shared: Shared) -> Self {
        Self { text: Cow::Borrowed(text), start, end: None, whole: false, shared }
    }

    /// Where the item ends in its text, if that is known; and what the next item shares.
    pub(super) fn into_end(self) -> (Option<usize>, Shared) {
        (self.end, self.shared)
    }

    /// The text of an attribute that is S, or the first element of one that is SS. The scan stops there.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] where the attribute is of another type or the text is malformed.
    pub fn text(&mut self, name: &str) -> Result<Option<Cow<'a, str>>, DecodeError> {
        let borrowed = match &self.text {
            Cow::Borrowed(text) => {
                let mut reader = Reader::new(text, self.start);
                if !reader.find(name)? {
                    return Ok(None);
                }
                first_text(&mut reader)
            }
            Cow::Owned(text) => {
                let mut reader = Reader::new(text, self.start);
                if !reader.find(name)? {
                    return Ok(None);
                }
                first_text(&mut reader).map(|text| Cow::Owned(text.into_owned()))
            }
        };
        borrowed.map(Some).map_err(|error| at(error, name))
    }

    /// The value of a key attribute.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] where the attribute is neither S, N nor B or the text is malformed.
    pub fn key_value(&mut self, name: &str) -> Result<Option<KeyValue>, DecodeError> {
        let mut reader = Reader::new(&self.text, self.start);
        if !reader.find(name)? {
            return Ok(None);
        }
        key_value(&mut reader).map(Some).map_err(|error| at(error, name))
    }

    /// Reads the value that a path leads to.
    ///
    /// `None` where there is none: a step is absent or leads into a value of another kind, or the value is NULL and the
    /// codec's type has no place for it.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] with the path where the value does not fit, or the text is malformed.
    pub(crate) fn at<T>(
        &mut self,
        path: &[PathStep],
        codec: &Codec<T>,
    ) -> Result<Option<T>, DecodeError> {
        let Some(mut reader) = self.go_to(path)? else { return Ok(None) };
        reader.nullable(codec).map_err(|error| below(error, path))
    }

    /// Reads the value that a path leads to, whatever it is. `None` where there is none.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] with the path where the text is malformed.
    pub(crate) fn value_at(
        &mut self,
        path: &[PathStep],
    ) -> Result<Option<AttributeValue>, DecodeError> {
        let Some(mut reader) = self.go_to(path)? else { return Ok(None) };
        reader.attribute_value().map(Some).map_err(|error| below(error, path))
    }

    /// A reader at the value that a path leads to; none where a step is absent or leads into a value of another kind.
    fn go_to(&self, path: &[PathStep]) -> Result<Option<Reader<'_>>, DecodeError> {
        let mut reader = Reader::new(&self.text, self.start);
        for (at, step) in path.iter().enumerate() {
            let found = match (at, step) {
                (0, PathStep::Name(name)) => reader.find(name),
                (0, PathStep::Index(_)) => Ok(false),
                _ => reader.find_in_value(step),
            };
            if !found.map_err(|error| below(error, &path[..at]))? {
                return Ok(None);
            }
        }
        Ok((!path.is_empty()).then_some(reader))
    }

    /// Reads the item as a type. Attributes for which `owned` is true are hidden from it, unless it has a field of
    /// that name.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] where an attribute does not fit its field.
    pub fn decode<T: DeserializeOwned>(
        &mut self,
        shape: &Shape,
        owned: Owned<'_>,
    ) -> Result<T, DecodeError> {
        self.read(shape, owned, None, None).map(|(value, _)| value)
    }

    /// As [`decode`](Self::decode), for an entity: it has a shape of its own, and what is hidden of one of its items is hidden of all. Says
    /// on the way whether the attribute `discriminator` is S and names the entity, so that the item is not read twice. False where the
    /// type has a field of that name.
    pub(crate) fn decode_entity<T: DeserializeOwned>(
        &mut self,
        shape: &'static Shape,
        owned: Owned<'_>,
        discriminator: Option<&'static str>,
        is_named: &dyn Fn(&str) -> bool,
    ) -> Result<(T, bool), DecodeError> {
        let entity = Some(std::ptr::from_ref(shape).addr());
        let (value, noted) = self.read(shape, owned, entity, discriminator)?;
        let name = noted.and_then(|at| first_text(&mut Reader::new(&self.text, at)).ok());
        Ok((value, name.is_some_and(|name| is_named(&name))))
    }

    fn read<T: DeserializeOwned>(
        &mut self,
        shape: &Shape,
        owned: Owned<'_>,
        entity: Option<usize>,
        noted: Option<&'static str>,
    ) -> Result<(T, Option<usize>), DecodeError> {
        let mut reader = Reader::new(&self.text, self.start);
        (reader.shared, reader.entity, reader.noted) = (mem::take(&mut self.shared), entity, noted);
        let value = T::deserialize(Value::item(&mut reader, shape, &owned))?;
        let end = finish(&mut reader, self.whole)?;
        let (shared, noted_at) = (reader.shared, reader.noted_at);
        (self.end, self.shared) = (Some(end), shared);
        Ok((value, noted_at))
    }

    /// The item as it is stored.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] where the text is malformed.
    pub fn raw(&mut self) -> Result<RawItem, DecodeError> {
        let mut reader = Reader::new(&self.text, self.start);
        reader.eat(b'{')?;
        let attributes = reader.attributes()?;
        let end = finish(&mut reader, self.whole)?;
        self.end = Some(end);
        Ok(attributes.into())
    }
}

fn finish(reader: &mut Reader<'_>, whole: bool) -> Result<usize, DecodeError> {
    if whole {
        reader.end()?;
    }
    Ok(reader.at())
}

#[cold]
fn at(error: DecodeError, name: &str) -> DecodeError {
    error.at(Segment::Name(Cow::Owned(name.to_owned())))
}

/// The same error, further out by a path. A name below the first that is not the model's own is data.
#[cold]
fn below(error: DecodeError, path: &[PathStep]) -> DecodeError {
    path.iter().enumerate().rev().fold(error, |error, (at, step)| {
        error.at(match step {
            PathStep::Name(Cow::Owned(_)) if at > 0 => Segment::Key,
            PathStep::Name(name) => Segment::Name(name.clone()),
            PathStep::Index(index) => Segment::Index(*index),
        })
    })
}

fn first_text<'de>(reader: &mut Reader<'de>) -> Result<Cow<'de, str>, DecodeError> {
    match reader.open()? {
        Tag::S => {}
        Tag::Ss => {
            reader.eat(b'[')?;
        }
        found => return Err(DecodeError::expected("S or SS", found.name())),
    }
    Ok(reader.string()?.into_cow())
}

fn key_value(reader: &mut Reader<'_>) -> Result<KeyValue, DecodeError> {
    let value = match reader.open()? {
        Tag::S => KeyValue::S(reader.string()?.as_str().to_owned()),
        Tag::N => KeyValue::N(reader.number()?),
        Tag::B => KeyValue::B(reader.base64()?),
        found => return Err(DecodeError::expected("S, N or B", found.name())),
    };
    reader.close()?;
    Ok(value)
}

impl Reader<'_> {
    /// Goes to the value of an attribute. Stops at it, so that what follows is not looked at.
    fn find(&mut self, name: &str) -> Result<bool, DecodeError> {
        self.eat(b'{')?;
        self.find_member(name)
    }

    /// Goes to the value of a member, from behind the brace.
    fn find_member(&mut self, name: &str) -> Result<bool, DecodeError> {
        let mut first = true;
        while self.more(first, b'}')? {
            first = false;
            if self.name()?.as_str() == name {
                return Ok(true);
            }
            self.skip()?;
        }
        Ok(false)
    }

    /// Goes from a value to one inside it, if it is of the kind that the step leads into.
    fn find_in_value(&mut self, step: &PathStep) -> Result<bool, DecodeError> {
        self.check_depth()?;
        match (self.open()?, step) {
            (Tag::M, PathStep::Name(name)) => {
                self.enter(b'{')?;
                self.find_member(name)
            }
            (Tag::L, PathStep::Index(index)) => {
                self.enter(b'[')?;
                let mut at = 0;
                while self.more(at == 0, b']')? {
                    if at == *index {
                        return Ok(true);
                    }
                    self.skip()?;
                    at += 1;
                }
                Ok(false)
            }
            _ => Ok(false),
        }
    }

    /// Reads the value here, unless it is a NULL that its type has no place for.
    fn nullable<T>(&mut self, codec: &Codec<T>) -> Result<Option<T>, DecodeError> {
        self.check_depth()?;
        let start = self.at();
        if !codec.shape().is_optional() && self.open()? == Tag::Null {
            return Ok(None);
        }
        self.jump(start);
        codec.decode(self).map(Some)
    }
}
