//! Tells entities apart after reading, where a filter cannot.

use std::sync::Arc;

use super::place::Place;
use crate::codec::ItemReader;
use crate::error::{Error, Result};
use crate::model::{KeyLayout, Maker, Schema, TableSchema, entity_name_in};
use crate::value::KeyValue;

/// Whether an item that was read is answered.
pub(in crate::builders) type Keep = Arc<dyn Fn(&mut ItemReader<'_>) -> Result<bool> + Send + Sync>;

/// How an item tells its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::builders) enum Tell {
    /// The table has no discriminator: every item is of the entity asked for.
    Nothing,
    /// By the discriminator.
    Name,
    /// By the shape of the table's key, which every index projects.
    Key,
}

impl Tell {
    /// How the items of a place tell it. A read that `fetches` has attributes that a local index does not hold.
    pub(super) fn of(place: &Place, fetches: bool) -> Self {
        match place.table.discriminator_attribute() {
            None => Self::Nothing,
            Some(name) if fetches || place.holds(name) => Self::Name,
            Some(_) => Self::Key,
        }
    }

    /// How a whole item tells it.
    pub(in crate::builders) fn of_whole(table: &TableSchema) -> Self {
        table.discriminator_attribute().map_or(Self::Nothing, |_| Self::Name)
    }

    /// Whether the item is of one of these entities.
    pub(in crate::builders) fn is_one_of(
        self,
        table: &'static TableSchema,
        entities: &[&'static Schema],
        item: &mut ItemReader<'_>,
    ) -> Result<bool> {
        match self {
            Self::Nothing => Ok(true),
            Self::Name => {
                let name = entity_name_in(table, item)?;
                let is_named = |name: &str| entities.iter().any(|schema| schema.is_named(name));
                Ok(name.as_deref().is_some_and(is_named))
            }
            Self::Key => {
                for schema in entities {
                    if has_key_of(table, schema, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }
}

/// Whether the item's key is one that the entity's templates make.
fn has_key_of(
    table: &'static TableSchema,
    schema: &'static Schema,
    item: &mut ItemReader<'_>,
) -> Result<bool> {
    for attribute in KeyLayout::primary(schema, table).attributes() {
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
