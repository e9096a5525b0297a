//! The `CreateTable` request of a table.

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement,
    KeyType as SdkKeyType, LocalSecondaryIndex, Projection as SdkProjection, ProjectionType,
    ScalarAttributeType,
};
use aws_sdk_dynamodb::{
    Client, error::BuildError, operation::create_table::builders::CreateTableFluentBuilder,
};

use crate::model::{Projection, TableIndex, TableKey, TableSchema};
use crate::value::KeyType;

/// The request that makes the table, billed by request.
pub(super) fn request(
    client: &Client,
    name: &str,
    table: &TableSchema,
) -> Result<CreateTableFluentBuilder, BuildError> {
    let mut request =
        client.create_table().table_name(name).billing_mode(BillingMode::PayPerRequest);
    for key in key_attributes(table) {
        let definition = AttributeDefinition::builder()
            .attribute_name(key.name())
            .attribute_type(scalar(key.key_type()));
        request = request.attribute_definitions(definition.build()?);
    }
    for element in key_schema(Some(table.own_partition_key()), table.own_sort_key())? {
        request = request.key_schema(element);
    }
    for index in table.all_indexes() {
        request = if index.is_global() {
            let keys = key_schema(index.own_partition_key(), index.own_sort_key())?;
            let index = GlobalSecondaryIndex::builder()
                .index_name(index.name())
                .set_key_schema(Some(keys))
                .projection(projection(index));
            request.global_secondary_indexes(index.build()?)
        } else {
            let keys = key_schema(Some(table.own_partition_key()), index.own_sort_key())?;
            let index = LocalSecondaryIndex::builder()
                .index_name(index.name())
                .set_key_schema(Some(keys))
                .projection(projection(index));
            request.local_secondary_indexes(index.build()?)
        };
    }
    Ok(request)
}

/// Every key attribute of the table and its indexes, once.
pub(super) fn key_attributes(table: &TableSchema) -> Vec<TableKey> {
    let mut keys: Vec<TableKey> = table.keys().copied().collect();
    for key in table
        .all_indexes()
        .iter()
        .flat_map(|index| index.own_partition_key().into_iter().chain(index.own_sort_key()))
    {
        if !keys.iter().any(|known| known.name() == key.name()) {
            keys.push(*key);
        }
    }
    keys
}

fn key_schema(
    partition: Option<&TableKey>,
    sort: Option<&TableKey>,
) -> Result<Vec<KeySchemaElement>, BuildError> {
    let partition = partition.map(|key| (key, SdkKeyType::Hash));
    let sort = sort.map(|key| (key, SdkKeyType::Range));
    let element = |(key, key_type): (&TableKey, SdkKeyType)| {
        KeySchemaElement::builder().attribute_name(key.name()).key_type(key_type).build()
    };
    partition.into_iter().chain(sort).map(element).collect()
}

pub(super) fn scalar(key_type: KeyType) -> ScalarAttributeType {
    match key_type {
        KeyType::S => ScalarAttributeType::S,
        KeyType::N => ScalarAttributeType::N,
        KeyType::B => ScalarAttributeType::B,
    }
}

fn projection(index: &TableIndex) -> SdkProjection {
    let builder = SdkProjection::builder();
    match index.held() {
        Projection::All => builder.projection_type(ProjectionType::All),
        Projection::KeysOnly => builder.projection_type(ProjectionType::KeysOnly),
        Projection::Include(attributes) => {
            let attributes = attributes.iter().map(|&name| name.to_owned()).collect();
            builder
                .projection_type(ProjectionType::Include)
                .set_non_key_attributes(Some(attributes))
        }
    }
    .build()
}
