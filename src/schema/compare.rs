//! Compares a table that is there with its declaration.

use aws_sdk_dynamodb::types::{
    KeySchemaElement, KeyType as SdkKeyType, Projection as SdkProjection, ProjectionType,
    TableDescription,
};

use super::create::{key_attributes, scalar};
use crate::model::{Projection, TableIndex, TableKey, TableSchema};

/// What differs, one sentence each. Indexes that the table has beside the declared ones are no difference.
pub(super) fn differences(table: &TableSchema, found: &TableDescription) -> Vec<String> {
    let mut differences = Vec::new();
    if !has_keys(found.key_schema(), Some(table.own_partition_key()), table.own_sort_key()) {
        differences.push("the table has other keys".to_owned());
    }
    for key in key_attributes(table) {
        let definition = found
            .attribute_definitions()
            .iter()
            .find(|definition| definition.attribute_name() == key.name());
        if definition
            .is_some_and(|definition| *definition.attribute_type() != scalar(key.key_type()))
        {
            differences.push(format!("key attribute `{}` has another type", key.name()));
        }
    }
    for index in table.all_indexes() {
        differences.extend(index_difference(table, index, found));
    }
    differences
}

fn index_difference(
    table: &TableSchema,
    index: &TableIndex,
    found: &TableDescription,
) -> Option<String> {
    let name = index.name();
    let found = if index.is_global() {
        let found =
            found.global_secondary_indexes().iter().find(|found| found.index_name() == Some(name));
        found.map(|found| (found.key_schema(), found.projection()))
    } else {
        let found =
            found.local_secondary_indexes().iter().find(|found| found.index_name() == Some(name));
        found.map(|found| (found.key_schema(), found.projection()))
    };
    let Some((keys, projection)) = found else {
        let kind = if index.is_global() { "global" } else { "local" };
        return Some(format!("{kind} index `{name}` is missing"));
    };
    let partition = index.own_partition_key().unwrap_or_else(|| table.own_partition_key());
    if !has_keys(keys, Some(partition), index.own_sort_key()) {
        return Some(format!("index `{name}` has other keys"));
    }
    (!holds(projection, index.held())).then(|| format!("index `{name}` holds other attributes"))
}

fn has_keys(
    found: &[KeySchemaElement],
    partition: Option<&TableKey>,
    sort: Option<&TableKey>,
) -> bool {
    let of_type = |key_type: &SdkKeyType| {
        found
            .iter()
            .find(|element| element.key_type() == key_type)
            .map(KeySchemaElement::attribute_name)
    };
    of_type(&SdkKeyType::Hash) == partition.map(TableKey::name)
        && of_type(&SdkKeyType::Range) == sort.map(TableKey::name)
        && found.len() == usize::from(partition.is_some()) + usize::from(sort.is_some())
}

fn holds(found: Option<&SdkProjection>, declared: Projection) -> bool {
    let Some(found) = found else { return false };
    match (found.projection_type(), declared) {
        (Some(ProjectionType::All), Projection::All)
        | (Some(ProjectionType::KeysOnly), Projection::KeysOnly) => true,
        (Some(ProjectionType::Include), Projection::Include(declared)) => {
            let found = found.non_key_attributes();
            found.len() == declared.len()
                && declared.iter().all(|&name| found.iter().any(|found| found == name))
        }
        _ => false,
    }
}
