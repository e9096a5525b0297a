//! An item on its way into a request.

use serde::Serialize;

use super::shape::Shape;
use super::wire::{Encoder, Owned, Slot, Writer};
use crate::error::EncodeError;

/// Writes one item as DynamoDB's JSON: `{"name":{"S":".."},..}`. One that is not finished is taken back.
#[derive(Debug)]
pub(crate) struct ItemWriter<'w> {
    bytes: &'w mut Vec<u8>,
    writer: Writer,
    start: usize,
}

impl<'w> ItemWriter<'w> {
    /// An item without attributes, after what the buffer holds.
    #[must_use]
    pub(crate) fn after(bytes: &'w mut Vec<u8>) -> Self {
        let mut writer = Writer::default();
        std::mem::swap(bytes, &mut writer.out);
        let start = writer.out.len();
        writer.out.push(b'{');
        Self { bytes, writer, start }
    }

    /// Writes every attribute of a model. `owned` names the attributes that the schema writes itself; a flattened map
    /// must not write one.
    ///
    /// # Errors
    ///
    /// An [`EncodeError`] where a value has no stored form.
    pub(crate) fn model<T: Serialize + ?Sized>(
        &mut self,
        value: &T,
        shape: &Shape,
        owned: Owned<'_>,
    ) -> Result<(), EncodeError> {
        let encoder = Encoder::new(&mut self.writer, shape, Slot::Item(&owned), false);
        value.serialize(encoder)
    }

    /// Writes an S that no field holds, such as a key made of a template.
    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.writer.name(name);
        self.writer.text(text);
    }

    /// Closes the item.
    pub(crate) fn finish(mut self) {
        self.writer.close();
        self.start = self.writer.out.len();
    }
}

impl Drop for ItemWriter<'_> {
    fn drop(&mut self) {
        self.writer.out.truncate(self.start);
        std::mem::swap(self.bytes, &mut self.writer.out);
    }
}
