//! Values that other mappers lose, and errors that say where and never what.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use dynamorph::prelude::*;
use dynamorph::{EncodeErrorKind, Error, Number};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::support::{attributes, get_raw, n, put_raw, s, table, told, watched};

#[derive(Table)]
#[table(name = "values", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk"))]
struct ValueTable;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Inner {
    tags: BTreeSet<String>,
    numbers: HashSet<u64>,
    blobs: BTreeSet<Vec<u8>>,
    note: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ValueTable, entity = "VALUE", pk = "VALUE#{id}", sk = "VALUE")]
struct Value {
    id: u32,
    tags: BTreeSet<String>,
    inner: Inner,
    list: Vec<Inner>,
    map: BTreeMap<String, BTreeSet<u8>>,
    nickname: Option<String>,
    #[dynamo(null)]
    remark: Option<String>,
    bytes: Vec<u8>,
    optional_bytes: Option<Vec<u8>>,
    pair: (f64, f32),
    float: f64,
    decimal: Decimal,
    number: Option<Number>,
    wide: i128,
    unsigned: u64,
}

async fn stored(db: &dynamorph::Dynamo, id: u32) -> super::support::Attributes {
    get_raw::<Value, 2>(db, [("pk", s(&format!("VALUE#{id:020}"))), ("sk", s("VALUE"))])
        .await
        .unwrap()
}

/// Saves the item, and asserts that it is read as it was on every path.
async fn assert_kept(value: Value) {
    let (_, db) = table::<Value>().await;
    value.clone().create().send(&db).await.unwrap();

    assert_eq!(Value::get(value.id).one(&db).await.unwrap(), value);
    assert_eq!(Value::query(value.id).one(&db).await.unwrap(), value);
    let error = value.clone().create().send(&db).await.unwrap_err();
    assert_eq!(error.current::<Value>().unwrap(), Some(value.clone()), "the item inside an error");
    assert_eq!(value.clone().save().returning_old().send(&db).await.unwrap().1, Some(value));
}

#[tokio::test]
async fn empty_set_roundtrip() {
    let (_, db) = table::<Value>().await;
    let map = BTreeMap::from([("empty".to_owned(), BTreeSet::new())]);
    let value = Value { list: vec![Inner::default()], map, ..Value::default() };
    value.clone().create().send(&db).await.unwrap();

    assert_eq!(Value::get(0).one(&db).await.unwrap(), value);
    let stored = stored(&db, 0).await;
    assert!(!stored.contains_key("tags"), "DynamoDB has no empty sets");
    assert_eq!(stored["inner"].as_m().unwrap().len(), 0);
    assert_kept(value).await;
}

#[tokio::test]
async fn null_vs_absent() {
    let (_, db) = table::<Value>().await;
    Value::default().create().send(&db).await.unwrap();
    let mut raw = stored(&db, 0).await;
    assert!(!raw.contains_key("nickname"), "absent");
    assert!(raw["remark"].is_null(), "NULL where the field asks for it");

    raw.insert("nickname".into(), aws_sdk_dynamodb::types::AttributeValue::Null(true));
    raw.remove("remark");
    put_raw::<Value>(&db, raw).await;

    assert_eq!(Value::get(0).one(&db).await.unwrap(), Value::default(), "both are read as none");
    let named =
        Value { nickname: Some(String::new()), remark: Some("x".into()), ..Value::default() };
    assert_kept(named).await;
}

#[tokio::test]
async fn bytes_are_binary_and_come_back() {
    let value =
        Value { bytes: (0..=255).collect(), optional_bytes: Some(vec![]), ..Value::default() };
    assert_kept(value.clone()).await;

    let (_, db) = table::<Value>().await;
    value.create().send(&db).await.unwrap();
    assert_eq!(stored(&db, 0).await["bytes"].as_b().unwrap().as_ref().len(), 256);
}

#[tokio::test]
async fn n_38_digits() {
    let digits = "12345678901234567890123456789012345678";
    for number in [
        digits,
        "-0.00000000000000000000000000000000000001",
        "9.9999999999999999999999999999999999999E+125",
        "1E-130",
        "0",
    ] {
        let value = Value { number: Some(number.parse().unwrap()), ..Value::default() };
        assert_kept(value).await;
    }
    let decimal: Decimal = "12345678901234567890.12345".parse().unwrap();
    assert_kept(Value {
        decimal,
        wide: digits.parse().unwrap(),
        unsigned: u64::MAX,
        ..Value::default()
    })
    .await;
    assert_kept(Value { decimal: Decimal::MAX, wide: -(10_i128.pow(38) - 1), ..Value::default() })
        .await;
    assert_kept(Value {
        decimal: Decimal::new(1, 28),
        pair: (0.1, 0.1),
        float: 1e30,
        ..Value::default()
    })
    .await;
    assert_kept(Value {
        float: f64::MIN_POSITIVE.sqrt().sqrt(),
        unsigned: (1 << 53) + 1,
        ..Value::default()
    })
    .await;

    let (_, db) = table::<Value>().await;
    Value { decimal, ..Value::default() }.create().send(&db).await.unwrap();
    assert_eq!(stored(&db, 0).await["decimal"], n("12345678901234567890.12345"));
}

#[tokio::test]
async fn n_39_refused() {
    let engine = dynamorph_testing::Engine::from_env();
    let (db, requests) = watched(&engine);

    let error = Value { wide: i128::MAX, ..Value::default() }.save().send(&db).await.unwrap_err();

    let Error::Encode { source, .. } = &error else { panic!("{error}") };
    assert_eq!(source.path().to_string(), "wide");
    assert!(matches!(source.kind(), EncodeErrorKind::Number(_)), "{source}");
    assert_eq!(error.into_input::<Value>().unwrap().wide, i128::MAX);
    assert!("123456789012345678901234567890123456789".parse::<Number>().is_err());
    requests.assert_none("39 digits");
}

#[tokio::test]
async fn nan_refused() {
    let engine = dynamorph_testing::Engine::from_env();
    let (db, requests) = watched(&engine);

    let refused = [
        ("float", Value { float: f64::NAN, ..Value::default() }),
        ("float", Value { float: f64::NEG_INFINITY, ..Value::default() }),
        ("float", Value { float: f64::MAX, ..Value::default() }),
        ("pair[1]", Value { pair: (0.0, f32::NAN), ..Value::default() }),
    ];
    for (path, value) in refused {
        let error = value.create().send(&db).await.unwrap_err();
        let Error::Encode { source, .. } = &error else { panic!("{error}") };
        assert_eq!(source.path().to_string(), path);
        assert!(matches!(source.kind(), EncodeErrorKind::Number(_)), "{source}");
    }
    requests.assert_none("no number");
}

#[tokio::test]
async fn error_has_path_and_no_value() {
    let (_, db) = table::<Value>().await;
    let secret = "s3cr3t";
    let cases = [
        ("unsigned", ("unsigned", s(secret))),
        ("list[0].tags", ("list", list_of_secrets(secret))),
        (
            "map.*",
            ("map", aws_sdk_dynamodb::types::AttributeValue::M(attributes([(secret, s(secret))]))),
        ),
        ("decimal", ("decimal", s(secret))),
    ];
    for (path, (name, value)) in cases {
        Value::default().save().send(&db).await.unwrap();
        let mut raw = stored(&db, 0).await;
        raw.insert(name.into(), value);
        put_raw::<Value>(&db, raw).await;

        let error = Value::get(0).one(&db).await.unwrap_err();
        let Error::Decode { source, .. } = &error else { panic!("{path}: {error}") };
        assert_eq!(source.path().to_string(), path);
        assert!(!told(&error).contains(secret), "{}", told(&error));
    }
}

fn list_of_secrets(secret: &str) -> aws_sdk_dynamodb::types::AttributeValue {
    use aws_sdk_dynamodb::types::AttributeValue::{L, M};
    L(vec![M(attributes([("tags", s(secret))]))])
}

/// The map stands beside the fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ValueTable, entity = "OPEN", pk = "OPEN#{id}", sk = "OPEN")]
#[dynamo(index(gsi1, query = "by_id", pk = "OPEN#{id}"))]
struct Open {
    id: u32,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

#[tokio::test]
async fn nothing_overrides_what_the_schema_writes() {
    let engine = dynamorph_testing::Engine::from_env();
    let (db, requests) = watched(&engine);

    for (name, owned) in
        [("type", true), ("pk", true), ("sk", true), ("gsi1pk", true), ("id", false)]
    {
        let open = Open { id: 1, rest: BTreeMap::from([(name.to_owned(), json!("HACK"))]) };
        let error = open.save().send(&db).await.unwrap_err();
        let Error::Encode { source, .. } = &error else { panic!("{name}: {error}") };
        let expected = if owned {
            EncodeErrorKind::OwnedAttribute
        } else {
            EncodeErrorKind::DuplicateAttribute
        };
        assert_eq!(source.kind(), &expected, "{name}");
    }
    requests.assert_none("an overridden attribute");
}

#[tokio::test]
async fn a_flattened_map_takes_what_no_field_takes_and_keeps_it() {
    let (_, db) = table::<Open>().await;
    let rest = BTreeMap::from([
        ("color".to_owned(), json!("red")),
        ("size".to_owned(), json!({ "w": 1, "h": [true, null] })),
    ]);
    let open = Open { id: 1, rest }.create().send(&db).await.unwrap();

    let read = Open::get(1).one(&db).await.unwrap();
    assert_eq!(read, open, "neither keys nor discriminator are in the map");
    assert_eq!(read.save().returning_old().send(&db).await.unwrap().1, Some(open.clone()));
    assert_eq!(Open::by_id(1).one(&db).await.unwrap(), open);
}

/// Fields that several entities have, with defaults of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Common {
    #[serde(default = "unknown")]
    created_by: String,
    #[serde(default)]
    revision: u32,
}

fn unknown() -> String {
    "unknown".into()
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ValueTable, entity = "PAGE", pk = "PAGE#{id}", sk = "PAGE")]
struct Page {
    id: u32,
    #[serde(flatten)]
    common: Common,
}

#[tokio::test]
async fn defaults_of_shared_fields_hold_in_each_entity() {
    let (_, db) = table::<Page>().await;
    put_raw::<Page>(
        &db,
        attributes([
            ("pk", s("PAGE#00000000000000000007")),
            ("sk", s("PAGE")),
            ("type", s("PAGE")),
            ("id", n("7")),
        ]),
    )
    .await;

    let page = Page::get(7).one(&db).await.unwrap();

    assert_eq!(page.common, Common { created_by: "unknown".into(), revision: 0 });
    let page = Page { common: Common { revision: 3, ..page.common.clone() }, ..page }
        .save()
        .send(&db)
        .await
        .unwrap();
    assert_eq!(Page::get(7).one(&db).await.unwrap(), page);
}
