//! DynamoDB JSON and the SDK's values of it.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dynamorph::Number;
use serde_json::{Map, Value, json};

/// An item as the SDK has it.
pub(crate) type Item = HashMap<String, AttributeValue>;

/// An item of the SDK in DynamoDB JSON, its sets sorted.
pub(crate) fn item_json(item: &Item) -> Value {
    sorted(Value::Object(members(item)))
}

fn members(item: &Item) -> Map<String, Value> {
    item.iter().map(|(name, value)| (name.clone(), value_json(value))).collect()
}

fn value_json(value: &AttributeValue) -> Value {
    let base64 = |bytes: &Blob| STANDARD.encode(bytes);
    match value {
        AttributeValue::S(text) => json!({ "S": text }),
        AttributeValue::N(number) => json!({ "N": number }),
        AttributeValue::B(bytes) => json!({ "B": base64(bytes) }),
        AttributeValue::Bool(value) => json!({ "BOOL": value }),
        AttributeValue::Null(value) => json!({ "NULL": value }),
        AttributeValue::Ss(set) => json!({ "SS": set }),
        AttributeValue::Ns(set) => json!({ "NS": set }),
        AttributeValue::Bs(set) => json!({ "BS": set.iter().map(base64).collect::<Vec<_>>() }),
        AttributeValue::L(list) => json!({ "L": list.iter().map(value_json).collect::<Vec<_>>() }),
        AttributeValue::M(map) => json!({ "M": members(map) }),
        _ => panic!("a type that DynamoDB has not"),
    }
}

/// DynamoDB JSON with each N in one spelling: an engine answers with its own.
pub(crate) fn respelled(value: Value) -> Value {
    let number = |text: &Value| {
        json!(
            text.as_str()
                .and_then(|text| text.parse::<Number>().ok())
                .map(|number| number.to_string())
        )
    };
    let respelled_member = |(name, value): (String, Value)| match (name.as_str(), value) {
        ("N", text @ Value::String(_)) => (name, number(&text)),
        ("NS", Value::Array(set)) => (name, set.iter().map(number).collect()),
        (_, other) => (name, respelled(other)),
    };
    match value {
        Value::Object(members) => {
            Value::Object(members.into_iter().map(respelled_member).collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(respelled).collect()),
        other => other,
    }
}

/// DynamoDB JSON with its sets sorted: they have no order.
pub(crate) fn sorted(value: Value) -> Value {
    let sorted_member = |(name, value): (String, Value)| match value {
        Value::Array(mut set) if matches!(name.as_str(), "SS" | "NS" | "BS") => {
            set.sort_by_key(ToString::to_string);
            (name, Value::Array(set))
        }
        other => (name, sorted(other)),
    };
    match value {
        Value::Object(members) => Value::Object(members.into_iter().map(sorted_member).collect()),
        Value::Array(list) => Value::Array(list.into_iter().map(sorted).collect()),
        other => other,
    }
}
