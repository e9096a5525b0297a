//! Enums in all four taggings.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use dynamorph::Number;
use dynamorph::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::paths::matrix;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, DynamoValue)]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
enum Status {
    InTransit,
    #[serde(alias = "GONE")]
    Done,
}

/// It derives nothing of ours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Foreign {
    Unit,
    Newtype(Vec<u8>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Card {
    digits: Option<String>,
    tags: BTreeSet<String>,
    raw: Vec<u8>,
}

/// The same variants in each tagging that has them all.
macro_rules! payment {
    ($(#[$option:meta])* $name:ident) => {
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
        $(#[$option])*
        enum $name {
            Cash,
            Card(Card),
            Transfer { iban: String, note: Option<String>, codes: BTreeSet<u32>, amount: Decimal, at: DateTime<Utc>, days: BTreeMap<u8, u8> },
        }

        impl $name {
            fn card() -> Self {
                Self::Card(Card { digits: None, tags: BTreeSet::from(["a".to_owned()]), raw: vec![1, 2] })
            }
            fn transfer() -> Self {
                let at = DateTime::from_timestamp(0, 0).expect("an instant");
                let (codes, days) = (BTreeSet::from([7]), BTreeMap::from([(1, 2)]));
                Self::Transfer { iban: "I".to_owned(), note: None, codes, amount: Decimal::new(150, 2), at, days }
            }
        }
    };
}
payment!(External);
payment!(
    #[serde(tag = "kind", rename_all = "snake_case")]
    Internal
);
payment!(
    #[serde(tag = "kind", content = "data")]
    Adjacent
);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
enum Tuples {
    Pair(u8, BTreeSet<String>),
    Bytes(Vec<u8>),
    Set(BTreeSet<u8>),
    Wide(u128),
    Maybe(Option<u8>),
    Recursive(Box<Tuples>),
    List(Vec<Tuples>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "t", content = "c")]
enum AdjacentTuples {
    Pair(u8, BTreeSet<String>),
    Bytes(Vec<u8>),
    Set(BTreeSet<u8>),
    Maybe(Option<u8>),
    Nested(Box<AdjacentTuples>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(untagged)]
enum Untagged {
    Flag(bool),
    Count(u64),
    Exact(Number),
    Text(String),
    Pair(u8, String),
    Named {
        #[serde(default)]
        tags: BTreeSet<String>,
        raw: Vec<u8>,
    },
    Other {
        name: String,
        none: Option<u8>,
    },
}

/// The enum inside has a variant of the same name as one around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(untagged)]
enum Around {
    At(DateTime<Utc>),
    Inside(Inside),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
enum Inside {
    At(String),
}

type C = AdjacentTuples;

matrix! {
    unit: Status = Status::InTransit => { "v": { "S": "IN-TRANSIT" } };
    units: Vec<Status> = vec![Status::Done, Status::InTransit] => { "v": { "L": [{ "S": "DONE" }, { "S": "IN-TRANSIT" }] } };
    unit_in_options: Option<Status> = Some(Status::Done) => { "v": { "S": "DONE" } };
    foreign_unit: Foreign = Foreign::Unit => { "v": { "S": "Unit" } };
    foreign_newtype: Foreign = Foreign::Newtype(vec![1]) => { "v": { "M": { "Newtype": { "L": [{ "N": "1" }] } } } };

    external_unit: External = External::Cash => { "v": { "S": "Cash" } };
    external_newtype: External = External::card() => { "v": { "M": { "Card": { "M": { "tags": { "SS": ["a"] }, "raw": { "B": "AQI=" } } } } } };
    external_struct: External = External::transfer() => { "v": { "M": { "Transfer": { "M": {
        "iban": { "S": "I" }, "codes": { "NS": ["7"] }, "amount": { "N": "1.50" }, "at": { "S": "1970-01-01T00:00:00.000000000Z" }, "days": { "M": { "1": { "N": "2" } } },
    } } } } };
    external_tuple: Tuples = Tuples::Pair(1, BTreeSet::from(["a".to_owned()])) => { "v": { "M": { "Pair": { "L": [{ "N": "1" }, { "SS": ["a"] }] } } } };
    external_bytes: Tuples = Tuples::Bytes(vec![1]) => { "v": { "M": { "Bytes": { "B": "AQ==" } } } };
    external_set: Tuples = Tuples::Set(BTreeSet::from([1])) => { "v": { "M": { "Set": { "NS": ["1"] } } } };
    external_empty_set: Tuples = Tuples::Set(BTreeSet::new()) => { "v": { "M": { "Set": { "L": [] } } } };
    external_none: Tuples = Tuples::Maybe(None) => { "v": { "M": { "Maybe": { "NULL": true } } } };
    external_wide: Tuples = Tuples::Wide(10_u128.pow(37)) => { "v": { "M": { "Wide": { "N": "10000000000000000000000000000000000000" } } } };
    external_recursive: Tuples = Tuples::List(vec![Tuples::Recursive(Box::new(Tuples::Maybe(Some(1))))])
        => { "v": { "M": { "List": { "L": [{ "M": { "Recursive": { "M": { "Maybe": { "N": "1" } } } } }] } } } };

    internal_unit: Internal = Internal::Cash => { "v": { "M": { "kind": { "S": "cash" } } } };
    internal_newtype: Internal = Internal::card() => { "v": { "M": { "kind": { "S": "card" }, "tags": { "SS": ["a"] }, "raw": { "B": "AQI=" } } } };
    internal_struct: Internal = Internal::transfer() => { "v": { "M": { "kind": { "S": "transfer" },
        "iban": { "S": "I" }, "codes": { "NS": ["7"] }, "amount": { "N": "1.50" }, "at": { "S": "1970-01-01T00:00:00.000000000Z" }, "days": { "M": { "1": { "N": "2" } } },
    } } };
    internals: BTreeMap<String, Vec<Internal>> = BTreeMap::from([("a".to_owned(), vec![Internal::Cash])]) => { "v": { "M": { "a": { "L": [{ "M": { "kind": { "S": "cash" } } }] } } } };

    adjacent_unit: Adjacent = Adjacent::Cash => { "v": { "M": { "kind": { "S": "Cash" } } } };
    adjacent_newtype: Adjacent = Adjacent::card() => { "v": { "M": { "kind": { "S": "Card" }, "data": { "M": { "tags": { "SS": ["a"] }, "raw": { "B": "AQI=" } } } } } };
    adjacent_struct: Adjacent = Adjacent::transfer() => { "v": { "M": { "kind": { "S": "Transfer" }, "data": { "M": {
        "iban": { "S": "I" }, "codes": { "NS": ["7"] }, "amount": { "N": "1.50" }, "at": { "S": "1970-01-01T00:00:00.000000000Z" }, "days": { "M": { "1": { "N": "2" } } },
    } } } } };
    adjacent_tuple: C = C::Pair(1, BTreeSet::from(["a".to_owned()])) => { "v": { "M": { "t": { "S": "Pair" }, "c": { "L": [{ "N": "1" }, { "SS": ["a"] }] } } } };
    adjacent_bytes: C = C::Bytes(vec![1]) => { "v": { "M": { "t": { "S": "Bytes" }, "c": { "B": "AQ==" } } } };
    adjacent_set: C = C::Set(BTreeSet::from([1])) => { "v": { "M": { "t": { "S": "Set" }, "c": { "NS": ["1"] } } } };
    adjacent_empty_set: C = C::Set(BTreeSet::new()) => { "v": { "M": { "t": { "S": "Set" }, "c": { "L": [] } } } };
    adjacent_none: C = C::Maybe(None) => { "v": { "M": { "t": { "S": "Maybe" }, "c": { "NULL": true } } } };
    adjacent_nested: C = C::Nested(Box::new(C::Bytes(vec![]))) => { "v": { "M": { "t": { "S": "Nested" }, "c": { "M": { "t": { "S": "Bytes" }, "c": { "B": "" } } } } } };

    untagged_boolean: Untagged = Untagged::Flag(true) => { "v": { "BOOL": true } };
    untagged_integer: Untagged = Untagged::Count(u64::MAX) => { "v": { "N": "18446744073709551615" } };
    untagged_exact: Untagged = Untagged::Exact("1.2345678901234567890123456789012345678".parse().expect("a number")) => { "v": { "N": "1.2345678901234567890123456789012345678" } };
    untagged_text: Untagged = Untagged::Text("a".to_owned()) => { "v": { "S": "a" } };
    untagged_tuple: Untagged = Untagged::Pair(1, "a".to_owned()) => { "v": { "L": [{ "N": "1" }, { "S": "a" }] } };
    untagged_struct: Untagged = Untagged::Named { tags: BTreeSet::from(["a".to_owned()]), raw: vec![1] } => { "v": { "M": { "tags": { "SS": ["a"] }, "raw": { "B": "AQ==" } } } };
    untagged_struct_with_empty_set: Untagged = Untagged::Named { tags: BTreeSet::new(), raw: vec![1] } => { "v": { "M": { "raw": { "B": "AQ==" } } } };
    untagged_around_another_enum: Around = Around::Inside(Inside::At("here".to_owned())) => { "v": { "M": { "At": { "S": "here" } } } };
    untagged_other: Untagged = Untagged::Other { name: "n".to_owned(), none: None } => { "v": { "M": { "name": { "S": "n" } } } };
}
