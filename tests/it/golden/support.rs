//! Stores an item, compares it with a literal, and reads it back.

use std::collections::HashMap;
use std::fmt::Debug;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dynamorph::prelude::*;
use dynamorph::{Dynamo, DynamoModel, Error, Result};
use dynamorph_testing::{Engine, ManualClock};
use serde_json::{Map, Value, json};

/// Asserts what is sent for an item, what the table then holds, and that it reads back.
pub(crate) async fn assert_stored<M: DynamoModel + Clone + PartialEq + Debug>(
    item: M,
    expected: Value,
) {
    let db = database::<M>().await;
    let expected = sorted_sets(expected);

    let create = item.clone().create();
    let explained = create.explain().with_values().to_string();
    let sent = explained
        .lines()
        .find_map(|line| line.strip_prefix("Item: "))
        .expect("a put renders its item");
    assert_eq!(sorted_sets(sent.parse().expect("the item is JSON")), expected, "what is sent");

    create.send(&db).await.expect("the item is stored");
    assert_eq!(stored::<M>(&db).await, expected, "what the table holds");

    let read = M::get(item.key()).one(&db).await.expect("the item reads back");
    assert_eq!(read, item);
}

/// Asserts that an item which is stored like this reads as `item`.
pub(crate) async fn assert_reads<M: DynamoModel + PartialEq + Debug>(stored: Value, item: M) {
    assert_eq!(read::<M>(stored, item.key()).await.expect("the item reads"), item);
}

/// Stores an item past the mapper and reads it by its key.
pub(crate) async fn read<M: DynamoModel>(stored: Value, key: M::Key) -> Result<M> {
    let db = database::<M>().await;
    let item = attributes(stored);
    db.client()
        .put_item()
        .table_name(db.table_name::<M>())
        .set_item(Some(item))
        .send()
        .await
        .expect("the raw item is stored");
    M::get(key).one(&db).await
}

/// What stands in the way of storing the item: the error and its sources in one text.
pub(crate) async fn refusal<M: DynamoModel>(item: M) -> String {
    let db = database::<M>().await;
    let Err(error) = item.save().send(&db).await else { panic!("the item was stored") };
    told(&error)
}

fn told(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

async fn database<M: DynamoModel>() -> Dynamo {
    let db = Engine::from_env().dynamo();
    db.ensure_table::<M>().await.expect("the table is made");
    db
}

/// An empty table, and a handle that takes the time from a clock.
pub(crate) async fn database_at<M: DynamoModel>(clock: &ManualClock) -> Dynamo {
    let engine = Engine::from_env();
    let db = Dynamo::builder(engine.client()).table_prefix(engine.table_prefix());
    let db = db.clock(clock.clone()).build();
    db.ensure_table::<M>().await.expect("the table is made");
    db
}

/// The one item of the table in DynamoDB JSON.
pub(crate) async fn stored<M: DynamoModel>(db: &Dynamo) -> Value {
    let scan = db
        .client()
        .scan()
        .table_name(db.table_name::<M>())
        .send()
        .await
        .expect("the table is read");
    let [item] = scan.items() else { panic!("the table holds one item") };
    let item = item.iter().map(|(name, value)| (name.clone(), to_json(value)));
    sorted_sets(Value::Object(item.collect()))
}

fn to_json(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => json!({ "S": text }),
        AttributeValue::N(number) => json!({ "N": number }),
        AttributeValue::B(bytes) => json!({ "B": STANDARD.encode(bytes) }),
        AttributeValue::Bool(value) => json!({ "BOOL": value }),
        AttributeValue::Null(value) => json!({ "NULL": value }),
        AttributeValue::Ss(set) => json!({ "SS": set }),
        AttributeValue::Ns(set) => json!({ "NS": set }),
        AttributeValue::Bs(set) => {
            json!({ "BS": set.iter().map(|bytes| STANDARD.encode(bytes)).collect::<Vec<_>>() })
        }
        AttributeValue::L(list) => json!({ "L": list.iter().map(to_json).collect::<Vec<_>>() }),
        AttributeValue::M(map) => {
            json!({ "M": map.iter().map(|(key, value)| (key.clone(), to_json(value))).collect::<Map<_, _>>() })
        }
        other => panic!("DynamoDB has a new type: {other:?}"),
    }
}

fn attributes(json: Value) -> HashMap<String, AttributeValue> {
    let Value::Object(members) = json else { panic!("an item is an object") };
    members.into_iter().map(|(name, value)| (name, from_json(value))).collect()
}

fn from_json(value: Value) -> AttributeValue {
    let texts = |content: &Value| {
        serde_json::from_value::<Vec<String>>(content.clone()).expect("a set of texts")
    };
    let bytes = |text: &str| Blob::new(STANDARD.decode(text).expect("base64"));
    let Value::Object(members) = value else { panic!("a value is an object") };
    let (tag, content) = members.into_iter().next().expect("a value has a type");
    match (tag.as_str(), content) {
        ("S", Value::String(text)) => AttributeValue::S(text),
        ("N", Value::String(number)) => AttributeValue::N(number),
        ("B", Value::String(text)) => AttributeValue::B(bytes(&text)),
        ("BOOL", Value::Bool(value)) => AttributeValue::Bool(value),
        ("NULL", Value::Bool(value)) => AttributeValue::Null(value),
        ("SS", content) => AttributeValue::Ss(texts(&content)),
        ("NS", content) => AttributeValue::Ns(texts(&content)),
        ("BS", content) => {
            AttributeValue::Bs(texts(&content).iter().map(|text| bytes(text)).collect())
        }
        ("L", Value::Array(list)) => AttributeValue::L(list.into_iter().map(from_json).collect()),
        ("M", map) => AttributeValue::M(attributes(map)),
        (tag, _) => panic!("no value of the type {tag}"),
    }
}

/// DynamoDB's sets have no order.
fn sorted_sets(value: Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(name, value)| match value {
                    Value::Array(mut set) if matches!(name.as_str(), "SS" | "NS" | "BS") => {
                        set.sort_by_key(ToString::to_string);
                        (name, Value::Array(set))
                    }
                    other => (name, sorted_sets(other)),
                })
                .collect(),
        ),
        Value::Array(list) => Value::Array(list.into_iter().map(sorted_sets).collect()),
        other => other,
    }
}
