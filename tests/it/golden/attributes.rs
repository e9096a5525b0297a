//! Names, scalars, maps and enums.

use std::collections::BTreeMap;

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::support::{assert_reads, assert_stored, read};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
#[serde(rename_all = "camelCase")]
struct Renamed {
    #[dynamo(partition_key)]
    item_id: String,
    #[serde(rename = "mail")]
    email: String,
    first_name: String,
    #[serde(skip)]
    cached: u32,
    #[serde(default)]
    visits: u32,
}

#[tokio::test]
async fn names_are_serdes() {
    let item = Renamed {
        item_id: "1".into(),
        email: "a@b".into(),
        first_name: "Ann".into(),
        cached: 0,
        visits: 3,
    };
    let stored = json!({
        "itemId": { "S": "1" },
        "mail": { "S": "a@b" },
        "firstName": { "S": "Ann" },
        "visits": { "N": "3" },
    });
    assert_stored(item.clone(), stored).await;

    let without_visits =
        json!({ "itemId": { "S": "1" }, "mail": { "S": "a@b" }, "firstName": { "S": "Ann" } });
    assert_reads(without_visits, Renamed { visits: 0, ..item }).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Aliased {
    #[dynamo(partition_key)]
    id: String,
    #[serde(alias = "mail", alias = "address")]
    email: String,
}

#[tokio::test]
async fn aliases_are_read_and_not_written() {
    let item = Aliased { id: "1".into(), email: "a@b".into() };
    assert_stored(item.clone(), json!({ "id": { "S": "1" }, "email": { "S": "a@b" } })).await;
    assert_reads(json!({ "id": { "S": "1" }, "mail": { "S": "a@b" } }), item.clone()).await;
    assert_reads(json!({ "id": { "S": "1" }, "address": { "S": "a@b" } }), item).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Address {
    street: String,
    #[serde(rename = "postCode")]
    code: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Flattened {
    #[dynamo(partition_key)]
    id: String,
    #[serde(flatten)]
    address: Address,
    #[serde(flatten)]
    labels: BTreeMap<String, String>,
}

#[tokio::test]
async fn flattened_members_are_attributes() {
    let item = Flattened {
        id: "1".into(),
        address: Address { street: "Elm".into(), code: 8000 },
        labels: BTreeMap::from([("color".into(), "red".into())]),
    };
    let stored = json!({
        "id": { "S": "1" },
        "street": { "S": "Elm" },
        "postCode": { "N": "8000" },
        "color": { "S": "red" },
    });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Scalars {
    #[dynamo(partition_key)]
    id: Uuid,
    text: String,
    letter: char,
    flag: bool,
    empty_text: String,
    empty_list: Vec<String>,
    empty_map: BTreeMap<String, u8>,
}

#[tokio::test]
async fn scalars_and_empty_values() {
    let item = Scalars {
        id: Uuid::from_u128(0x0192_0A1B),
        text: "Zoë \u{1F980} \"quoted\" \\ \n".into(),
        letter: 'ß',
        flag: true,
        empty_text: String::new(),
        empty_list: Vec::new(),
        empty_map: BTreeMap::new(),
    };
    let stored = json!({
        "id": { "S": "00000000-0000-0000-0000-000001920a1b" },
        "text": { "S": "Zoë \u{1F980} \"quoted\" \\ \n" },
        "letter": { "S": "ß" },
        "flag": { "BOOL": true },
        "empty_text": { "S": "" },
        "empty_list": { "L": [] },
        "empty_map": { "M": {} },
    });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Nested {
    #[dynamo(partition_key)]
    id: String,
    home: Address,
    others: Vec<Address>,
}

#[tokio::test]
async fn nested_structs_are_maps() {
    let home = Address { street: "Elm".into(), code: 8000 };
    let item = Nested { id: "1".into(), home: home.clone(), others: vec![home] };
    let address = json!({ "M": { "street": { "S": "Elm" }, "postCode": { "N": "8000" } } });
    assert_stored(
        item,
        json!({ "id": { "S": "1" }, "home": address, "others": { "L": [address] } }),
    )
    .await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Cents(i64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Marker;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Compound {
    #[dynamo(partition_key)]
    id: String,
    pair: (String, u8),
    point: (f64, f64),
    price: Cents,
    marker: Marker,
}

#[tokio::test]
async fn tuples_newtypes_and_units() {
    let item = Compound {
        id: "1".into(),
        pair: ("a".into(), 2),
        point: (0.5, -1.0),
        price: Cents(-5),
        marker: Marker,
    };
    let stored = json!({
        "id": { "S": "1" },
        "pair": { "L": [{ "S": "a" }, { "N": "2" }] },
        "point": { "L": [{ "N": "0.5" }, { "N": "-1" }] },
        "price": { "N": "-5" },
        "marker": { "NULL": true },
    });
    assert_stored(item, stored).await;
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, DynamoValue,
)]
#[serde(rename_all = "lowercase")]
enum Color {
    Red,
    Green,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Maps {
    #[dynamo(partition_key)]
    id: String,
    by_text: BTreeMap<String, u8>,
    by_number: BTreeMap<i32, String>,
    by_flag: BTreeMap<bool, u8>,
    by_color: BTreeMap<Color, u8>,
}

#[tokio::test]
async fn map_keys_are_text() {
    let item = Maps {
        id: "1".into(),
        by_text: BTreeMap::from([("a.b c".into(), 1)]),
        by_number: BTreeMap::from([(-7, "x".into())]),
        by_flag: BTreeMap::from([(true, 1)]),
        by_color: BTreeMap::from([(Color::Red, 1), (Color::Green, 2)]),
    };
    let stored = json!({
        "id": { "S": "1" },
        "by_text": { "M": { "a.b c": { "N": "1" } } },
        "by_number": { "M": { "-7": { "S": "x" } } },
        "by_flag": { "M": { "true": { "N": "1" } } },
        "by_color": { "M": { "red": { "N": "1" }, "green": { "N": "2" } } },
    });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
enum External {
    Cash,
    Card { number: String },
    Split(u8, u8),
    Voucher(String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
enum Internal {
    Cash,
    Card { number: String },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind", content = "of")]
enum Adjacent {
    Cash,
    Card { number: String },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(untagged)]
enum Untagged {
    Card { number: String },
    Amount(u64),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Enums {
    #[dynamo(partition_key)]
    id: String,
    unit: Color,
    external: Vec<External>,
    internal: Vec<Internal>,
    adjacent: Vec<Adjacent>,
    untagged: Vec<Untagged>,
}

#[tokio::test]
async fn enums_follow_their_tagging() {
    let number = || "4".to_owned();
    let item = Enums {
        id: "1".into(),
        unit: Color::Green,
        external: vec![
            External::Cash,
            External::Card { number: number() },
            External::Split(1, 2),
            External::Voucher("v".into()),
        ],
        internal: vec![Internal::Cash, Internal::Card { number: number() }],
        adjacent: vec![Adjacent::Cash, Adjacent::Card { number: number() }],
        untagged: vec![Untagged::Card { number: number() }, Untagged::Amount(9)],
    };
    let card = json!({ "M": { "number": { "S": "4" } } });
    let stored = json!({
        "id": { "S": "1" },
        "unit": { "S": "green" },
        "external": { "L": [
            { "S": "Cash" },
            { "M": { "Card": card } },
            { "M": { "Split": { "L": [{ "N": "1" }, { "N": "2" }] } } },
            { "M": { "Voucher": { "S": "v" } } },
        ] },
        "internal": { "L": [
            { "M": { "kind": { "S": "Cash" } } },
            { "M": { "kind": { "S": "Card" }, "number": { "S": "4" } } },
        ] },
        "adjacent": { "L": [
            { "M": { "kind": { "S": "Cash" } } },
            { "M": { "kind": { "S": "Card" }, "of": card } },
        ] },
        "untagged": { "L": [card, { "N": "9" }] },
    });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Lenient {
    #[dynamo(partition_key)]
    id: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
#[serde(deny_unknown_fields)]
struct Strict {
    #[dynamo(partition_key)]
    id: String,
}

#[tokio::test]
async fn unknown_attributes_are_ignored_unless_denied() {
    let newer = json!({ "id": { "S": "1" }, "added_later": { "M": { "deep": { "SS": ["x"] } } } });
    assert_reads(newer.clone(), Lenient { id: "1".into() }).await;

    let key = Strict { id: "1".into() }.key();
    let error = read::<Strict>(newer, key).await.expect_err("the attribute is denied");
    assert!(matches!(error, dynamorph::Error::Decode { .. }), "{error}");
}
