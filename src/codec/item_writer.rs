//! An item on its way into a request.

use serde::Serialize;

use super::members::Rule;
use super::shape::Shape;
use super::wire::{Encoder, Owned, Slot, Tag, Writer, Wrote};
use crate::error::EncodeError;
use crate::value::KeyValue;

/// Writes one item as DynamoDB's JSON: `{"name":{"S":".."},..}`.
#[derive(Debug)]
pub struct ItemWriter {
    writer: Writer,
}

impl Default for ItemWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl ItemWriter {
    /// An item without attributes.
    #[must_use]
    pub fn new() -> Self {
        Self::after(Vec::new())
    }

    /// An item after other text, such as the `{"Item":` of a request. [`finish`](Self::finish) answers both.
    #[must_use]
    pub fn after(mut text: Vec<u8>) -> Self {
        text.push(b'{');
        let mut writer = Writer::default();
        writer.out = text;
        Self { writer }
    }

    /// Writes every attribute of a model. `owned` names the attributes that the schema writes itself; a flattened map
    /// must not write one.
    ///
    /// # Errors
    ///
    /// An [`EncodeError`] where a value has no stored form. The item is then as it was before.
    pub fn model<T: Serialize + ?Sized>(
        &mut self,
        value: &T,
        shape: &Shape,
        owned: Owned<'_>,
    ) -> Result<(), EncodeError> {
        let start = self.writer.out.len();
        let encoder = Encoder::new(&mut self.writer, *shape, Slot::Item(owned), false);
        let wrote = value.serialize(encoder);
        if wrote.is_err() {
            self.writer.reset(start);
        }
        wrote.map(drop)
    }

    /// Writes one attribute that no field holds, such as a key made of a template.
    pub fn attribute(&mut self, name: &str, value: &KeyValue) {
        self.writer.name(name);
        write_key_value(&mut self.writer, value);
    }

    /// Writes one attribute of a value and shape, or nothing where the value is absent: `None`, or an empty set.
    ///
    /// # Errors
    ///
    /// An [`EncodeError`] where the value has no stored form. The item is then as it was before.
    pub fn member<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
        shape: &Shape,
    ) -> Result<(), EncodeError> {
        let start = self.writer.out.len();
        self.writer.name(name);
        let wrote =
            value.serialize(Encoder::new(&mut self.writer, *shape, Slot::In(Rule::Member), false));
        if !matches!(wrote, Ok(Wrote::Value)) {
            self.writer.reset(start);
        }
        wrote.map(drop)
    }

    /// How many bytes there are so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.writer.out.len()
    }

    /// Whether no attribute was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.writer.out.last() == Some(&b'{')
    }

    /// Closes the item and answers its text.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        self.writer.close();
        self.writer.out
    }
}

fn write_key_value(writer: &mut Writer, value: &KeyValue) {
    match value {
        KeyValue::S(text) => {
            writer.open(Tag::S);
            writer.string(text);
        }
        KeyValue::N(number) => {
            writer.open(Tag::N);
            writer.plain(number.as_str());
        }
        KeyValue::B(bytes) => {
            writer.open(Tag::B);
            writer.base64(bytes);
        }
    }
    writer.close();
}
