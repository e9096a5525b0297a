//! Sets of every kind, alone and inside other shapes.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use dynamorph::Number;
use dynamorph::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::paths::matrix;

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DynamoValue,
)]
#[serde(rename_all = "kebab-case")]
enum Size {
    ExtraSmall,
    Large,
}

#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DynamoValue,
)]
struct Name(String);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Names(BTreeSet<Name>);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
#[serde(transparent)]
struct Counts {
    counts: HashSet<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Inner {
    tags: BTreeSet<String>,
    empty: BTreeSet<i32>,
    missing: Option<BTreeSet<String>>,
    blobs: Vec<BTreeSet<Vec<u8>>>,
}

fn texts<T: From<&'static str> + Ord>() -> BTreeSet<T> {
    BTreeSet::from(["b".into(), "a".into()])
}

fn numbers<T: std::str::FromStr<Err: std::fmt::Debug> + Ord>(texts: &[&str]) -> BTreeSet<T> {
    texts.iter().map(|text| text.parse().expect("a number")).collect()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 3).expect("a day")
}

fn instant() -> DateTime<Utc> {
    DateTime::from_timestamp(0, 5).expect("an instant")
}

matrix! {
    of_text: BTreeSet<String> = texts() => { "v": { "SS": ["a", "b"] } };
    of_text_hashed: HashSet<String> = HashSet::from(["a".to_owned(), "é".to_owned(), String::new()]) => { "v": { "SS": ["a", "é", ""] } };
    of_boxed_text: BTreeSet<Box<str>> = texts() => { "v": { "SS": ["a", "b"] } };
    of_characters: BTreeSet<char> = BTreeSet::from(['é', '"']) => { "v": { "SS": ["\"", "é"] } };
    of_newtypes: BTreeSet<Name> = BTreeSet::from([Name("n".to_owned())]) => { "v": { "SS": ["n"] } };
    of_unit_enums: BTreeSet<Size> = BTreeSet::from([Size::Large, Size::ExtraSmall]) => { "v": { "SS": ["extra-small", "large"] } };
    of_uuids: HashSet<Uuid> = HashSet::from([Uuid::from_u128(1)]) => { "v": { "SS": ["00000000-0000-0000-0000-000000000001"] } };
    of_dates: BTreeSet<NaiveDate> = BTreeSet::from([day()]) => { "v": { "SS": ["2026-02-03"] } };
    of_instants: BTreeSet<DateTime<Utc>> = BTreeSet::from([instant()]) => { "v": { "SS": ["1970-01-01T00:00:00.000000005Z"] } };
    of_jiff_dates: BTreeSet<jiff::civil::Date> = BTreeSet::from([jiff::civil::date(2026, 2, 3)]) => { "v": { "SS": ["2026-02-03"] } };
    of_time_dates: BTreeSet<time::Date> = BTreeSet::from([time::Date::MIN.replace_year(2026).expect("a year")]) => { "v": { "SS": ["2026-01-01"] } };

    of_i64: BTreeSet<i64> = BTreeSet::from([i64::MIN, 0, 7]) => { "v": { "NS": ["-9223372036854775808", "0", "7"] } };
    of_u8_is_no_binary: BTreeSet<u8> = BTreeSet::from([1, 255]) => { "v": { "NS": ["1", "255"] } };
    of_u128: BTreeSet<u128> = BTreeSet::from([10_u128.pow(37)]) => { "v": { "NS": ["10000000000000000000000000000000000000"] } };
    of_decimals: BTreeSet<Decimal> = numbers(&["1.5", "-0.25"]) => { "v": { "NS": ["-0.25", "1.5"] } };
    of_numbers: BTreeSet<Number> = numbers(&["1.5", "7"]) => { "v": { "NS": ["1.5", "7"] } };

    of_bytes: BTreeSet<Vec<u8>> = BTreeSet::from([vec![1, 2], vec![]]) => { "v": { "BS": ["AQI=", ""] } };
    of_arrays: HashSet<[u8; 2]> = HashSet::from([[1, 2]]) => { "v": { "BS": ["AQI="] } };
    of_tuples_is_a_list: BTreeSet<(u8, bool)> = BTreeSet::from([(1, true)]) => { "v": { "L": [{ "L": [{ "N": "1" }, { "BOOL": true }] }] } };
    of_booleans_is_a_list: BTreeSet<bool> = BTreeSet::from([true]) => { "v": { "L": [{ "BOOL": true }] } };

    newtype: Names = Names(BTreeSet::from([Name("n".to_owned())])) => { "v": { "SS": ["n"] } };
    transparent_newtype: Counts = Counts { counts: HashSet::from([1, 2]) } => { "v": { "NS": ["1", "2"] } };
    empty: BTreeSet<String> = BTreeSet::new() => {};
    empty_newtype: Names = Names(BTreeSet::new()) => {};
    optional: Option<BTreeSet<String>> = Some(texts()) => { "v": { "SS": ["a", "b"] } };
    optional_none: Option<HashSet<u8>> = None => {};
    #[serde(default)]
    with_default: BTreeSet<u8> = BTreeSet::new() => {};
    boxed: Box<BTreeSet<String>> = Box::new(texts()) => { "v": { "SS": ["a", "b"] } };

    in_lists: Vec<BTreeSet<String>> = vec![texts(), BTreeSet::new()] => { "v": { "L": [{ "SS": ["a", "b"] }, { "L": [] }] } };
    in_maps: BTreeMap<String, BTreeSet<u8>> = BTreeMap::from([("a".to_owned(), BTreeSet::from([1])), ("b".to_owned(), BTreeSet::new())])
        => { "v": { "M": { "a": { "NS": ["1"] }, "b": { "L": [] } } } };
    in_tuples: (BTreeSet<u8>, BTreeSet<String>) = (BTreeSet::from([1]), BTreeSet::new()) => { "v": { "L": [{ "NS": ["1"] }, { "L": [] }] } };
    in_structs: Inner = Inner { tags: texts(), empty: BTreeSet::new(), missing: None, blobs: vec![BTreeSet::from([vec![1]])] }
        => { "v": { "M": { "tags": { "SS": ["a", "b"] }, "blobs": { "L": [{ "BS": ["AQ=="] }] } } } };
    in_structs_in_maps: BTreeMap<u8, Vec<Inner>> = BTreeMap::from([(1, vec![Inner { tags: BTreeSet::new(), empty: BTreeSet::from([2]), missing: Some(texts()), blobs: vec![] }])])
        => { "v": { "M": { "1": { "L": [{ "M": { "empty": { "NS": ["2"] }, "missing": { "SS": ["a", "b"] }, "blobs": { "L": [] } } }] } } } };
}
