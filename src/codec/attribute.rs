//! Values of the SDK, to and from the same JSON that entities are written in and read from.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::members::Rule;
use super::shape::Shape;
use super::wire::{Encoder, Reader, Slot, Tag, Value, Writer};
use crate::error::{DecodeError, EncodeError, EncodeErrorKind};

/// A Rust value as an attribute value: what a request that is changed by `customize` compares with.
///
/// An empty set is an empty list, and `None` is NULL, as they are inside lists and maps.
///
/// # Errors
///
/// An [`EncodeError`] where the value has no stored form.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeSet;
///
/// use dynamorph::{Shaped, from_attribute_value, to_attribute_value};
///
/// let tags = BTreeSet::from(["new".to_owned()]);
/// let value = to_attribute_value(&tags, &<BTreeSet<String>>::SHAPE)?;
/// assert_eq!(value.as_ss(), Ok(&vec!["new".to_owned()]));
/// assert_eq!(from_attribute_value::<BTreeSet<String>>(&value, &<BTreeSet<String>>::SHAPE)?, tags);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to_attribute_value<T: Serialize + ?Sized>(
    value: &T,
    shape: &Shape,
) -> Result<AttributeValue, EncodeError> {
    let written = write_value(shape, Rule::Value, |encoder| value.serialize(encoder))?;
    Ok(written.unwrap_or_else(|| unreachable!("only a member is ever absent")))
}

/// What a type writes, as an attribute value; `None` where there is nothing to store.
pub(super) fn write_value(
    shape: &Shape,
    rule: Rule,
    write: impl FnOnce(Encoder<'_>) -> Result<(), EncodeError>,
) -> Result<Option<AttributeValue>, EncodeError> {
    let mut writer = Writer::default();
    write(Encoder::new(&mut writer, shape, Slot::In(rule), false))?;
    if writer.out.is_empty() {
        return Ok(None);
    }
    let read = std::str::from_utf8(&writer.out)
        .ok()
        .and_then(|text| Reader::new(text, 0).attribute_value().ok());
    Ok(Some(read.unwrap_or_else(|| unreachable!("what the writer writes the reader reads"))))
}

/// An attribute value as a Rust value.
///
/// # Errors
///
/// A [`DecodeError`] where the value does not fit the type.
///
/// # Examples
///
/// ```
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamorph::{Shape, from_attribute_value};
///
/// let value = AttributeValue::N("42".into());
/// assert_eq!(from_attribute_value::<u8>(&value, &Shape::Plain), Ok(42));
/// ```
pub fn from_attribute_value<T: DeserializeOwned>(
    value: &AttributeValue,
    shape: &Shape,
) -> Result<T, DecodeError> {
    read_value(value, |reader| T::deserialize(Value::new(reader, shape, false)))
}

/// Reads an attribute value as the text that it is in DynamoDB's JSON.
pub(super) fn read_value<T>(
    value: &AttributeValue,
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let mut writer = Writer::default();
    writer.attribute_value(value).map_err(|error| unknown_type(&error))?;
    let text =
        std::str::from_utf8(&writer.out).map_err(|_| DecodeError::malformed("it is not UTF-8"))?;
    read(&mut Reader::new(text, 0))
}

/// The JSON of a whole item.
pub(crate) fn item_text(item: &HashMap<String, AttributeValue>) -> Result<String, DecodeError> {
    let mut writer = Writer::default();
    writer.out.push(b'{');
    for (name, value) in item {
        writer.name(name);
        writer.attribute_value(value).map_err(|error| unknown_type(&error))?;
    }
    writer.close();
    String::from_utf8(writer.out).map_err(|_| DecodeError::malformed("it is not UTF-8"))
}

fn unknown_type(error: &EncodeError) -> DecodeError {
    match error.kind() {
        EncodeErrorKind::Nesting => DecodeError::new(crate::error::DecodeErrorKind::Nesting),
        _ => DecodeError::malformed("a value of an unknown type"),
    }
}

impl Writer {
    fn attribute_value(&mut self, value: &AttributeValue) -> Result<(), EncodeError> {
        self.check_depth()?;
        match value {
            AttributeValue::S(text) => self.scalar(Tag::S, |writer| writer.string(text)),
            // The text is the caller's: whatever it is, it cannot leave its quotes.
            AttributeValue::N(text) => self.scalar(Tag::N, |writer| writer.string(text)),
            AttributeValue::B(bytes) => self.scalar(Tag::B, |writer| writer.base64(bytes.as_ref())),
            AttributeValue::Bool(value) => {
                let text: &[u8] = if *value { b"true" } else { b"false" };
                self.scalar(Tag::Bool, |writer| writer.out.extend_from_slice(text));
            }
            AttributeValue::Null(_) => self.null(),
            AttributeValue::Ss(texts) => {
                self.set(Tag::Ss, texts, |writer, text| writer.string(text));
            }
            AttributeValue::Ns(texts) => {
                self.set(Tag::Ns, texts, |writer, text| writer.string(text));
            }
            AttributeValue::Bs(blobs) => {
                self.set(Tag::Bs, blobs, |writer, bytes| writer.base64(bytes.as_ref()));
            }
            AttributeValue::L(list) => {
                self.enter(Tag::L)?;
                for element in list {
                    self.separate();
                    self.attribute_value(element)?;
                }
                self.leave(b']');
            }
            AttributeValue::M(map) => {
                self.enter(Tag::M)?;
                for (name, member) in map {
                    self.name(name);
                    self.attribute_value(member)?;
                }
                self.leave(b'}');
            }
            _ => return Err(EncodeError::new(EncodeErrorKind::UnknownType)),
        }
        Ok(())
    }

    fn scalar(&mut self, tag: Tag, content: impl FnOnce(&mut Self)) {
        self.open(tag);
        content(self);
        self.close();
    }

    fn set<T>(&mut self, tag: Tag, elements: &[T], write: impl Fn(&mut Self, &T)) {
        self.open(tag);
        for element in elements {
            self.separate();
            write(self, element);
        }
        self.out.extend_from_slice(b"]}");
    }
}

impl Reader<'_> {
    /// A value of any type.
    pub(super) fn attribute_value(&mut self) -> Result<AttributeValue, DecodeError> {
        self.check_depth()?;
        let value = match self.open()? {
            Tag::S => AttributeValue::S(self.owned_string()?),
            Tag::N => AttributeValue::N(self.owned_string()?),
            Tag::B => AttributeValue::B(Blob::new(self.base64()?)),
            Tag::Bool => AttributeValue::Bool(self.boolean()?),
            Tag::Null => AttributeValue::Null(self.boolean()?),
            Tag::Ss => AttributeValue::Ss(self.set(Self::owned_string)?),
            Tag::Ns => AttributeValue::Ns(self.set(Self::owned_string)?),
            Tag::Bs => AttributeValue::Bs(self.set(|reader| reader.base64().map(Blob::new))?),
            Tag::L => {
                self.enter(b'[')?;
                let mut list = Vec::new();
                while self.more(list.is_empty(), b']')? {
                    list.push(self.attribute_value()?);
                }
                self.leave();
                AttributeValue::L(list)
            }
            Tag::M => {
                self.enter(b'{')?;
                let map = self.attributes()?;
                self.leave();
                AttributeValue::M(map)
            }
        };
        self.close()?;
        Ok(value)
    }

    /// The members of a map or item behind its brace, and the brace that ends it.
    pub(super) fn attributes(&mut self) -> Result<HashMap<String, AttributeValue>, DecodeError> {
        let mut map = HashMap::new();
        let mut first = true;
        while self.more(first, b'}')? {
            first = false;
            let name = self.name()?.into_cow().into_owned();
            map.insert(name, self.attribute_value()?);
        }
        Ok(map)
    }

    fn owned_string(&mut self) -> Result<String, DecodeError> {
        Ok(self.string()?.into_cow().into_owned())
    }

    fn set<T>(
        &mut self,
        read: impl Fn(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        self.eat(b'[')?;
        let mut set = Vec::new();
        while self.more(set.is_empty(), b']')? {
            set.push(read(self)?);
        }
        Ok(set)
    }
}
