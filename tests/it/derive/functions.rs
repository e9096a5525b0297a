//! `serde(with)`: constants encode and decode as the item does.

#![allow(clippy::ref_option, reason = "serde calls such functions so")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamorph::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::support::run;

/// Seconds as a number, of a field or of an optional one.
mod seconds {
    use super::*;

    pub(super) fn serialize<S: Serializer>(at: &Duration, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u64(at.as_secs())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
        u64::deserialize(from).map(Duration::from_secs)
    }

    pub(super) mod option {
        use super::*;

        pub(in super::super) fn serialize<S: Serializer>(
            at: &Option<Duration>,
            to: S,
        ) -> Result<S::Ok, S::Error> {
            at.map(|at| at.as_secs()).serialize(to)
        }

        pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
            from: D,
        ) -> Result<Option<Duration>, D::Error> {
            Ok(Option::<u64>::deserialize(from)?.map(Duration::from_secs))
        }
    }
}

/// Since the epoch, as a TTL is.
mod since_epoch {
    use super::*;

    pub(super) fn serialize<S: Serializer>(at: &SystemTime, to: S) -> Result<S::Ok, S::Error> {
        let since = at.duration_since(UNIX_EPOCH).map_err(serde::ser::Error::custom)?;
        to.serialize_u64(since.as_secs())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<SystemTime, D::Error> {
        u64::deserialize(from).map(|seconds| UNIX_EPOCH + Duration::from_secs(seconds))
    }
}

fn shout<S: Serializer>(text: &str, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&text.to_uppercase())
}

fn whisper<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.map(|text| text.to_lowercase()))
}

#[derive(Debug, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "functions")]
struct Timer {
    #[dynamo(partition_key)]
    id: u64,
    #[serde(with = "seconds")]
    lasts: Duration,
    #[serde(with = "seconds::option", default)]
    pause: Option<Duration>,
    #[serde(with = "serde_bytes")]
    key: Vec<u8>,
    #[serde(with = "serde_bytes", default)]
    other_key: Option<Vec<u8>>,
    #[serde(serialize_with = "shout")]
    name: String,
    #[serde(deserialize_with = "whisper", default)]
    alias: Option<String>,
    #[dynamo(ttl)]
    #[serde(with = "since_epoch")]
    until: SystemTime,
    place: Place,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Place {
    #[serde(with = "seconds")]
    away: Duration,
}

fn timer() -> Timer {
    Timer {
        id: 1,
        lasts: Duration::from_mins(1),
        pause: Some(Duration::from_secs(5)),
        key: vec![1, 2],
        other_key: Some(vec![3]),
        name: "TEA".to_owned(),
        alias: Some("chai".to_owned()),
        until: UNIX_EPOCH + Duration::from_secs(1_900_000_000),
        place: Place { away: Duration::from_secs(7) },
    }
}

/// What a condition sends for a value.
fn sent(condition: dynamorph::Condition<Timer>) -> String {
    let shown = timer().create().condition(condition).explain().with_values().to_string();
    let last = shown.lines().rfind(|line| line.starts_with(':')).expect("a value");
    last.split_once(": ").expect("a placeholder and its value").1.to_owned()
}

#[test]
fn a_constant_encodes_as_the_item_does() {
    let item = timer();
    let cases = [
        ("with", Timer::LASTS.eq(item.lasts), "N 60"),
        ("with, of an Option", Timer::PAUSE.eq(Duration::from_secs(5)), "N 5"),
        ("a generic function", Timer::KEY.eq(&item.key), "B [1, 2]"),
        ("likewise, of an Option", Timer::OTHER_KEY.eq(vec![3]), "B [3]"),
        ("serialize_with", Timer::NAME.eq("tea"), "S \"TEA\""),
        ("deserialize_with", Timer::ALIAS.eq("Chai"), "S \"Chai\""),
        ("a TTL", Timer::UNTIL.eq(item.until), "N 1900000000"),
        ("in a map", Timer::PLACE.dot(Place::AWAY).eq(item.place.away), "N 7"),
    ];
    for (case, condition, expected) in cases {
        assert_eq!(sent(condition), expected, "{case}");
    }
}

#[test]
fn the_item_is_stored_by_its_functions() {
    run(stored_by_its_functions());
}

async fn stored_by_its_functions() {
    let db = dynamorph_testing::Embedded::memory().dynamo();
    db.ensure_table::<Timer>().await.expect("a table");
    timer().save().send(&db).await.expect("stored");
    assert_eq!(Timer::get(1).one(&db).await.expect("read"), timer());
    let none = Timer { id: 2, pause: None, other_key: None, alias: None, ..timer() };
    none.save().send(&db).await.expect("stored");
    let none = Timer::get(2).one(&db).await.expect("read");
    assert_eq!((none.pause, none.other_key, none.alias), (None, None, None));
}
