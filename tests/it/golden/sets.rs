//! Sets and bytes.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use dynamorph::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;
use uuid::Uuid;

use super::support::{assert_reads, assert_stored, refusal};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, DynamoValue)]
struct Tag(String);

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, DynamoValue,
)]
enum Size {
    Small,
    Large,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Sets {
    #[dynamo(partition_key)]
    id: String,
    texts: BTreeSet<String>,
    ids: HashSet<Uuid>,
    tags: BTreeSet<Tag>,
    sizes: BTreeSet<Size>,
    numbers: BTreeSet<i64>,
    octets: BTreeSet<u8>,
    blobs: BTreeSet<Vec<u8>>,
    pairs: BTreeSet<(u8, u8)>,
}

#[tokio::test]
async fn sets_are_ss_ns_and_bs() {
    let item = Sets {
        id: "1".into(),
        texts: BTreeSet::from(["a".into(), String::new()]),
        ids: HashSet::from([Uuid::from_u128(1)]),
        tags: BTreeSet::from([Tag("t".into())]),
        sizes: BTreeSet::from([Size::Small, Size::Large]),
        numbers: BTreeSet::from([-1, 20]),
        octets: BTreeSet::from([0, 255]),
        blobs: BTreeSet::from([vec![1, 2], vec![255]]),
        pairs: BTreeSet::from([(1, 2)]),
    };
    let stored = json!({
        "id": { "S": "1" },
        "texts": { "SS": ["a", ""] },
        "ids": { "SS": ["00000000-0000-0000-0000-000000000001"] },
        "tags": { "SS": ["t"] },
        "sizes": { "SS": ["Small", "Large"] },
        "numbers": { "NS": ["-1", "20"] },
        "octets": { "NS": ["0", "255"] },
        "blobs": { "BS": ["AQI=", "/w=="] },
        "pairs": { "L": [{ "L": [{ "N": "1" }, { "N": "2" }] }] },
    });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Line {
    codes: BTreeSet<u32>,
    raw: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Labels(BTreeSet<String>);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
enum Event {
    Tagged { labels: BTreeSet<String> },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct NestedSets {
    #[dynamo(partition_key)]
    id: String,
    lines: Vec<Line>,
    labels: Labels,
    by_name: BTreeMap<String, BTreeSet<String>>,
    event: Event,
}

#[tokio::test]
async fn sets_keep_their_type_when_nested() {
    let item = NestedSets {
        id: "1".into(),
        lines: vec![Line { codes: BTreeSet::from([7]), raw: vec![1, 2] }],
        labels: Labels(BTreeSet::from(["l".into()])),
        by_name: BTreeMap::from([("n".into(), BTreeSet::from(["s".into()]))]),
        event: Event::Tagged { labels: BTreeSet::from(["e".into()]) },
    };
    let stored = json!({
        "id": { "S": "1" },
        "lines": { "L": [{ "M": { "codes": { "NS": ["7"] }, "raw": { "B": "AQI=" } } }] },
        "labels": { "SS": ["l"] },
        "by_name": { "M": { "n": { "SS": ["s"] } } },
        "event": { "M": { "kind": { "S": "Tagged" }, "labels": { "SS": ["e"] } } },
    });
    assert_stored(item, stored).await;
}

fn one() -> BTreeSet<u32> {
    BTreeSet::from([1])
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct EmptySets {
    #[dynamo(partition_key)]
    id: String,
    texts: BTreeSet<String>,
    #[serde(default = "one")]
    numbers: BTreeSet<u32>,
    optional: Option<BTreeSet<String>>,
}

#[tokio::test]
async fn empty_sets_are_absent() {
    let item = EmptySets { id: "1".into(), ..EmptySets::default() };
    let stored = json!({ "id": { "S": "1" } });
    assert_stored(item.clone(), stored.clone()).await;

    let some_empty = EmptySets { optional: Some(BTreeSet::new()), ..item.clone() };
    let explained = some_empty.create().explain().with_values().to_string();
    assert!(!explained.contains("optional"), "{explained}");
    assert_reads(stored, item).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct SetElements {
    #[dynamo(partition_key)]
    id: String,
    list: Vec<BTreeSet<String>>,
    map: BTreeMap<String, BTreeSet<u8>>,
}

#[tokio::test]
async fn an_empty_set_as_an_element_is_an_empty_list() {
    let item = SetElements {
        id: "1".into(),
        list: vec![BTreeSet::new(), BTreeSet::from(["a".into()])],
        map: BTreeMap::from([("none".into(), BTreeSet::new())]),
    };
    let stored = json!({
        "id": { "S": "1" },
        "list": { "L": [{ "L": [] }, { "SS": ["a"] }] },
        "map": { "M": { "none": { "L": [] } } },
    });
    assert_stored(item, stored).await;
}

/// A list that says it is a set.
#[derive(Debug, Clone, PartialEq, DynamoValue)]
#[dynamo(as = BTreeSet<String>)]
struct Listed(Vec<String>);

impl Serialize for Listed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Listed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct ListedSet {
    #[dynamo(partition_key)]
    id: String,
    listed: Listed,
}

#[tokio::test]
async fn equal_elements_of_a_set_are_refused() {
    let item = |texts: &[&str]| ListedSet {
        id: "1".into(),
        listed: Listed(texts.iter().map(ToString::to_string).collect()),
    };
    assert_stored(item(&["a", "b"]), json!({ "id": { "S": "1" }, "listed": { "SS": ["a", "b"] } }))
        .await;

    let told = refusal(item(&["secret", "secret"])).await;
    assert!(
        told.contains("listed") && told.contains("equal") && !told.contains("secret"),
        "{told}"
    );
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Bytes {
    #[dynamo(partition_key)]
    id: String,
    list: Vec<u8>,
    array: [u8; 2],
    empty: Vec<u8>,
    foreign: serde_bytes::ByteBuf,
    words: Vec<u16>,
}

#[tokio::test]
async fn bytes_are_b() {
    let item = Bytes {
        id: "1".into(),
        list: vec![0, 255],
        array: [1, 2],
        empty: Vec::new(),
        foreign: serde_bytes::ByteBuf::from([7]),
        words: vec![1, 2],
    };
    let stored = json!({
        "id": { "S": "1" },
        "list": { "B": "AP8=" },
        "array": { "B": "AQI=" },
        "empty": { "B": "" },
        "foreign": { "B": "Bw==" },
        "words": { "L": [{ "N": "1" }, { "N": "2" }] },
    });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "items")]
struct Migrated {
    #[dynamo(partition_key)]
    id: String,
    texts: BTreeSet<String>,
    numbers: BTreeSet<u32>,
    raw: Vec<u8>,
}

#[tokio::test]
async fn lists_read_as_sets_and_bytes() {
    let stored = json!({
        "id": { "S": "1" },
        "texts": { "L": [{ "S": "a" }] },
        "numbers": { "L": [{ "N": "7" }] },
        "raw": { "L": [{ "N": "1" }, { "N": "2" }] },
    });
    let item = Migrated {
        id: "1".into(),
        texts: BTreeSet::from(["a".into()]),
        numbers: BTreeSet::from([7]),
        raw: vec![1, 2],
    };
    assert_reads(stored, item).await;
}
