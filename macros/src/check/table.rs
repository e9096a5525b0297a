//! Rules of `#[derive(Table)]`: what DynamoDB accepts as a table.
use crate::attr::{KeyAttribute, TableIndexOptions, TableOptions, check_table_name};
use crate::errors::Errors;
use syn::{Data, DeriveInput, LitStr};

/// The service's limits.
const GLOBAL_INDEXES: usize = 20;
const LOCAL_INDEXES: usize = 5;
const KEY_NAME_BYTES: usize = 255;

/// All rules of a table.
pub(crate) fn check_table(input: &DeriveInput, options: &TableOptions, errors: &mut Errors) {
    if !matches!(input.data, Data::Struct(_)) {
        errors.at(input.ident.span(), "a table is a unit struct: `struct ShopTable;`");
    }
    if !input.generics.params.is_empty() {
        errors.on(&input.generics, "a table has no generics: remove them");
    }
    let name = &input.ident;
    let mut missing = |given: bool, option: &str, why: &str| {
        if !given {
            errors.at(name.span(), format!("`{name}` has no {why}: add `#[table({option})]`"));
        }
    };
    missing(options.name.is_some(), "name = \"shop\"", "table name");
    missing(options.partition_key.is_some(), "partition_key = \"pk\"", "partition key");
    missing(
        options.discriminator.is_some(),
        "discriminator = \"type\"",
        "discriminator, the attribute that tells its entities apart",
    );
    if let Some(name) = &options.name {
        check_table_name("a table's", name, errors);
    }
    check_attributes(options, errors);
    check_indexes(options, errors);
}

fn check_attributes(options: &TableOptions, errors: &mut Errors) {
    let keys = [&options.partition_key, &options.sort_key].into_iter().flatten();
    let index_keys =
        options.indexes.iter().flat_map(|index| [&index.partition_key, &index.sort_key]).flatten();
    let mut seen: Vec<&KeyAttribute> = Vec::new();
    for key in keys.chain(index_keys) {
        check_attribute("a key attribute", &key.name, errors);
        match seen.iter().find(|other| other.name.value() == key.name.value()) {
            Some(other) if other.key_type != key.key_type => errors.on(
                &key.name,
                format!(
                    "`{}` is {} here and {} before: an attribute has one type",
                    key.name.value(),
                    key.key_type,
                    other.key_type
                ),
            ),
            Some(_) => {}
            None => seen.push(key),
        }
    }
    check_pair(options.partition_key.as_ref(), options.sort_key.as_ref(), errors);
    for (what, name) in
        [("the discriminator", &options.discriminator), ("the TTL attribute", &options.ttl)]
    {
        let Some(name) = name else { continue };
        check_attribute(what, name, errors);
        let keys = [&options.partition_key, &options.sort_key];
        if keys.into_iter().flatten().any(|key| key.name.value() == name.value()) {
            errors.on(
                name,
                format!(
                    "`{}` is a key of the table: {what} is an attribute of its own",
                    name.value()
                ),
            );
        }
    }
    if let (Some(discriminator), Some(ttl)) = (&options.discriminator, &options.ttl)
        && discriminator.value() == ttl.value()
    {
        errors.on(
            ttl,
            format!(
                "`{}` is the discriminator: the TTL attribute is an attribute of its own",
                ttl.value()
            ),
        );
    }
    if let Some(discriminator) = &options.discriminator
        && let Some(key) =
            seen.iter().find(|key| key.name.value() == discriminator.value() && key.key_type != "S")
    {
        errors.on(
            &key.name,
            "the discriminator holds text, so as a key of an index it has the type S",
        );
    }
}

/// The service's rule for attribute names that are keys.
fn check_attribute(what: &str, name: &LitStr, errors: &mut Errors) {
    match name.value().len() {
        0 => errors.on(name, format!("the name of {what} is not empty")),
        bytes if bytes > KEY_NAME_BYTES => {
            errors.on(
                name,
                format!(
                    "the name of {what} has up to {KEY_NAME_BYTES} bytes, and this one has {bytes}"
                ),
            );
        }
        _ => {}
    }
}

fn check_pair(partition: Option<&KeyAttribute>, sort: Option<&KeyAttribute>, errors: &mut Errors) {
    if let (Some(partition), Some(sort)) = (partition, sort)
        && partition.name.value() == sort.name.value()
    {
        errors.on(
            &sort.name,
            format!(
                "`{}` is the partition key already: the sort key is another attribute",
                sort.name.value()
            ),
        );
    }
}

fn check_indexes(options: &TableOptions, errors: &mut Errors) {
    let (global, local): (Vec<_>, Vec<_>) =
        options.indexes.iter().partition(|index| index.partition_key.is_some());
    for (position, index) in options.indexes.iter().enumerate() {
        check_index(index, &options.indexes[..position], errors);
    }
    for index in &local {
        if index.sort_key.is_none() {
            errors.at(
                index.span,
                "an index has keys: a global one `partition_key = ..`, a local one `sort_key = ..`",
            );
        } else if options.sort_key.is_none() {
            errors.at(index.span, "a local index needs a table with a sort key: give the table one, or the index a `partition_key`");
        }
    }
    for (indexes, most, which) in
        [(&global, GLOBAL_INDEXES, "global"), (&local, LOCAL_INDEXES, "local")]
    {
        if let Some(index) = indexes.get(most) {
            errors.at(
                index.span,
                format!(
                    "DynamoDB takes up to {most} {which} indexes a table, and here are {}",
                    indexes.len()
                ),
            );
        }
    }
}

fn check_index(index: &TableIndexOptions, before: &[TableIndexOptions], errors: &mut Errors) {
    check_pair(index.partition_key.as_ref(), index.sort_key.as_ref(), errors);
    let Some(name) = &index.name else {
        errors.at(index.span, "this index has no name: add `name = \"gsi1\"`");
        return;
    };
    check_table_name("an index's", name, errors);
    let is_twice = before
        .iter()
        .filter_map(|other| other.name.as_ref())
        .any(|other| other.value() == name.value());
    if is_twice && name.value() != "_reported" {
        errors.on(name, format!("two indexes are named `{}`: rename one", name.value()));
    }
}
