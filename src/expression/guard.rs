//! The conditions that the mapper adds to writes of its own accord.

use super::Predicate;
use crate::model::{Schema, TableSchema};
use crate::value::KeyValue;

/// The item is of this entity: nothing to say in a table without a discriminator.
pub(crate) fn is_entity(schema: &Schema, table: &TableSchema) -> Option<Predicate> {
    let attribute = table.discriminator_attribute()?;
    let names = schema.names().map(|name| KeyValue::S(name.to_owned())).collect();
    Some(Predicate::In(attribute, names))
}

/// No item is under the key. Every item has its partition key, so one attribute tells.
pub(crate) fn is_absent(table: &TableSchema) -> Predicate {
    Predicate::NotExists(table.own_partition_key().name())
}

/// An item is under the key.
pub(crate) fn is_present(table: &TableSchema) -> Predicate {
    Predicate::Exists(table.own_partition_key().name())
}

/// No item, or one of this entity: what a `save` and a `delete` may meet.
pub(crate) fn is_absent_or_entity(schema: &Schema, table: &TableSchema) -> Option<Predicate> {
    is_entity(schema, table).map(|entity| is_absent(table).or(entity))
}
