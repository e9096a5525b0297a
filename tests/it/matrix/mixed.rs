//! Shapes in shapes: tags in tags, what is flattened in what is tagged, long structs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use dynamorph::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::UtcDateTime;

use super::paths::matrix;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "outer")]
enum Outer {
    Inner(Inner),
    Flat {
        own: u8,
        #[serde(flatten)]
        part: Part,
    },
    Rest {
        #[serde(flatten)]
        rest: BTreeMap<String, BTreeSet<u8>>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "inner")]
enum Inner {
    Tags { tags: BTreeSet<String>, raw: Vec<u8> },
    External(External),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
enum External {
    Raw(Vec<u8>),
    Adjacent(Adjacent),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Tags(BTreeSet<u8>),
    Fields {
        at: DateTime<Utc>,
        price: Option<Decimal>,
        #[dynamo(null)]
        null: Option<u8>,
        #[expect(clippy::option_option, reason = "absent, NULL and a value are three things")]
        twice: Option<Option<u8>>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Part {
    tags: BTreeSet<String>,
    at: DateTime<Utc>,
    by: BTreeMap<i8, Vec<u8>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct TwoEnums {
    #[serde(flatten)]
    inner: Inner,
    #[serde(flatten)]
    adjacent: Adjacent,
    #[serde(flatten)]
    maybe: Option<Part>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "version")]
struct Tagged {
    tags: BTreeSet<u8>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(default, deny_unknown_fields)]
struct Defaulted {
    tags: BTreeSet<u8>,
    raw: Vec<u8>,
    text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct OfTime {
    at: UtcDateTime,
    offset: time::OffsetDateTime,
    days: Vec<time::Date>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(untagged)]
enum Shaped {
    Priced { price: Decimal, at: DateTime<Utc> },
    Dated { day: chrono::NaiveDate, by: BTreeMap<u8, u8> },
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
enum PartlyTagged {
    Known(BTreeSet<u8>),
    #[serde(untagged)]
    Text(String),
}

/// A struct with more fields than a word has bits.
macro_rules! long {
    ($($field:ident)*) => {
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoMap)]
        struct Long {
            $($field: BTreeSet<u8>,)*
            last: BTreeSet<u8>,
            raw: Vec<u8>,
        }
    };
}
long! {
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
    e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 g0 g1 g2 g3 g4 g5 g6 g7 g8 g9
}

fn tags() -> BTreeSet<String> {
    BTreeSet::from(["a".to_owned()])
}

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1, 0).expect("an instant")
}

fn part(tags: BTreeSet<String>) -> Part {
    Part { tags, at: at(), by: BTreeMap::from([(-1, vec![1])]) }
}

fn utc() -> UtcDateTime {
    UtcDateTime::from_unix_timestamp(1).expect("an instant")
}

fn long() -> Long {
    Long {
        a0: BTreeSet::from([1]),
        g9: BTreeSet::from([2]),
        last: BTreeSet::from([3]),
        raw: vec![1],
        ..Long::default()
    }
}

matrix! {
    tag_in_tag: Outer = Outer::Inner(Inner::Tags { tags: tags(), raw: vec![1] })
        => { "v": { "M": { "outer": { "S": "Inner" }, "inner": { "S": "Tags" }, "tags": { "SS": ["a"] }, "raw": { "B": "AQ==" } } } };
    tag_in_tag_with_empty_set: Outer = Outer::Inner(Inner::Tags { tags: BTreeSet::new(), raw: vec![] })
        => { "v": { "M": { "outer": { "S": "Inner" }, "inner": { "S": "Tags" }, "raw": { "B": "" } } } };
    external_in_tags: Outer = Outer::Inner(Inner::External(External::Raw(vec![1])))
        => { "v": { "M": { "outer": { "S": "Inner" }, "inner": { "S": "External" }, "Raw": { "B": "AQ==" } } } };
    adjacent_in_external: External = External::Adjacent(Adjacent::Tags(BTreeSet::from([1])))
        => { "v": { "M": { "Adjacent": { "M": { "t": { "S": "Tags" }, "c": { "NS": ["1"] } } } } } };
    options_in_adjacent: Adjacent = Adjacent::Fields { at: at(), price: Some(Decimal::new(15, 1)), null: None, twice: Some(None) }
        => { "v": { "M": { "t": { "S": "Fields" }, "c": { "M": {
            "at": { "S": "1970-01-01T00:00:01.000000000Z" }, "price": { "N": "1.5" }, "null": { "NULL": true }, "twice": { "NULL": true },
        } } } } };
    flattened_in_tags: Outer = Outer::Flat { own: 1, part: part(tags()) } => { "v": { "M": {
        "outer": { "S": "Flat" }, "own": { "N": "1" }, "tags": { "SS": ["a"] }, "at": { "S": "1970-01-01T00:00:01.000000000Z" }, "by": { "M": { "-1": { "B": "AQ==" } } },
    } } };
    flattened_empty_set_in_tags: Outer = Outer::Flat { own: 1, part: part(BTreeSet::new()) } => { "v": { "M": {
        "outer": { "S": "Flat" }, "own": { "N": "1" }, "at": { "S": "1970-01-01T00:00:01.000000000Z" }, "by": { "M": { "-1": { "B": "AQ==" } } },
    } } };
    flattened_map_in_tags: Outer = Outer::Rest { rest: BTreeMap::from([("x".to_owned(), BTreeSet::from([1]))]) }
        => { "v": { "M": { "outer": { "S": "Rest" }, "x": { "NS": ["1"] } } } };
    two_flattened_enums: TwoEnums = TwoEnums { inner: Inner::Tags { tags: tags(), raw: vec![1] }, adjacent: Adjacent::Tags(BTreeSet::from([1])), maybe: None }
        => { "v": { "M": { "inner": { "S": "Tags" }, "tags": { "SS": ["a"] }, "raw": { "B": "AQ==" }, "t": { "S": "Tags" }, "c": { "NS": ["1"] } } } };
    tagged_struct: Tagged = Tagged { tags: BTreeSet::from([1]) } => { "v": { "M": { "version": { "S": "Tagged" }, "tags": { "NS": ["1"] } } } };
    defaulted: Defaulted = Defaulted { raw: vec![1], ..Defaulted::default() } => { "v": { "M": { "raw": { "B": "AQ==" }, "text": { "S": "" } } } };
    times: OfTime = OfTime { at: utc(), offset: utc().into(), days: vec![utc().date()] } => { "v": { "M": { "at": { "S": "1970-01-01T00:00:01.000000000Z" }, "offset": { "S": "1970-01-01T00:00:01.000000000Z" }, "days": { "L": [{ "S": "1970-01-01" }] } } } };
    #[serde(flatten)]
    times_flattened: OfTime = OfTime { at: utc(), offset: utc().into(), days: vec![utc().date()] } => { "at": { "S": "1970-01-01T00:00:01.000000000Z" }, "offset": { "S": "1970-01-01T00:00:01.000000000Z" }, "days": { "L": [{ "S": "1970-01-01" }] } };
    untagged_decimal: Shaped = Shaped::Priced { price: Decimal::new(15, 1), at: at() } => { "v": { "M": { "price": { "N": "1.5" }, "at": { "S": "1970-01-01T00:00:01.000000000Z" } } } };
    untagged_map: Shaped = Shaped::Dated { day: chrono::NaiveDate::default(), by: BTreeMap::from([(1, 2)]) }
        => { "v": { "M": { "day": { "S": "1970-01-01" }, "by": { "M": { "1": { "N": "2" } } } } } };
    other_variant: Lenient = Lenient::Unknown => { "v": { "M": { "kind": { "S": "Unknown" } } } };
    known_variant: Lenient = Lenient::Known { tags: BTreeSet::new() } => { "v": { "M": { "kind": { "S": "Known" } } } };
    untagged_variant: PartlyTagged = PartlyTagged::Text("a".to_owned()) => { "v": { "S": "a" } };
    tagged_beside_untagged: PartlyTagged = PartlyTagged::Known(BTreeSet::from([1])) => { "v": { "M": { "Known": { "NS": ["1"] } } } };
    long_struct: Long = long() => { "v": { "M": { "a0": { "NS": ["1"] }, "g9": { "NS": ["2"] }, "last": { "NS": ["3"] }, "raw": { "B": "AQ==" } } } };
    #[serde(flatten)]
    long_struct_flattened: Long = long() => { "a0": { "NS": ["1"] }, "g9": { "NS": ["2"] }, "last": { "NS": ["3"] }, "raw": { "B": "AQ==" } };
    #[serde(flatten)]
    tag_in_tag_flattened: Outer = Outer::Inner(Inner::Tags { tags: tags(), raw: vec![1] })
        => { "outer": { "S": "Inner" }, "inner": { "S": "Tags" }, "tags": { "SS": ["a"] }, "raw": { "B": "AQ==" } };
    #[serde(flatten)]
    optional_tag_flattened: Option<Inner> = Some(Inner::Tags { tags: tags(), raw: vec![1] }) => { "inner": { "S": "Tags" }, "tags": { "SS": ["a"] }, "raw": { "B": "AQ==" } };
    #[serde(rename = "a.b \"é\u{1F980}")]
    odd_name: BTreeSet<u8> = BTreeSet::from([1]) => { "a.b \"é\u{1F980}": { "NS": ["1"] } };
}
