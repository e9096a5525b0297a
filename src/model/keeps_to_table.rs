//! The checks of a model in their cheapest form: what holds for most models is evaluated in few steps.

use std::marker::PhantomData;

use super::check::{find, is_discriminator, is_table_key, same};
use super::check_names::{Names, slot};
use super::{DynamoModel, KeySource, Table, TableKey, TableSchema};
use crate::value::KeyType;

/// Whether nothing is wrong with a model's keys, indexes and fields; where this says no, the other checks say what is.
///
/// `names` are those of the fields, and `slots` has the bit of each name's slot. What depends on the table only is
/// evaluated once a table.
#[must_use]
pub const fn keeps_to_table<M: DynamoModel>(names: &'static [&'static str], slots: u128) -> bool {
    let (table, schema) = (<M::Table as Table>::SCHEMA, M::SCHEMA);
    let facts = &FactsOf::<M::Table>::FACTS;
    if !facts.takes_templates
        || !matches!(schema.partition, Some(KeySource::Template(_)))
        || !is_filled(&table.sort_key, &schema.sort)
        || (facts.slots & slots != 0 && has_key_name(table, Names { names, slots }))
    {
        return false;
    }
    let mut indexes = schema.indexes;
    while let [index, rest @ ..] = indexes {
        match find(table.indexes, index.name) {
            Some(declared)
                if is_filled(&declared.partition_key, &index.partition)
                    && is_filled(&declared.sort_key, &index.sort) => {}
            _ => return false,
        }
        indexes = rest;
    }
    true
}

/// What holds for a table, whatever its models are.
struct Facts {
    /// Templates may make all keys: each is text, and nothing else.
    takes_templates: bool,
    /// The slots of the names that the mapper writes.
    slots: u128,
}

struct FactsOf<T>(PhantomData<T>);

impl<T: Table> FactsOf<T> {
    const FACTS: Facts = facts(T::SCHEMA);
}

const fn facts(table: &TableSchema) -> Facts {
    let mut facts = Facts { takes_templates: true, slots: 0 };
    if let Some(discriminator) = table.discriminator {
        facts.slots |= 1 << slot(discriminator.as_bytes());
    }
    facts.add(table, &Some(table.partition_key), false);
    facts.add(table, &table.sort_key, false);
    let mut i = 0;
    while i < table.indexes.len() {
        let index = &table.indexes[i];
        facts.add(table, &index.partition_key, true);
        facts.add(table, &index.sort_key, true);
        // One attribute of two indexes may have one template only.
        let mut j = 0;
        while j < i {
            let other = &table.indexes[j];
            if is_one(&index.partition_key, &other.partition_key)
                || is_one(&index.partition_key, &other.sort_key)
                || is_one(&index.sort_key, &other.partition_key)
                || is_one(&index.sort_key, &other.sort_key)
            {
                facts.takes_templates = false;
            }
            j += 1;
        }
        i += 1;
    }
    facts
}

#[expect(
    clippy::ref_option,
    reason = "`as_ref` is a call, which the compiler interprets for each model"
)]
impl Facts {
    const fn add(&mut self, table: &TableSchema, key: &Option<TableKey>, in_index: bool) {
        if let Some(key) = key {
            self.slots |= 1 << slot(key.name.as_bytes());
            if !matches!(key.key_type, KeyType::S)
                || is_discriminator(table, key.name)
                || (in_index && is_table_key(table, key.name))
            {
                self.takes_templates = false;
            }
        }
    }
}

#[expect(clippy::ref_option, reason = "the fields of a schema are such")]
const fn is_one(one: &Option<TableKey>, other: &Option<TableKey>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same(one.name, other.name),
        _ => false,
    }
}

/// Whether a template stands where the table has a key, and only there.
#[expect(clippy::ref_option, reason = "the fields of a schema are such")]
const fn is_filled(key: &Option<TableKey>, source: &Option<KeySource>) -> bool {
    matches!((key, source), (Some(_), Some(KeySource::Template(_))) | (None, None))
}

/// Whether a field has the name of the discriminator or of a key of the table.
#[expect(clippy::ref_option, reason = "the fields of a schema are such")]
const fn has_key_name(table: &TableSchema, names: Names) -> bool {
    const fn has(names: Names, key: &Option<TableKey>) -> bool {
        match key {
            Some(key) => names.position(key.name) < names.names.len(),
            None => false,
        }
    }
    if let Some(discriminator) = table.discriminator
        && names.position(discriminator) < names.names.len()
    {
        return true;
    }
    if has(names, &Some(table.partition_key)) || has(names, &table.sort_key) {
        return true;
    }
    let mut indexes = table.indexes;
    while let [index, rest @ ..] = indexes {
        if has(names, &index.partition_key) || has(names, &index.sort_key) {
            return true;
        }
        indexes = rest;
    }
    false
}
