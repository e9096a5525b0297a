//! An item of a response.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::attribute::item_text;
use super::shape::Shape;
use super::wire::{Owned, Reader, Tag, Value};
use crate::error::{DecodeError, Segment};
use crate::value::{KeyValue, RawItem};

/// One item of a response, or a [`RawItem`], still as text.
///
/// Each method starts at the item's first attribute, so that the discriminator can be read before the type is known.
#[derive(Debug)]
pub struct ItemReader<'a> {
    text: Cow<'a, str>,
    /// Where the item starts.
    start: usize,
    /// Where it ends, when a method has read all of it.
    end: Option<usize>,
    /// Nothing may follow the item.
    whole: bool,
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
        Ok(Self { text: Cow::Borrowed(text), start: 0, end: None, whole: true })
    }

    /// An item somewhere in a text.
    pub(super) fn inside(text: &'a str, start: usize) -> Self {
        Self { text: Cow::Borrowed(text), start, end: None, whole: false }
    }

    /// Where the item ends in its text, if that is known.
    pub(super) fn end(&self) -> Option<usize> {
        self.end
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
        let mut reader = Reader::new(&self.text, self.start);
        let value = T::deserialize(Value::item(&mut reader, shape, &owned))?;
        let end = finish(&mut reader, self.whole)?;
        self.end = Some(end);
        Ok(value)
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
}
