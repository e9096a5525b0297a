//! An item as it is written: the fields by serde, then what the schema owns.

use super::key_source::{KeyAttribute, KeyLayout, Maker};
use super::key_text::write_part;
use super::key_writer::checked;
use super::{DynamoModel, Table};
use crate::codec::{ItemReader, ItemWriter};
use crate::error::{Error, KeyError, KeyErrorKind, Result};
use crate::value::limits::{PARTITION_KEY_BYTES, SORT_KEY_BYTES};
use crate::value::{KeyValue, RawItem};

/// The whole item of a model in DynamoDB JSON.
pub(crate) fn encode_item<M: DynamoModel>(item: &M) -> Result<Vec<u8>> {
    let (schema, table) = (M::SCHEMA, <M::Table as Table>::SCHEMA);
    let mut writer = ItemWriter::new();
    let owned = |name: &str| table.owns(name) && !schema.has_natural_key(name);
    writer
        .model(item, schema.codec_shape(), &owned)
        .map_err(|source| Error::encode(schema.name(), source))?;
    if let Some(discriminator) = table.discriminator_attribute() {
        writer.attribute(discriminator, &KeyValue::S(schema.name().to_owned()));
    }
    let keys = key_sources(item).map_err(|source| Error::key(schema.name(), source))?;
    for (attribute, value) in keys {
        // A field is written by serde, and the discriminator above.
        if matches!(attribute.maker, Maker::Template(_)) {
            writer.attribute(attribute.name, &value);
        }
    }
    Ok(writer.finish())
}

/// The whole item of a model in the SDK's types.
pub(crate) fn raw_item<M: DynamoModel>(item: &M) -> Result<RawItem> {
    let bytes = encode_item(item)?;
    let read = ItemReader::from_slice(&bytes).and_then(|mut reader| reader.raw());
    read.map_err(|source| Error::decode(M::SCHEMA.name(), source))
}

/// The key attributes of a model's item: those of the table, and those of the indexes that it lies in.
pub(crate) fn key_attributes<M: DynamoModel>(
    item: &M,
) -> Result<Vec<(&'static str, KeyValue)>, KeyError> {
    let keys = key_sources(item)?;
    Ok(keys.into_iter().map(|(attribute, value)| (attribute.name, value)).collect())
}

/// The key attributes with what makes them, each once: one may serve several indexes.
fn key_sources<M: DynamoModel>(item: &M) -> Result<Vec<(KeyAttribute, KeyValue)>, KeyError> {
    let (schema, table) = (M::SCHEMA, <M::Table as Table>::SCHEMA);
    let mut keys: Vec<(KeyAttribute, KeyValue)> = Vec::new();
    let mut add = |layout: &KeyLayout, is_primary: bool| -> Result<(), KeyError> {
        let values = layout_values(item, layout, is_primary)?;
        for (attribute, value) in layout.attributes().zip(values.into_iter().flatten()) {
            if !keys.iter().any(|(known, _)| known.name == attribute.name) {
                keys.push((*attribute, value));
            }
        }
        Ok(())
    };
    add(&KeyLayout::primary(schema, table), true)?;
    for index in schema.index_list() {
        add(&KeyLayout::index(schema, table, index), false)?;
    }
    Ok(keys)
}

/// The values of a key's attributes; none for an index that lacks a part, which is then sparse.
fn layout_values<M: DynamoModel>(
    item: &M,
    layout: &KeyLayout,
    is_primary: bool,
) -> Result<Option<Vec<KeyValue>>, KeyError> {
    let limits = layout
        .partition
        .iter()
        .map(|_| PARTITION_KEY_BYTES)
        .chain(layout.sort.iter().map(|_| SORT_KEY_BYTES));
    let mut values = Vec::with_capacity(layout.partition.len() + layout.sort.len());
    let mut is_complete = true;
    for (attribute, limit) in layout.attributes().zip(limits) {
        match attribute_value(item, attribute)? {
            Some(value) => values.push(checked(value, attribute.name, limit)?),
            None if is_primary => {
                return Err(KeyError::new(KeyErrorKind::Missing).of_attribute(attribute.name));
            }
            // Go on: a part that another attribute of this index refuses is still an error.
            None => is_complete = false,
        }
    }
    Ok(is_complete.then_some(values))
}

fn attribute_value<M: DynamoModel>(
    item: &M,
    attribute: &KeyAttribute,
) -> Result<Option<KeyValue>, KeyError> {
    let named = |error: KeyError, field| error.of_field(field).of_attribute(attribute.name);
    match attribute.maker {
        Maker::Constant(name) => Ok(Some(KeyValue::S(name.to_owned()))),
        Maker::Field(field) => item
            .key_part(field)
            .map(|part| part.value().map_err(|error| named(error, field)))
            .transpose(),
        Maker::Template(template) => {
            let mut text = String::with_capacity(template.text().len() + 40 * template.len());
            for step in template.steps() {
                text.push_str(step.literal);
                let Some(part) = item.key_part(step.field) else {
                    return Ok(None);
                };
                write_part(part, &step.format, &mut text)
                    .map_err(|error| named(error, step.field))?;
            }
            text.push_str(template.tail());
            Ok(Some(KeyValue::S(text)))
        }
    }
}
