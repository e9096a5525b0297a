//! Tables and values that the tests share.

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType,
    ScalarAttributeType,
};

pub(crate) type Item = HashMap<String, AttributeValue>;

pub(crate) fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

pub(crate) fn number(value: i64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// The primary key of an item in a table made by [`create_table`], as the SDK's `set_key` takes it.
#[expect(clippy::unnecessary_wraps, reason = "the SDK's setters take an option")]
pub(crate) fn key(partition: &str, sort: &str) -> Option<Item> {
    Some(Item::from([("pk".to_owned(), text(partition)), ("sk".to_owned(), text(sort))]))
}

/// A table with the string keys `pk` and `sk`.
pub(crate) async fn create_table(client: &Client, name: &str) {
    let attribute = |name| {
        AttributeDefinition::builder()
            .attribute_name(name)
            .attribute_type(ScalarAttributeType::S)
            .build()
            .unwrap()
    };
    let element = |name, role| {
        KeySchemaElement::builder().attribute_name(name).key_type(role).build().unwrap()
    };
    client
        .create_table()
        .table_name(name)
        .attribute_definitions(attribute("pk"))
        .attribute_definitions(attribute("sk"))
        .key_schema(element("pk", KeyType::Hash))
        .key_schema(element("sk", KeyType::Range))
        .billing_mode(BillingMode::PayPerRequest)
        .send()
        .await
        .unwrap();
}

pub(crate) async fn put(client: &Client, table: &str, partition: &str, sort: &str, count: i64) {
    let item = key(partition, sort);
    client
        .put_item()
        .table_name(table)
        .set_item(item)
        .item("count", number(count))
        .send()
        .await
        .unwrap();
}

/// The attribute `count` of an item, if there is such an item.
pub(crate) async fn count(
    client: &Client,
    table: &str,
    partition: &str,
    sort: &str,
) -> Option<i64> {
    let request =
        client.get_item().table_name(table).set_key(key(partition, sort)).consistent_read(true);
    let item = request.send().await.unwrap().item?;
    Some(item["count"].as_n().unwrap().parse().unwrap())
}
