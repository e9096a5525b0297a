//! The conditions that the mapper adds to writes of its own accord.

use super::Predicate;
use crate::model::{Schema, TableSchema};
use crate::value::KeyValue;
use crate::value::limits::IN_OPERANDS;

/// The item is of this entity: nothing to say in a table without a discriminator.
pub(crate) fn is_entity(schema: &'static Schema, table: &TableSchema) -> Option<Predicate> {
    table.discriminator_attribute().map(|discriminator| is_one_of(&[schema], discriminator))
}

/// The item is of one of these entities, by name or alias.
pub(crate) fn is_one_of(entities: &[&'static Schema], discriminator: &'static str) -> Predicate {
    let names =
        entities.iter().flat_map(|schema| schema.names()).map(|name| KeyValue::S(name.to_owned()));
    let names: Vec<KeyValue> = names.collect();
    let lists = names.chunks(IN_OPERANDS).map(|names| Predicate::In(discriminator, names.to_vec()));
    lists.reduce(Predicate::or).unwrap_or(Predicate::In(discriminator, Vec::new()))
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
pub(crate) fn is_absent_or_entity(
    schema: &'static Schema,
    table: &TableSchema,
) -> Option<Predicate> {
    is_entity(schema, table).map(|entity| is_absent(table).or(entity))
}
