//! Absent and NULL.

use std::collections::BTreeMap;

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::support::{assert_reads, assert_stored};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Profile {
    nick: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Plain {
    #[dynamo(partition_key)]
    id: String,
    note: Option<String>,
    profile: Profile,
}

#[tokio::test]
async fn none_is_absent() {
    let item = Plain { id: "1".into(), ..Plain::default() };
    assert_stored(item.clone(), json!({ "id": { "S": "1" }, "profile": { "M": {} } })).await;

    let with_null = json!({ "id": { "S": "1" }, "note": { "NULL": true }, "profile": { "M": { "nick": { "NULL": true } } } });
    assert_reads(with_null, item.clone()).await;

    let given =
        Plain { note: Some("x".into()), profile: Profile { nick: Some(String::new()) }, ..item };
    let stored = json!({ "id": { "S": "1" }, "note": { "S": "x" }, "profile": { "M": { "nick": { "S": "" } } } });
    assert_stored(given, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Explicit {
    #[dynamo(partition_key)]
    id: String,
    #[dynamo(null)]
    note: Option<String>,
}

#[tokio::test]
async fn null_is_opted_in() {
    let item = Explicit { id: "1".into(), note: None };
    assert_stored(item.clone(), json!({ "id": { "S": "1" }, "note": { "NULL": true } })).await;
    assert_reads(json!({ "id": { "S": "1" } }), item).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Elements {
    #[dynamo(partition_key)]
    id: String,
    list: Vec<Option<u8>>,
    pair: (Option<u8>, Option<u8>),
    map: BTreeMap<String, Option<u8>>,
}

#[tokio::test]
async fn none_as_an_element_is_null() {
    let item = Elements {
        id: "1".into(),
        list: vec![Some(1), None],
        pair: (None, Some(2)),
        map: BTreeMap::from([("a".into(), None), ("b".into(), Some(3))]),
    };
    let stored = json!({
        "id": { "S": "1" },
        "list": { "L": [{ "N": "1" }, { "NULL": true }] },
        "pair": { "L": [{ "NULL": true }, { "N": "2" }] },
        "map": { "M": { "a": { "NULL": true }, "b": { "N": "3" } } },
    });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Patched {
    #[dynamo(partition_key)]
    id: String,
    #[allow(clippy::option_option, reason = "the rule is about it")]
    note: Option<Option<String>>,
}

#[tokio::test]
async fn two_options_tell_absent_from_null() {
    let item = |note| Patched { id: "1".into(), note };
    assert_stored(item(None), json!({ "id": { "S": "1" } })).await;
    assert_stored(item(Some(None)), json!({ "id": { "S": "1" }, "note": { "NULL": true } })).await;
    assert_stored(
        item(Some(Some("x".into()))),
        json!({ "id": { "S": "1" }, "note": { "S": "x" } }),
    )
    .await;
}
