//! What is flattened into the item, or into an attribute.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dynamorph::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::paths::matrix;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Audit {
    by: String,
    note: Option<String>,
    tags: BTreeSet<String>,
    raw: Vec<u8>,
    fee: Decimal,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Outer {
    own: u8,
    #[serde(flatten)]
    audit: Audit,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Open {
    own: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, BTreeSet<u8>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
enum Event {
    Opened { tags: BTreeSet<String> },
    Closed { raw: Vec<u8>, at: u64 },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
enum Choice {
    Tags(BTreeSet<String>),
    Named { raw: Vec<u8> },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Raw(Vec<u8>),
}

fn audit() -> Audit {
    Audit {
        by: "me".to_owned(),
        note: None,
        tags: BTreeSet::from(["a".to_owned()]),
        raw: vec![1],
        fee: Decimal::new(5, 1),
    }
}

fn bare() -> Audit {
    Audit { tags: BTreeSet::new(), ..audit() }
}

matrix! {
    #[serde(flatten)]
    structure: Audit = audit() => { "by": { "S": "me" }, "tags": { "SS": ["a"] }, "raw": { "B": "AQ==" }, "fee": { "N": "0.5" } };
    #[serde(flatten)]
    structure_with_empty_set: Audit = bare() => { "by": { "S": "me" }, "raw": { "B": "AQ==" }, "fee": { "N": "0.5" } };
    #[serde(flatten)]
    twice: Outer = Outer { own: 1, audit: audit() } => { "own": { "N": "1" }, "by": { "S": "me" }, "tags": { "SS": ["a"] }, "raw": { "B": "AQ==" }, "fee": { "N": "0.5" } };
    #[serde(flatten)]
    optional_structure: Option<Audit> = Some(audit()) => { "by": { "S": "me" }, "tags": { "SS": ["a"] }, "raw": { "B": "AQ==" }, "fee": { "N": "0.5" } };
    #[serde(flatten)]
    optional_none: Option<Audit> = None => {};
    #[serde(flatten)]
    map: HashMap<String, String> = HashMap::from([("x".to_owned(), "y".to_owned())]) => { "x": { "S": "y" } };
    #[serde(flatten)]
    map_of_sets: BTreeMap<String, BTreeSet<String>> = BTreeMap::from([("x".to_owned(), BTreeSet::from(["y".to_owned()]))]) => { "x": { "SS": ["y"] } };
    #[serde(flatten)]
    map_of_options: BTreeMap<String, Option<u8>> = BTreeMap::from([("x".to_owned(), None), ("y".to_owned(), Some(1))]) => { "x": { "NULL": true }, "y": { "N": "1" } };
    #[serde(flatten)]
    map_by_integer: BTreeMap<i32, u8> = BTreeMap::from([(-1, 1)]) => { "-1": { "N": "1" } };
    #[serde(flatten)]
    open_structure: Open = Open { own: 1, rest: BTreeMap::from([("x".to_owned(), BTreeSet::from([1]))]) } => { "own": { "N": "1" }, "x": { "NS": ["1"] } };
    #[serde(flatten)]
    internal_enum: Event = Event::Opened { tags: BTreeSet::from(["a".to_owned()]) } => { "kind": { "S": "Opened" }, "tags": { "SS": ["a"] } };
    #[serde(flatten)]
    internal_enum_of_bytes: Event = Event::Closed { raw: vec![1], at: u64::MAX } => { "kind": { "S": "Closed" }, "raw": { "B": "AQ==" }, "at": { "N": "18446744073709551615" } };
    #[serde(flatten)]
    external_enum: Choice = Choice::Tags(BTreeSet::from(["a".to_owned()])) => { "Tags": { "SS": ["a"] } };
    #[serde(flatten)]
    external_enum_of_fields: Choice = Choice::Named { raw: vec![1] } => { "Named": { "M": { "raw": { "B": "AQ==" } } } };
    #[serde(flatten)]
    adjacent_enum: Adjacent = Adjacent::Raw(vec![1]) => { "t": { "S": "Raw" }, "c": { "B": "AQ==" } };

    inside: Outer = Outer { own: 1, audit: bare() } => { "v": { "M": { "own": { "N": "1" }, "by": { "S": "me" }, "raw": { "B": "AQ==" }, "fee": { "N": "0.5" } } } };
    inside_lists: Vec<Open> = vec![Open { own: 1, rest: BTreeMap::new() }] => { "v": { "L": [{ "M": { "own": { "N": "1" } } }] } };
}
