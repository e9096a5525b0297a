//! An item as it is written: the fields by serde, then what the schema owns.

use aws_sdk_dynamodb::types::AttributeValue;

use super::key_source::{KeyAttribute, KeyLayout, Maker};
use super::key_text::write_part;
use super::key_writer::checked;
use super::{DynamoModel, Schema, Table, TableSchema};
use crate::codec::{ItemReader, ItemWriter, item_text};
use crate::error::{EncodeError, EncodeErrorKind, Error, KeyError, KeyErrorKind, Result, Segment};
use crate::value::limits::{ITEM_BYTES, PARTITION_KEY_BYTES, SORT_KEY_BYTES};
use crate::value::{ItemSize, KeyValue, RawItem};

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

/// Refuses an item of more than 400 KB, and names its biggest attribute.
///
/// No item is bigger than its JSON, so most are not looked at.
pub(crate) fn check_size(
    schema: &'static Schema,
    table: &'static TableSchema,
    item: &[u8],
) -> Result<()> {
    if item.len() <= ITEM_BYTES {
        return Ok(());
    }
    let item = raw(schema, item)?;
    let (size, Some((name, bytes))) = (item.size(), item.biggest()) else {
        return Ok(());
    };
    if size.is_allowed() {
        return Ok(());
    }
    // The names that a flattened map writes are data.
    let known = schema.known_attributes().find(|known| *known == name);
    let segment = match known {
        Some(known) => Segment::Name(known.into()),
        None if table.owns(name) => Segment::Name(name.to_owned().into()),
        None => Segment::Key,
    };
    let kind = EncodeErrorKind::ItemSize { item: size.bytes(), attribute: bytes };
    Err(Error::encode(schema.name(), EncodeError::new(kind).at(segment)))
}

/// An encoded item with attributes in place of its own, which is also answered as the SDK has it.
pub(crate) fn with_attributes(
    schema: &'static Schema,
    item: &[u8],
    attributes: Vec<(String, AttributeValue)>,
) -> Result<(Vec<u8>, RawItem)> {
    let mut item = raw(schema, item)?.into_inner();
    item.extend(attributes);
    let text = item_text(&item).map_err(|source| Error::decode(schema.name(), source))?;
    Ok((text.into_bytes(), item.into()))
}

/// The size of an encoded item.
pub(crate) fn item_size(schema: &'static Schema, item: &[u8]) -> Result<ItemSize> {
    raw(schema, item).map(|item| item.size())
}

/// The key attributes of an item, partition key first.
pub(crate) fn primary_key<M: DynamoModel>(item: &M) -> Result<Vec<(&'static str, KeyValue)>> {
    let layout = KeyLayout::primary(M::SCHEMA, <M::Table as Table>::SCHEMA);
    let values = layout_values(item, &layout, true);
    let values = values.map_err(|source| Error::key(M::SCHEMA.name(), source))?;
    let names = layout.attributes().map(|attribute| attribute.name);
    Ok(names.zip(values.into_iter().flatten()).collect())
}

fn raw(schema: &'static Schema, item: &[u8]) -> Result<RawItem> {
    let read = ItemReader::from_slice(item).and_then(|mut reader| reader.raw());
    read.map_err(|source| Error::decode(schema.name(), source))
}

/// The whole item of a model in the SDK's types.
pub(crate) fn raw_item<M: DynamoModel>(item: &M) -> Result<RawItem> {
    raw(M::SCHEMA, &encode_item(item)?)
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
