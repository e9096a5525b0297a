//! An item as it is written: the fields by serde, then what the schema owns.

use aws_sdk_dynamodb::types::AttributeValue;

use super::item_keys::{KeyValues, key_values, primary_values, write_owned};
use super::{DynamoModel, Schema, Table, TableSchema};
use crate::codec::{ItemReader, ItemWriter, item_text};
use crate::error::{EncodeError, EncodeErrorKind, Error, KeyError, Result, Segment};
use crate::value::limits::ITEM_BYTES;
use crate::value::{ItemSize, RawItem};

/// Room for most items, so that few of them are moved while they grow.
const USUAL_BYTES: usize = 1024;

/// The whole item of a model in DynamoDB JSON.
///
/// # Errors
///
/// [`Error::Encode`] for a field without a stored form, [`Error::Key`] for a key that cannot be made.
pub fn encode_item<M: DynamoModel>(item: &M) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(USUAL_BYTES);
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
    let item = raw(schema.name(), item)?;
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
    let mut item = raw(schema.name(), item)?.into_inner();
    item.extend(attributes);
    let text = item_text(&item).map_err(|source| Error::decode(schema.name(), source))?;
    Ok((text.into_bytes(), item.into()))
}

/// The size of an encoded item.
pub(crate) fn item_size(entity: &'static str, item: &[u8]) -> Result<ItemSize> {
    raw(entity, item).map(|item| item.size())
}

/// The key attributes of the table in an item, partition key first.
pub(crate) fn primary_key<M: DynamoModel>(item: &M) -> Result<KeyValues> {
    let (schema, table) = (M::SCHEMA, <M::Table as Table>::SCHEMA);
    let values = primary_values(schema, table, &|field| item.key_part(field));
    values.map_err(|source| Error::key(schema.name(), source))
}

/// The key attributes of a model's item: those of the table, and those of the indexes that it lies in.
pub(crate) fn key_attributes<M: DynamoModel>(item: &M) -> Result<KeyValues, KeyError> {
    key_values(M::SCHEMA, <M::Table as Table>::SCHEMA, &|field| item.key_part(field))
}

/// The whole item of a model in the SDK's types.
pub(crate) fn raw_item<M: DynamoModel>(item: &M) -> Result<RawItem> {
    raw(M::SCHEMA.name(), &encode_item(item)?)
}

fn raw(entity: &'static str, item: &[u8]) -> Result<RawItem> {
    let read = ItemReader::from_slice(item).and_then(|mut reader| reader.raw());
    read.map_err(|source| Error::decode(entity, source))
}
