//! Tells entities apart after reading, where a filter cannot.

use crate::builders::sinks::Recognize;
use crate::codec::ItemReader;
use crate::error::{Error, Result};
use crate::model::{FromItem, KeyLayout, Maker, Table, entity_name};
use crate::value::KeyValue;

use super::place::Place;

/// How the items of one model are recognised after reading; none where DynamoDB filters them, or where all are wanted.
pub(super) fn after_reading<E: FromItem>(place: &Place) -> Option<Recognize> {
    let is_open = E::MODEL.is_some() && !place.tells_entity();
    is_open.then_some(by_name::<E>)
}

/// By the discriminator.
fn by_name<E: FromItem>(item: &mut ItemReader<'_>) -> Result<bool> {
    let name = entity_name::<E::Table>(item)?;
    Ok(E::MODEL.is_none_or(|schema| name.as_deref().is_some_and(|name| schema.is_named(name))))
}

/// By the shape of the table's key, which every index projects.
pub(super) fn by_key<E: FromItem>(item: &mut ItemReader<'_>) -> Result<bool> {
    let Some(schema) = E::MODEL else {
        return Ok(true);
    };
    for attribute in KeyLayout::primary(schema, <E::Table as Table>::SCHEMA).attributes() {
        let value = item
            .key_value(attribute.name)
            .map_err(|source| Error::decode(schema.name(), source))?;
        let fits = match (attribute.maker, &value) {
            (Maker::Template(template), Some(KeyValue::S(text))) => {
                template.split(text, |_| None).is_some()
            }
            (Maker::Field(_), Some(value)) => value.key_type() == attribute.key_type,
            (Maker::Constant(name), Some(KeyValue::S(text))) => name == text,
            _ => false,
        };
        if !fits {
            return Ok(false);
        }
    }
    Ok(true)
}
