//! Numbers.

use std::collections::BTreeMap;

use dynamorph::Number;
use dynamorph::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::support::{assert_reads, assert_stored, read, refusal};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Integers {
    #[dynamo(partition_key)]
    id: String,
    small: i8,
    large: u64,
    least: i64,
    wide: i128,
    widest: u128,
}

#[tokio::test]
async fn integers_are_exact() {
    let item = Integers {
        id: "1".into(),
        small: -128,
        large: u64::MAX,
        least: i64::MIN,
        wide: -99_999_999_999_999_999_999_999_999_999_999_999_999,
        widest: 12_345_678_901_234_567_890_123_456_789_012_345_678,
    };
    let stored = json!({
        "id": { "S": "1" },
        "small": { "N": "-128" },
        "large": { "N": "18446744073709551615" },
        "least": { "N": "-9223372036854775808" },
        "wide": { "N": "-99999999999999999999999999999999999999" },
        "widest": { "N": "12345678901234567890123456789012345678" },
    });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Floats {
    #[dynamo(partition_key)]
    id: String,
    tenth: f64,
    whole: f64,
    single: f32,
    negative: f64,
}

#[tokio::test]
async fn floats_are_their_shortest_text() {
    let item = Floats { id: "1".into(), tenth: 0.1, whole: 3.0, single: 0.1, negative: -2.5 };
    let stored = json!({
        "id": { "S": "1" },
        "tenth": { "N": "0.1" },
        "whole": { "N": "3" },
        "single": { "N": "0.1" },
        "negative": { "N": "-2.5" },
    });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Decimals {
    #[dynamo(partition_key)]
    id: String,
    total: Decimal,
    rates: Vec<Decimal>,
}

#[tokio::test]
async fn decimals_are_exact() {
    let decimal = |text: &str| text.parse::<Decimal>().expect("a decimal");
    let item = Decimals {
        id: "1".into(),
        total: decimal("12345678901234567890.12345678"),
        rates: vec![decimal("-0.0000000000000000000000000001")],
    };
    let stored = json!({
        "id": { "S": "1" },
        "total": { "N": "12345678901234567890.12345678" },
        "rates": { "L": [{ "N": "-0.0000000000000000000000000001" }] },
    });
    assert_stored(item, stored).await;

    let as_text = json!({ "id": { "S": "1" }, "total": { "S": "1.50" }, "rates": { "L": [] } });
    assert_reads(as_text, Decimals { id: "1".into(), total: decimal("1.50"), rates: Vec::new() })
        .await;

    // DynamoDB drops the zero that the text keeps.
    let price = Decimals { id: "1".into(), total: decimal("1.50"), rates: Vec::new() };
    let sent = price.clone().create().explain().with_values().to_string();
    assert!(sent.contains(r#""total":{"N":"1.50"}"#), "{sent}");
    let shorter = json!({ "id": { "S": "1" }, "total": { "N": "1.5" }, "rates": { "L": [] } });
    assert_reads(shorter, price).await;

    let too_long = json!({ "id": { "S": "1" }, "total": { "N": "12345678901234567890123456789012345678" }, "rates": { "L": [] } });
    let key = Decimals { id: "1".into(), total: Decimal::ZERO, rates: Vec::new() }.key();
    assert!(read::<Decimals>(too_long, key).await.is_err(), "digits would be lost");
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Exact {
    #[dynamo(partition_key)]
    id: String,
    numbers: Vec<Number>,
}

#[tokio::test]
async fn number_holds_38_digits() {
    let texts = [
        "0.12345678901234567890123456789012345678",
        "-99999999999999999999999999999999999999",
        "100",
        "1.5",
        "0",
    ];
    let item = Exact {
        id: "1".into(),
        numbers: texts.iter().map(|text| text.parse().expect("a number")).collect(),
    };
    let stored = texts.map(|text| json!({ "N": text }));
    assert_stored(item, json!({ "id": { "S": "1" }, "numbers": { "L": stored } })).await;

    let canonical = [("1.50", "1.5"), ("-0", "0"), ("007", "7"), ("1e3", "1000"), ("0.10e1", "1")];
    for (given, stored) in canonical {
        assert_eq!(given.parse::<Number>().expect("a number").as_str(), stored, "{given}");
    }
    for ends in ["1E-130", "9.9999999999999999999999999999999999999E+125"] {
        assert!(ends.parse::<Number>().is_ok(), "{ends}");
    }
    for beyond in ["1E-131", "1E+126", "123456789012345678901234567890123456789", "NaN", ""] {
        assert!(beyond.parse::<Number>().is_err(), "{beyond}");
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Unstorable {
    #[dynamo(partition_key)]
    id: String,
    ratios: Vec<f64>,
    wide: u128,
}

#[tokio::test]
async fn numbers_out_of_range_are_refused() {
    let cases = [
        ("NaN", vec![0.5, f64::NAN], 0, "ratios[1]"),
        ("infinity", vec![f64::NEG_INFINITY], 0, "ratios[0]"),
        ("too large", vec![1e300], 0, "ratios[0]"),
        ("too small", vec![1e-300], 0, "ratios[0]"),
        ("39 digits", vec![], u128::MAX, "wide"),
    ];
    for (case, ratios, wide, path) in cases {
        let told = refusal(Unstorable { id: "1".into(), ratios, wide }).await;
        assert!(told.contains(path), "{case}: {told}");
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
enum Reading {
    Count { value: u64 },
    Ratio { value: f64 },
    Amount { value: Number },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Buffered {
    #[dynamo(partition_key)]
    id: String,
    readings: Vec<Reading>,
    #[serde(flatten)]
    others: BTreeMap<String, u64>,
}

#[tokio::test]
async fn buffered_numbers_are_exact() {
    let amount = || "12345678901234567890.123456789".parse().expect("a number");
    let item = Buffered {
        id: "1".into(),
        readings: vec![
            Reading::Count { value: u64::MAX },
            Reading::Ratio { value: 0.1 },
            Reading::Amount { value: amount() },
        ],
        others: BTreeMap::from([("total".into(), u64::MAX)]),
    };
    let reading = |kind: &str, value: &str| json!({ "M": { "kind": { "S": kind }, "value": { "N": value } } });
    let stored = json!({
        "id": { "S": "1" },
        "readings": { "L": [
            reading("Count", "18446744073709551615"),
            reading("Ratio", "0.1"),
            reading("Amount", "12345678901234567890.123456789"),
        ] },
        "total": { "N": "18446744073709551615" },
    });
    assert_stored(item, stored).await;
}
