//! Stored forms that the mapper reads and does not write.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use dynamorph::Number;
use dynamorph::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::reading::accepted;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Inner {
    #[serde(alias = "labels", alias = "marks")]
    tags: BTreeSet<String>,
    #[serde(default)]
    count: u8,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
enum Event {
    #[serde(alias = "OPEN")]
    Opened { tags: BTreeSet<String>, by: BTreeMap<u8, u8> },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind", content = "data")]
enum Adjacent {
    Tags(BTreeSet<String>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Any {
    Flag(bool),
    Small(u64),
    Negative(i64),
    Float(f64),
    Text(String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
enum Lenient {
    Known {
        tags: BTreeSet<u8>,
    },
    #[serde(other)]
    Unknown,
}

fn tags() -> BTreeSet<String> {
    BTreeSet::from(["a".to_owned()])
}

fn nine() -> u8 {
    9
}

accepted! {
    list_as_text_set: BTreeSet<String> = { "v": { "L": [{ "S": "a" }] } } => tags();
    list_as_number_set: BTreeSet<u8> = { "v": { "L": [{ "N": "1" }, { "N": "1" }] } } => BTreeSet::from([1]);
    list_as_binary_set: BTreeSet<Vec<u8>> = { "v": { "L": [{ "B": "AQ==" }, { "L": [{ "N": "2" }] }] } } => BTreeSet::from([vec![1], vec![2]]);
    list_as_bytes: Vec<u8> = { "v": { "L": [{ "N": "1" }, { "N": "255" }] } } => vec![1, 255];
    list_as_byte_array: [u8; 2] = { "v": { "L": [{ "N": "1" }, { "N": "2" }] } } => [1, 2];
    set_as_list: Vec<String> = { "v": { "SS": ["a"] } } => vec!["a".to_owned()];
    number_set_as_list: Vec<i8> = { "v": { "NS": ["-1"] } } => vec![-1];
    binary_set_as_list: Vec<Vec<u8>> = { "v": { "BS": ["AQ=="] } } => vec![vec![1]];
    absent_set: BTreeSet<String> = {} => BTreeSet::new();
    absent_set_in_a_struct: Inner = { "v": { "M": {} } } => Inner { tags: BTreeSet::new(), count: 0 };
    empty_list_as_set: Option<BTreeSet<String>> = { "v": { "L": [] } } => Some(BTreeSet::new());

    decimal_of_text: Decimal = { "v": { "S": "1.50" } } => Decimal::new(150, 2);
    decimal_with_exponent: Decimal = { "v": { "N": "1.5E+2" } } => Decimal::from(150);
    number_with_exponent: Number = { "v": { "N": "15e-1" } } => "1.5".parse().expect("a number");
    integer_with_a_fraction_of_zero: u8 = { "v": { "N": "7.00" } } => 7;
    integer_with_exponent: i64 = { "v": { "N": "-1E2" } } => -100;
    float_of_an_integer: f64 = { "v": { "N": "7" } } => 7.0;
    float_of_many_digits: f64 = { "v": { "N": "0.1000000000000000055511151231257827" } } => 0.1;
    minus_zero: u8 = { "v": { "N": "-0" } } => 0;

    instant_of_seconds: DateTime<Utc> = { "v": { "S": "1970-01-01T00:00:01Z" } } => DateTime::from_timestamp(1, 0).expect("an instant");
    instant_of_milliseconds: time::UtcDateTime = { "v": { "S": "1970-01-01T00:00:00.000Z" } } => time::UtcDateTime::UNIX_EPOCH;
    instant_with_offset: jiff::Timestamp = { "v": { "S": "1970-01-01T02:00:00+02:00" } } => jiff::Timestamp::UNIX_EPOCH;
    date_in_an_option: Option<NaiveDate> = { "v": { "S": "1970-01-01" } } => Some(NaiveDate::default());

    null_as_none: Option<u8> = { "v": { "NULL": true } } => None;
    null_as_no_set: Option<BTreeSet<String>> = { "v": { "NULL": true } } => None;
    null_inside: Vec<Option<u8>> = { "v": { "L": [{ "NULL": true }] } } => vec![None];
    #[serde(alias = "old")]
    alias: String = { "old": { "S": "a" } } => "a".to_owned();
    #[serde(alias = "old")]
    alias_of_a_set: BTreeSet<String> = { "old": { "SS": ["a"] } } => tags();
    aliases_inside: Inner = { "v": { "M": { "marks": { "SS": ["a"] } } } } => Inner { tags: tags(), count: 0 };
    #[serde(default = "nine")]
    default: u8 = {} => 9;
    #[serde(skip)]
    skipped: u8 = { "v": { "N": "5" } } => 0;
    unknown_attributes: u8 = { "v": { "N": "5" }, "other": { "M": { "a": { "L": [{ "BS": ["AQ=="] }] } } } } => 5;

    unknown_variant_of_a_lenient_enum: Lenient = { "v": { "M": { "kind": { "S": "New" }, "tags": { "SS": ["a"] } } } } => Lenient::Unknown;
    tag_that_comes_last: Event = { "v": { "M": { "by": { "M": { "1": { "N": "2" } } }, "tags": { "SS": ["a"] }, "kind": { "S": "OPEN" } } } }
        => Event::Opened { tags: tags(), by: BTreeMap::from([(1, 2)]) };
    absent_set_of_a_tagged_enum: Event = { "v": { "M": { "by": { "M": {} }, "kind": { "S": "Opened" } } } } => Event::Opened { tags: BTreeSet::new(), by: BTreeMap::new() };
    content_before_its_tag: Adjacent = { "v": { "M": { "data": { "SS": ["a"] }, "kind": { "S": "Tags" } } } } => Adjacent::Tags(tags());
    buffered_unsigned: Any = { "v": { "N": "18446744073709551615" } } => Any::Small(u64::MAX);
    buffered_signed: Any = { "v": { "N": "-9223372036854775808" } } => Any::Negative(i64::MIN);
    buffered_float: Any = { "v": { "N": "0.1" } } => Any::Float(0.1);
    buffered_number_that_is_no_float: Any = { "v": { "N": "0.10000000000000000001" } } => Any::Text("0.10000000000000000001".to_owned());
    buffered_boolean: Any = { "v": { "BOOL": true } } => Any::Flag(true);
    #[serde(flatten)]
    schema_attributes_are_hidden: BTreeMap<String, String> = { "x": { "S": "y" } } => BTreeMap::from([("x".to_owned(), "y".to_owned())]);
}
