//! An item as it is written: the fields by serde, then what the schema owns.

use std::ops::Range;

use super::key_source::{KeyAttribute, Maker, index_key, primary_key};
use super::key_text::write_part;
use super::key_writer::{check_length, checked};
use super::{DynamoModel, KeyPart, Schema, Table, TableSchema};
use crate::codec::{ItemReader, ItemWriter};
use crate::error::{Error, KeyError, KeyErrorKind, Result};
use crate::value::RawItem;
use crate::value::limits::{PARTITION_KEY_BYTES, SORT_KEY_BYTES};

/// Room for most items, so that few of them are moved while they grow.
const ITEM_BYTES: usize = 1024;
/// Room for the longest key of most items.
const KEY_BYTES: usize = 128;

/// The whole item of a model in DynamoDB JSON.
///
/// # Errors
///
/// [`Error::Encode`] for a field without a stored form, [`Error::Key`] for a key that cannot be made.
pub fn encode_item<M: DynamoModel>(item: &M) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(ITEM_BYTES);
    append_item(item, &mut bytes)?;
    Ok(bytes)
}

/// Appends the whole item of a model in DynamoDB JSON: the items of a batch share one buffer.
///
/// # Errors
///
/// As [`encode_item`]. The buffer is then as it was before.
pub fn append_item<M: DynamoModel>(item: &M, bytes: &mut Vec<u8>) -> Result<()> {
    let (schema, table) = (M::SCHEMA, <M::Table as Table>::SCHEMA);
    let mut writer = ItemWriter::after(bytes);
    let owned = |name: &str| table.owns(name) && !schema.has_natural_key(name);
    writer
        .model(item, schema.codec_shape(), &owned)
        .map_err(|source| Error::encode(schema.name(), source))?;
    write_owned(&mut writer, schema, table, &|field| item.key_part(field))
        .map_err(|source| Error::key(schema.name(), source))?;
    writer.finish();
    Ok(())
}

/// The whole item of a model in the SDK's types.
pub(crate) fn raw_item<M: DynamoModel>(item: &M) -> Result<RawItem> {
    let bytes = encode_item(item)?;
    let read = ItemReader::from_slice(&bytes).and_then(|mut reader| reader.raw());
    read.map_err(|source| Error::decode(M::SCHEMA.name(), source))
}

/// Writes the discriminator and the templated keys. It is the same code for every model.
fn write_owned<'i>(
    writer: &mut ItemWriter<'_>,
    schema: &'static Schema,
    table: &'static TableSchema,
    part: &dyn Fn(&str) -> Option<&'i dyn KeyPart>,
) -> Result<(), KeyError> {
    if let Some(discriminator) = table.discriminator_attribute() {
        writer.text(discriminator, schema.name());
    }
    let indexes = schema.index_list();
    let (text, written) =
        (String::with_capacity(KEY_BYTES), Vec::with_capacity(2 + 2 * indexes.len()));
    let mut keys = Keys { part, text, written };
    keys.write(writer, primary_key(schema, table), true)?;
    for index in indexes {
        keys.write(writer, index_key(schema, table, index), false)?;
    }
    Ok(())
}

/// Makes the keys of one item, one after the other.
struct Keys<'k, 'i> {
    part: &'k dyn Fn(&str) -> Option<&'i dyn KeyPart>,
    /// The text of the key being made.
    text: String,
    /// The templated attributes so far: one may serve several indexes.
    written: Vec<&'static str>,
}

impl Keys<'_, '_> {
    /// Writes the templated attributes of one key; none for an index that lacks a part, which is then sparse.
    fn write(
        &mut self,
        writer: &mut ItemWriter<'_>,
        key: [Option<KeyAttribute>; 2],
        is_primary: bool,
    ) -> Result<(), KeyError> {
        self.text.clear();
        let mut made: [Option<(&'static str, Range<usize>)>; 2] = [None, None];
        let mut is_complete = true;
        let limits = [PARTITION_KEY_BYTES, SORT_KEY_BYTES];
        for ((attribute, limit), made) in key.iter().zip(limits).zip(&mut made) {
            let Some(attribute) = attribute else { continue };
            let start = self.text.len();
            if self.make(attribute, limit)? {
                // A field is written by serde, and the discriminator before all keys.
                let is_templated = matches!(attribute.maker, Maker::Template(_));
                *made = is_templated.then_some((attribute.name, start..self.text.len()));
            } else if is_primary {
                return Err(KeyError::new(KeyErrorKind::Missing).of_attribute(attribute.name));
            } else {
                // Go on: a part that another attribute of this index refuses is still an error.
                is_complete = false;
            }
        }
        for (name, range) in made.into_iter().flatten().filter(|_| is_complete) {
            if !self.written.contains(&name) {
                writer.text(name, &self.text[range]);
                self.written.push(name);
            }
        }
        Ok(())
    }

    /// Appends the text of a templated attribute and checks one of another kind. False where a part is absent.
    fn make(&mut self, attribute: &KeyAttribute, limit: usize) -> Result<bool, KeyError> {
        let named = |error: KeyError, field| error.of_field(field).of_attribute(attribute.name);
        match attribute.maker {
            Maker::Constant(name) => check_length(name.len(), attribute.name, limit)?,
            Maker::Field(field) => {
                let Some(part) = (self.part)(field) else { return Ok(false) };
                let value = part.value().map_err(|error| named(error, field))?;
                checked(value, attribute.name, limit)?;
            }
            Maker::Template(template) => {
                let start = self.text.len();
                for step in template.steps() {
                    self.text.push_str(step.literal);
                    let Some(part) = (self.part)(step.field) else { return Ok(false) };
                    write_part(part, &step.format, &mut self.text)
                        .map_err(|error| named(error, step.field))?;
                }
                self.text.push_str(template.tail());
                check_length(self.text.len() - start, attribute.name, limit)?;
            }
        }
        Ok(true)
    }
}
