//! An item on its way into a request.

use serde::Serialize;

use super::shape::Shape;
use super::wire::{Encoder, Owned, Slot, Tag, Writer};
use crate::error::EncodeError;
use crate::value::KeyValue;

/// Writes one item as DynamoDB's JSON: `{"name":{"S":".."},..}`.
#[derive(Debug)]
pub(crate) struct ItemWriter {
    writer: Writer,
}

impl ItemWriter {
    /// An item without attributes.
    #[must_use]
    pub(crate) fn new() -> Self {
        let mut writer = Writer::default();
        writer.out.push(b'{');
        Self { writer }
    }

    /// Writes every attribute of a model. `owned` names the attributes that the schema writes itself; a flattened map
    /// must not write one.
    ///
    /// # Errors
    ///
    /// An [`EncodeError`] where a value has no stored form. The item is then as it was before.
    pub(crate) fn model<T: Serialize + ?Sized>(
        &mut self,
        value: &T,
        shape: &Shape,
        owned: Owned<'_>,
    ) -> Result<(), EncodeError> {
        let start = self.writer.out.len();
        let encoder = Encoder::new(&mut self.writer, shape, Slot::Item(&owned), false);
        let wrote = value.serialize(encoder);
        if wrote.is_err() {
            self.writer.reset(start);
        }
        wrote.map(drop)
    }

    /// Writes one attribute that no field holds, such as a key made of a template.
    pub(crate) fn attribute(&mut self, name: &str, value: &KeyValue) {
        self.writer.name(name);
        write_key_value(&mut self.writer, value);
    }

    /// Closes the item and answers its text.
    #[must_use]
    pub(crate) fn finish(mut self) -> Vec<u8> {
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
