//! What the derives assert at compile time about a model and its table.

use super::check_names::Names;
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
    let Some(declared) = find(table.indexes, index.name) else {
        panic!("the table declares no index of this name");
    };
    assert!(
        matches!((&declared.partition_key, &index.partition), (Some(_), Some(_)) | (None, None)),
        "a global index needs `pk = ..`, a local index must not have it"
    );
    assert!(
        matches!((&declared.sort_key, &index.sort), (Some(_), Some(_)) | (None, None)),
        "`sk = ..` is needed exactly when the table declares a sort key for the index"
    );
    if let (Some(key), Some(source)) = (&declared.partition_key, &index.partition) {
        check_source(table, key, source, true);
    }
    if let (Some(key), Some(source)) = (&declared.sort_key, &index.sort) {
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
    let Some(partition) = &schema.partition else {
        panic!("a model needs a partition key: `pk = ..` or `partition_key = ..`");
    };
    check_source(table, &table.partition_key, partition, false);
    match (&table.sort_key, &schema.sort) {
        (Some(key), Some(source)) => check_source(table, key, source, false),
        (None, None) => {}
        _ => panic!("`sk = ..` is needed exactly when the table declares a sort key"),
    }
    check_shared_attributes(table, schema.indexes);
}

/// Finds a field that is stored under the name of the discriminator or of a templated key of the model: its place, or one
/// past the end, and the rule that is broken.
///
/// `slots` has the bit of each name's `slot`, which the derive has set: nearly every model is done with that, and the
/// compiler does not interpret a comparison of each name with each key.
#[must_use]
pub const fn find_misplaced<M: DynamoModel>(
    names: &'static [&'static str],
    slots: u128,
) -> (usize, &'static str) {
    let (table, schema) = (<M::Table as Table>::SCHEMA, M::SCHEMA);
    let names = Names { names, slots };
    if let Some(discriminator) = table.discriminator {
        let at = names.position(discriminator);
        if at < names.names.len() {
            return (
                at,
                "a field is stored under the name of the discriminator, which the mapper writes: rename the field",
            );
        }
    }
    let at = find_templated(table, schema, names);
    (
        at,
        "a field is stored under the name of a key attribute that has a template: rename the field, or make it the key with `partition_key = ..` or `sort_key = ..`",
    )
}

/// Refuses the field at this place, if it is the one that was found.
///
/// # Panics
///
/// At compile time, with the rule that is broken.
#[track_caller]
pub const fn check_field(found: (usize, &str), at: usize) {
    assert!(found.0 != at, "{}", found.1);
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
    // Two names are compared only where their hashes are equal: there are thousands of pairs in a large registry.
    let mut seen = [0_u64; HASHES / 64];
    let mut i = 0;
    while i < entities.len() {
        let mut at = 0;
        while at <= entities[i].alias_list().len() {
            let hash = hash(name_at(entities[i], at));
            let (word, bit) = (hash / 64, 1 << (hash % 64));
            if seen[word] & bit != 0 {
                let mut j = 0;
                while j < i {
                    assert!(!share_a_name(entities[j], entities[i]), "{}", message);
                    j += 1;
                }
            }
            seen[word] |= bit;
            at += 1;
        }
        i += 1;
    }
}

const HASHES: usize = 1024;

/// A number below [`HASHES`].
const fn hash(name: &str) -> usize {
    let (mut rest, mut hash) = (name.as_bytes(), 0);
    while let [first, others @ ..] = rest {
        hash = (hash * 31 + *first as usize) % HASHES;
        rest = others;
    }
    hash
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
                matches!(key.key_type, KeyType::S),
                "a key template makes text, and the table declares this key attribute as N or B: use `partition_key = field` or `sort_key = field`"
            );
            assert!(
                !in_index || !is_table_key(table, key.name),
                "this index key is a key of the table: use `table_partition_key` or `table_sort_key`"
            );
            assert!(
                !is_discriminator(table, key.name),
                "this index key is the discriminator: use `partition_key = discriminator` or `sort_key = discriminator`"
            );
        }
        KeySource::Field { attribute, key_type, .. } => {
            assert!(
                same(attribute, key.name),
                "a key field has to be stored under the name of the table's key attribute: rename one of them"
            );
            assert!(
                matches!(
                    (key_type, key.key_type),
                    (KeyType::S, KeyType::S) | (KeyType::N, KeyType::N) | (KeyType::B, KeyType::B)
                ),
                "the type of a key field and the type the table declares for the key attribute differ: S, N or B"
            );
        }
        KeySource::Role(Role::Discriminator) => {
            assert!(
                is_discriminator(table, key.name),
                "the table does not declare the discriminator as this index key"
            );
        }
        KeySource::Role(Role::PartitionKey) => {
            assert!(
                same(table.partition_key.name, key.name),
                "the table does not declare its partition key as this index key"
            );
        }
        KeySource::Role(Role::SortKey) => match &table.sort_key {
            Some(sort) => assert!(
                same(sort.name, key.name),
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
            if let (Some(one), Some(other)) =
                (find(table.indexes, indexes[i].name), find(table.indexes, indexes[j].name))
            {
                let (from, with) = (&indexes[i], &indexes[j]);
                let (partition, sort) = (&one.partition_key, &one.sort_key);
                check_shared(partition, &from.partition, &other.partition_key, &with.partition);
                check_shared(partition, &from.partition, &other.sort_key, &with.sort);
                check_shared(sort, &from.sort, &other.partition_key, &with.partition);
                check_shared(sort, &from.sort, &other.sort_key, &with.sort);
            }
            j += 1;
        }
        i += 1;
    }
}

#[track_caller]
#[expect(
    clippy::ref_option,
    reason = "`as_ref` is a call, which the compiler interprets for each model"
)]
const fn check_shared(
    one: &Option<TableKey>,
    from: &Option<KeySource>,
    other: &Option<TableKey>,
    with: &Option<KeySource>,
) {
    if let (
        Some(one),
        Some(KeySource::Template(from)),
        Some(other),
        Some(KeySource::Template(with)),
    ) = (one, from, other, with)
    {
        assert!(
            !same(one.name, other.name) || same(from.text(), with.text()),
            "two indexes share a key attribute, and the model gives it two templates"
        );
    }
}

/// The place of a name that a templated key has; the number of names where there is none.
const fn find_templated(table: &TableSchema, schema: &Schema, names: Names) -> usize {
    let none = names.names.len();
    let at = names.position_as(&Some(table.partition_key), &schema.partition);
    if at != none {
        return at;
    }
    let at = names.position_as(&table.sort_key, &schema.sort);
    if at != none {
        return at;
    }
    let (indexes, mut i) = (schema.indexes, 0);
    while i < indexes.len() {
        let index = &indexes[i];
        if let Some(declared) = find(table.indexes, index.name) {
            let at = names.position_as(&declared.partition_key, &index.partition);
            if at != none {
                return at;
            }
            let at = names.position_as(&declared.sort_key, &index.sort);
            if at != none {
                return at;
            }
        }
        i += 1;
    }
    none
}

#[track_caller]
pub(super) const fn is_table_key(table: &TableSchema, name: &str) -> bool {
    if same(table.partition_key.name, name) {
        return true;
    }
    match &table.sort_key {
        Some(sort) => same(sort.name, name),
        None => false,
    }
}

#[track_caller]
pub(super) const fn is_discriminator(table: &TableSchema, name: &str) -> bool {
    match table.discriminator {
        Some(discriminator) => same(discriminator, name),
        None => false,
    }
}

#[track_caller]
pub(super) const fn find(
    indexes: &'static [TableIndex],
    name: &str,
) -> Option<&'static TableIndex> {
    let mut i = 0;
    while i < indexes.len() {
        if same(indexes[i].name, name) {
            return Some(&indexes[i]);
        }
        i += 1;
    }
    None
}

#[track_caller]
pub(super) const fn same(one: &str, other: &str) -> bool {
    // Patterns, since the compiler interprets this: a call such as `len` costs it more than a step of the loop.
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([a, ones @ ..], [b, others @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (ones, others);
    }
    matches!((one, other), ([], []))
}
