//! Stored forms that do not fit: a typed error that says where, never a wrong value.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use dynamorph::DecodeErrorKind as Kind;
use dynamorph::Number;
use dynamorph::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::reading::unreadable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(deny_unknown_fields)]
struct Strict {
    #[serde(alias = "old")]
    count: u8,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
enum Event {
    Opened { tags: BTreeSet<String>, by: BTreeMap<u8, u8> },
}

/// It has no shape, so integer keys are text where serde buffers them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Foreign {
    Opened { by: BTreeMap<u8, u8> },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Floating {
    Float(f64),
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, DynamoValue)]
enum Status {
    Open,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
enum External {
    Count(u8),
    Pair(u8, u8),
}

unreadable! {
    missing: String = {} => "" Kind::MissingField { name: "v" },
    number_as_text: String = { "v": { "N": "1" } } => "v" Kind::Type { expected: "S", found: "N" },
    text_as_number: u8 = { "v": { "S": "1" } } => "v" Kind::Type { expected: "N", found: "S" },
    text_as_boolean: bool = { "v": { "S": "true" } } => "v" Kind::Type { expected: "BOOL", found: "S" },
    text_as_list: Vec<String> = { "v": { "S": "a" } } => "v" Kind::Type { found: "S", .. },
    text_as_bytes: Vec<u8> = { "v": { "S": "AQ==" } } => "v" Kind::Type { found: "S", .. },
    list_as_map: BTreeMap<String, u8> = { "v": { "L": [] } } => "v" Kind::Type { expected: "M", found: "L" },
    null_as_text: String = { "v": { "NULL": true } } => "v" Kind::Type { found: "NULL", .. },
    text_as_unit: () = { "v": { "S": "" } } => "v" Kind::Type { expected: "NULL", .. },

    too_large: u8 = { "v": { "N": "256" } } => "v" Kind::Number { target: "u8" },
    negative: u64 = { "v": { "N": "-1" } } => "v" Kind::Number { target: "u64" },
    beyond_64_bits: u64 = { "v": { "N": "18446744073709551616" } } => "v" Kind::Number { target: "u64" },
    below_64_bits: i64 = { "v": { "N": "-9223372036854775809" } } => "v" Kind::Number { target: "i64" },
    fraction: i32 = { "v": { "N": "1.5" } } => "v" Kind::Number { target: "i32" },
    huge_exponent: u64 = { "v": { "N": "1E+120" } } => "v" Kind::Number { target: "u64" },
    word_for_a_number: f64 = { "v": { "N": "NaN" } } => "v" Kind::Text { .. },
    infinity: f32 = { "v": { "N": "inf" } } => "v" Kind::Text { .. },
    over_long_number: Number = { "v": { "N": "123456789012345678901234567890123456789" } } => "v" Kind::Refused | Kind::Text { .. },
    no_number: u8 = { "v": { "N": "1x" } } => "v" Kind::Text { .. },
    empty_number: i8 = { "v": { "N": "" } } => "v" Kind::Text { .. },
    decimal_that_would_round: Decimal = { "v": { "N": "1.2345678901234567890123456789012345678" } } => "v" Kind::DecimalDigits,
    decimal_too_large: Decimal = { "v": { "N": "1E+30" } } => "v" Kind::DecimalDigits,
    decimal_of_words: Decimal = { "v": { "S": "one" } } => "v" Kind::Text { .. },
    buffered_float_that_would_round: Floating = { "v": { "N": "0.10000000000000000001" } } => "v" Kind::Refused,

    characters: char = { "v": { "S": "ab" } } => "v" Kind::Refused,
    no_uuid: Uuid = { "v": { "S": "a" } } => "v" Kind::Refused,
    no_instant: DateTime<Utc> = { "v": { "S": "yesterday" } } => "v" Kind::Text { expected: "an instant" },
    instant_of_civil_time: jiff::Timestamp = { "v": { "S": "1970-01-01" } } => "v" Kind::Text { expected: "an instant" },
    no_date: NaiveDate = { "v": { "S": "2026-02-29" } } => "v" Kind::Text { expected: "a date" },
    no_date_of_time: time::Date = { "v": { "S": "2026-13-01" } } => "v" Kind::Text { expected: "a date" },
    number_as_date: jiff::civil::Date = { "v": { "N": "1" } } => "v" Kind::Type { expected: "S", found: "N" },

    tuple_too_short: (u8, u8) = { "v": { "L": [{ "N": "1" }] } } => "v" Kind::Length,
    tuple_too_long: (u8, u8) = { "v": { "L": [{ "N": "1" }, { "N": "1" }, { "N": "1" }] } } => "v" Kind::Length,
    array_too_short: [u8; 3] = { "v": { "B": "AQ==" } } => "v" Kind::Length,
    array_too_long: [u8; 1] = { "v": { "B": "AQID" } } => "v" Kind::Length,
    element: Vec<Vec<u64>> = { "v": { "L": [{ "L": [] }, { "L": [{ "N": "1" }, { "S": "x" }] }] } } => "v[1][1]" Kind::Type { .. },
    element_of_a_set: BTreeSet<u8> = { "v": { "NS": ["1", "300"] } } => "v[1]" Kind::Number { target: "u8" },
    set_of_another_type: BTreeSet<u8> = { "v": { "SS": ["1"] } } => "v[0]" Kind::Type { expected: "N", found: "S" },
    map_key: BTreeMap<u8, u8> = { "v": { "M": { "x": { "N": "1" } } } } => "v" Kind::MapKey { target: "u8" },
    map_key_of_boolean: BTreeMap<bool, u8> = { "v": { "M": { "yes": { "N": "1" } } } } => "v" Kind::MapKey { target: "bool" },
    map_value: BTreeMap<String, u8> = { "v": { "M": { "secret": { "S": "x" } } } } => "v.*" Kind::Type { .. },

    unknown_variant: Status = { "v": { "S": "Lost" } } => "v" Kind::UnknownVariant { expected: ["Open"] },
    unknown_external_variant: External = { "v": { "M": { "Lost": { "N": "1" } } } } => "v" Kind::UnknownVariant { .. },
    content_of_a_variant: External = { "v": { "M": { "Count": { "S": "x" } } } } => "v.Count" Kind::Type { .. },
    length_of_a_variant: External = { "v": { "M": { "Pair": { "L": [{ "N": "1" }] } } } } => "v.Pair" Kind::Length,
    two_variants: External = { "v": { "M": { "Count": { "N": "1" }, "Pair": { "L": [{ "N": "1" }, { "N": "1" }] } } } } => "v" Kind::Length,
    no_variant: External = { "v": { "M": {} } } => "v" Kind::Length,
    missing_tag: Event = { "v": { "M": { "tags": { "SS": ["a"] } } } } => "v" Kind::MissingField { name: "kind" },
    member_of_a_variant: Event = { "v": { "M": { "kind": { "S": "Opened" } } } } => "v" Kind::MissingField { name: "by" },
    buffered_integer_keys_without_a_shape: Foreign = { "v": { "M": { "kind": { "S": "Opened" }, "by": { "M": { "1": { "N": "1" } } } } } } => "v" Kind::Unfit { found: "S" },
    denied_member: Strict = { "v": { "M": { "count": { "N": "1" }, "other": { "N": "1" } } } } => "v" Kind::UnknownField { expected: ["count", "old"] },
    alias_beside_its_name: Strict = { "v": { "M": { "count": { "N": "1" }, "old": { "N": "1" } } } } => "v" Kind::DuplicateField { name: "count" },
}
