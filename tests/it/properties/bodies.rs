//! Answers that were cut or changed: a typed error, never a panic or a wrong success.

use std::collections::{BTreeMap, BTreeSet};

use dynamorph::prelude::*;
use dynamorph::{Error, Result};
use dynamorph_testing::{Reply, Scripted};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::key_order::Parts;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
enum Event {
    Opened { by: BTreeMap<u8, u8>, tags: BTreeSet<String> },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
enum Choice {
    Pair(u8, String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = Parts, entity = "BODY", pk = "P", sk = "{n}")]
struct Item {
    n: u8,
    text: String,
    float: f64,
    flag: bool,
    none: Option<u8>,
    raw: Vec<u8>,
    blobs: BTreeSet<Vec<u8>>,
    numbers: Vec<BTreeSet<i8>>,
    event: Event,
    choice: Choice,
    #[serde(flatten)]
    rest: BTreeMap<String, Vec<Option<u8>>>,
}

fn stored(n: u8) -> Value {
    json!({
        "pk": { "S": "P" }, "sk": { "S": format!("{n:020}") }, "type": { "S": "BODY" },
        "n": { "N": n.to_string() },
        "text": { "S": "é\"\\\n🦀" },
        "float": { "N": "-1.5E-7" },
        "flag": { "BOOL": true },
        "none": { "NULL": true },
        "raw": { "B": "AQI=" },
        "blobs": { "BS": ["AQ==", ""] },
        "numbers": { "L": [{ "NS": ["1", "-2"] }, { "L": [] }] },
        "event": { "M": { "by": { "M": { "1": { "N": "2" } } }, "kind": { "S": "Opened" }, "tags": { "SS": ["a"] } } },
        "choice": { "M": { "Pair": { "L": [{ "N": "1" }, { "S": "b" }] } } },
        "rest": { "L": [{ "N": "3" }, { "NULL": true }] },
    })
}

fn get_body() -> String {
    json!({ "ConsumedCapacity": { "TableName": "t", "CapacityUnits": 0.5 }, "Item": stored(1) })
        .to_string()
}

fn query_body() -> String {
    let last = json!({ "pk": { "S": "P" }, "sk": { "S": format!("{:020}", 2) } });
    json!({ "Count": 2, "Items": [stored(1), stored(2)], "LastEvaluatedKey": last, "ScannedCount": 2 }).to_string()
}

/// Without a length: what is cut cannot be told from what is whole.
fn answering(body: Vec<u8>) -> Dynamo {
    Scripted::always(Reply::body(body)).dynamo()
}

fn get(body: &[u8]) -> Result<Option<Item>> {
    let db = answering(body.to_vec());
    crate::support::run(async { Item::get(1).send(&db).await })
}

fn query(body: &[u8]) -> Result<dynamorph::Page<Item>> {
    let db = answering(body.to_vec());
    crate::support::run(async { Item::query(()).page(&db).await })
}

#[test]
fn a_whole_answer_reads() {
    let item = get(get_body().as_bytes()).unwrap().unwrap();
    assert_eq!((item.n, &*item.text, item.rest.len()), (1, "é\"\\\n🦀", 1));
    let page = query(query_body().as_bytes()).unwrap();
    assert_eq!((page.items.len(), page.cursor.is_some()), (2, true));
}

#[test]
fn an_answer_cut_at_any_byte_is_an_error() {
    let is_typed =
        |error: &Error| matches!(error, Error::Decode { .. } | Error::MalformedResponse { .. });
    let body = get_body();
    for end in 0..body.len() {
        let error = get(&body.as_bytes()[..end]).expect_err("a part of an answer is no answer");
        assert!(is_typed(&error), "cut at {end}: {error:?}");
    }
    let body = query_body();
    for end in 0..body.len() {
        let error = query(&body.as_bytes()[..end]).expect_err("a part of an answer is no answer");
        assert!(is_typed(&error), "cut at {end}: {error:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn changed_bytes_never_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        for body in [get_body(), query_body()] {
            let mut bytes = body.into_bytes();
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            let _ = get(&bytes);
            let _ = query(&bytes);
        }
    }

    #[test]
    fn exchanged_parts_never_panic(from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), len in 1..40_usize) {
        let mut bytes = query_body().into_bytes();
        let (from, to) = (from.index(bytes.len() - len), to.index(bytes.len() - len));
        let part = bytes[from..from + len].to_vec();
        bytes[to..to + len].copy_from_slice(&part);
        let _ = query(&bytes);
        let _ = get(&bytes);
    }

    #[test]
    fn any_text_is_no_answer(text in "[{}\\[\\]\":,SNMLBItem0-9e. ]{0,60}") {
        let _ = get(text.as_bytes());
        let _ = query(format!("{{\"Items\":{text}}}").as_bytes());
        let _ = get(format!("{{\"Item\":{text}}}").as_bytes());
    }
}
