//! What the derives assert at compile time about a model and its table.

use super::{
    DynamoModel, IndexSchema, KeySource, Role, Schema, Table, TableIndex, TableKey, TableSchema,
};
use crate::value::KeyType;

/// Checks one index of a model against the table.
///
/// # Panics
///
/// At compile time, with the rule that is broken.
#[track_caller]
pub const fn check_index<T: Table>(index: &'static IndexSchema) {
    let table = T::SCHEMA;
    let Some(declared) = find(table.all_indexes(), index.name()) else {
        panic!("the table declares no index of this name");
    };
    assert!(
        declared.is_global() == index.partition_source().is_some(),
        "a global index needs `pk = ..`, a local index must not have it"
    );
    assert!(
        declared.own_sort_key().is_some() == index.sort_source().is_some(),
        "`sk = ..` is needed exactly when the table declares a sort key for the index"
    );
    if let (Some(key), Some(source)) = (declared.own_partition_key(), index.partition_source()) {
        check_source(table, key, source, true);
    }
    if let (Some(key), Some(source)) = (declared.own_sort_key(), index.sort_source()) {
        check_source(table, key, source, true);
    }
}

/// Checks a model's primary key against the table.
///
/// # Panics
///
/// At compile time, with the rule that is broken.
#[track_caller]
pub const fn check_keys<M: DynamoModel>() {
    let (table, schema) = (<M::Table as Table>::SCHEMA, M::SCHEMA);
    let Some(partition) = schema.partition_source() else {
        panic!("a model needs a partition key: `pk = ..` or `partition_key = ..`");
    };
    check_source(table, table.own_partition_key(), partition, false);
    match (table.own_sort_key(), schema.sort_source()) {
        (Some(key), Some(source)) => check_source(table, key, source, false),
        (None, None) => {}
        _ => panic!("`sk = ..` is needed exactly when the table declares a sort key"),
    }
    check_shared_attributes(table, schema.index_list());
}

/// Checks that no field is stored under the name of the discriminator or of a templated key of the model.
///
/// # Panics
///
/// At compile time, with the rule that is broken.
#[track_caller]
pub const fn check_fields<M: DynamoModel>(names: &[&str]) {
    let (table, schema) = (<M::Table as Table>::SCHEMA, M::SCHEMA);
    let mut i = 0;
    while i < names.len() {
        if let Some(discriminator) = table.discriminator_attribute() {
            assert!(
                !same(names[i], discriminator),
                "a field is stored under the name of the discriminator, which the mapper writes: rename the field"
            );
        }
        assert!(
            !is_templated(table, schema, names[i]),
            "a field is stored under the name of a key attribute that has a template: rename the field, or make it the key with `partition_key = ..` or `sort_key = ..`"
        );
        i += 1;
    }
}

/// Checks that no two entities of a registry share a name or an alias, and that the table tells entities apart.
///
/// # Panics
///
/// At compile time, with the rule that is broken.
#[track_caller]
pub const fn check_registry(table: &TableSchema, entities: &[&Schema], message: &str) {
    assert!(
        table.discriminator_attribute().is_some(),
        "a registry needs a table with a discriminator: `#[table(discriminator = \"..\")]`"
    );
    let mut i = 0;
    while i < entities.len() {
        let mut j = i + 1;
        while j < entities.len() {
            assert!(!share_a_name(entities[i], entities[j]), "{}", message);
            j += 1;
        }
        i += 1;
    }
}

#[track_caller]
const fn share_a_name(one: &Schema, other: &Schema) -> bool {
    let (ones, others) = (one.alias_list().len(), other.alias_list().len());
    let mut i = 0;
    while i <= ones {
        let mut j = 0;
        while j <= others {
            if same(name_at(one, i), name_at(other, j)) {
                return true;
            }
            j += 1;
        }
        i += 1;
    }
    false
}

#[track_caller]
const fn name_at(schema: &Schema, i: usize) -> &'static str {
    if i == 0 { schema.name() } else { schema.alias_list()[i - 1] }
}

#[track_caller]
const fn check_source(table: &TableSchema, key: &TableKey, source: &KeySource, in_index: bool) {
    match source {
        KeySource::Template(_) => {
            assert!(
                matches!(key.key_type(), KeyType::S),
                "a key template makes text, and the table declares this key attribute as N or B: use `partition_key = field` or `sort_key = field`"
            );
            assert!(
                !in_index || !is_table_key(table, key.name()),
                "this index key is a key of the table: use `table_partition_key` or `table_sort_key`"
            );
            assert!(
                !is_discriminator(table, key.name()),
                "this index key is the discriminator: use `partition_key = discriminator` or `sort_key = discriminator`"
            );
        }
        KeySource::Field { attribute, key_type, .. } => {
            assert!(
                same(attribute, key.name()),
                "a key field has to be stored under the name of the table's key attribute: rename one of them"
            );
            assert!(
                matches!(
                    (key_type, key.key_type()),
                    (KeyType::S, KeyType::S) | (KeyType::N, KeyType::N) | (KeyType::B, KeyType::B)
                ),
                "the type of a key field and the type the table declares for the key attribute differ: S, N or B"
            );
        }
        KeySource::Role(Role::Discriminator) => {
            assert!(
                is_discriminator(table, key.name()),
                "the table does not declare the discriminator as this index key"
            );
        }
        KeySource::Role(Role::PartitionKey) => {
            assert!(
                same(table.own_partition_key().name(), key.name()),
                "the table does not declare its partition key as this index key"
            );
        }
        KeySource::Role(Role::SortKey) => match table.own_sort_key() {
            Some(sort) => assert!(
                same(sort.name(), key.name()),
                "the table does not declare its sort key as this index key"
            ),
            None => panic!("the table has no sort key"),
        },
    }
}

/// One attribute may serve several indexes, but it holds one value.
#[track_caller]
const fn check_shared_attributes(table: &TableSchema, indexes: &[IndexSchema]) {
    let mut i = 0;
    while i < indexes.len() {
        let mut j = i + 1;
        while j < indexes.len() {
            if let (Some(one), Some(other)) = (
                find(table.all_indexes(), indexes[i].name()),
                find(table.all_indexes(), indexes[j].name()),
            ) {
                check_shared(
                    one.own_partition_key(),
                    indexes[i].partition_source(),
                    other.own_partition_key(),
                    indexes[j].partition_source(),
                );
                check_shared(
                    one.own_partition_key(),
                    indexes[i].partition_source(),
                    other.own_sort_key(),
                    indexes[j].sort_source(),
                );
                check_shared(
                    one.own_sort_key(),
                    indexes[i].sort_source(),
                    other.own_partition_key(),
                    indexes[j].partition_source(),
                );
                check_shared(
                    one.own_sort_key(),
                    indexes[i].sort_source(),
                    other.own_sort_key(),
                    indexes[j].sort_source(),
                );
            }
            j += 1;
        }
        i += 1;
    }
}

#[track_caller]
const fn check_shared(
    one: Option<&TableKey>,
    from: Option<&KeySource>,
    other: Option<&TableKey>,
    with: Option<&KeySource>,
) {
    if let (
        Some(one),
        Some(KeySource::Template(from)),
        Some(other),
        Some(KeySource::Template(with)),
    ) = (one, from, other, with)
    {
        assert!(
            !same(one.name(), other.name()) || same(from.text(), with.text()),
            "two indexes share a key attribute, and the model gives it two templates"
        );
    }
}

#[track_caller]
const fn is_templated(table: &TableSchema, schema: &Schema, name: &str) -> bool {
    if same(table.own_partition_key().name(), name) && is_template(schema.partition_source()) {
        return true;
    }
    if let Some(sort) = table.own_sort_key()
        && same(sort.name(), name)
        && is_template(schema.sort_source())
    {
        return true;
    }
    let mut i = 0;
    while i < schema.index_list().len() {
        let index = &schema.index_list()[i];
        if let Some(declared) = find(table.all_indexes(), index.name())
            && (is_templated_as(declared.own_partition_key(), index.partition_source(), name)
                || is_templated_as(declared.own_sort_key(), index.sort_source(), name))
        {
            return true;
        }
        i += 1;
    }
    false
}

#[track_caller]
const fn is_templated_as(key: Option<&TableKey>, source: Option<&KeySource>, name: &str) -> bool {
    match key {
        Some(key) => same(key.name(), name) && is_template(source),
        None => false,
    }
}

#[track_caller]
const fn is_template(source: Option<&KeySource>) -> bool {
    matches!(source, Some(KeySource::Template(_)))
}

#[track_caller]
const fn is_table_key(table: &TableSchema, name: &str) -> bool {
    if same(table.own_partition_key().name(), name) {
        return true;
    }
    match table.own_sort_key() {
        Some(sort) => same(sort.name(), name),
        None => false,
    }
}

#[track_caller]
const fn is_discriminator(table: &TableSchema, name: &str) -> bool {
    match table.discriminator_attribute() {
        Some(discriminator) => same(discriminator, name),
        None => false,
    }
}

#[track_caller]
const fn find(indexes: &'static [TableIndex], name: &str) -> Option<&'static TableIndex> {
    let mut i = 0;
    while i < indexes.len() {
        if same(indexes[i].name(), name) {
            return Some(&indexes[i]);
        }
        i += 1;
    }
    None
}

#[track_caller]
pub(super) const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut i = 0;
    while i < one.len() {
        if one[i] != other[i] {
            return false;
        }
        i += 1;
    }
    true
}
