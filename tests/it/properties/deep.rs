//! Nesting: 32 levels, and hostile answers that are deeper.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use dynamorph::prelude::*;
use dynamorph::{DecodeErrorKind, EncodeErrorKind, Error};
use dynamorph_testing::Scripted;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::key_order::Parts;
use crate::support::keys::rendered;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
enum Node {
    Leaf,
    List(Vec<Node>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Lists {
    Text(String),
    List(Vec<Lists>),
    Map(BTreeMap<String, Lists>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = Parts, entity = "DEEP", pk = "P", sk = "S")]
struct Deep {
    v: Lists,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = Parts, entity = "DEEP", pk = "P", sk = "S")]
struct Typed {
    v: Node,
}

/// Text inside so many lists.
fn lists(levels: usize) -> Lists {
    (0..levels).fold(Lists::Text("x".to_owned()), |inner, _| Lists::List(vec![inner]))
}

fn body(value: &str, levels: usize, open: &str, close: &str) -> String {
    let (open, close) = (open.repeat(levels), close.repeat(levels));
    format!(
        r#"{{"Item":{{"pk":{{"S":"P"}},"sk":{{"S":"S"}},"type":{{"S":"DEEP"}},"v":{open}{value}{close}}}}}"#
    )
}

fn read(body: String) -> dynamorph::Result<Deep> {
    let db = Scripted::always(body).dynamo();
    crate::support::run(async { Deep::get(()).one(&db).await })
}

#[test]
fn values_of_32_levels_are_written_and_read() {
    let item = Deep { v: lists(31) };
    let stored = rendered(item.clone()).expect("31 lists around a scalar are 32 levels");
    let read = read(serde_json::json!({ "Item": stored }).to_string()).unwrap();
    assert_eq!(read, item);
}

#[test]
fn level_33_is_refused_before_it_is_sent() {
    for item in [
        Deep { v: lists(32) },
        Deep { v: Lists::Map(BTreeMap::from([("a".to_owned(), lists(31))])) },
    ] {
        let engine = Scripted::always("{}");
        let result = crate::support::run(async { item.save().send(&engine.dynamo()).await });
        let Err(Error::Encode { source, .. }) = result else { panic!("it is too deep") };
        assert_eq!(source.kind(), &EncodeErrorKind::Nesting);
        assert!(engine.requests().is_empty());
    }
    // Each variant with content is a map around it.
    let typed = |levels| (0..levels).fold(Node::Leaf, |inner, _| Node::List(vec![inner]));
    assert!(rendered(Typed { v: typed(15) }).is_some());
    assert!(rendered(Typed { v: typed(16) }).is_none());
}

#[test]
fn level_33_of_an_answer_is_an_error() {
    assert!(read(body(r#"{"S":"x"}"#, 31, r#"{"L":["#, "]}")).is_ok());
    for (open, close) in [(r#"{"L":["#, "]}"), (r#"{"M":{"a":"#, "}}")] {
        let Err(Error::Decode { source, .. }) = read(body(r#"{"S":"x"}"#, 32, open, close)) else {
            panic!("it is too deep")
        };
        assert_eq!(source.kind(), &DecodeErrorKind::Nesting);
    }
}

#[test]
fn a_hostile_answer_is_an_error_at_once() {
    const LEVELS: usize = 100_000;
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(LEVELS), close.repeat(LEVELS));
    let bodies = [
        ("lists", body(r#"{"S":"x"}"#, LEVELS, r#"{"L":["#, "]}")),
        ("maps", body(r#"{"S":"x"}"#, LEVELS, r#"{"M":{"a":"#, "}}")),
        ("open only", body("", LEVELS, r#"{"L":["#, "")),
        ("no values", body("1", LEVELS, "[", "]")),
        (
            "an unknown attribute",
            format!(
                r#"{{"Item":{{"type":{{"S":"DEEP"}},"unknown":{},"v":{{"S":"x"}}}}}}"#,
                deep(r#"{"L":["#, "]}")
            ),
        ),
        ("beside the item", format!(r#"{{"ConsumedCapacity":{},"Item":{{}}}}"#, deep("[", "]"))),
        ("around the item", deep(r#"{"Item":"#, "}")),
        ("a list of items", format!(r#"{{"Items":{}}}"#, deep("[", "]"))),
    ];
    for (case, body) in bodies {
        let start = Instant::now();
        let error = read(body).expect_err(case);
        assert!(
            matches!(
                error,
                Error::Decode { .. } | Error::MalformedResponse { .. } | Error::NotFound(_)
            ),
            "{case}: {error:?}"
        );
        assert!(start.elapsed() < Duration::from_secs(2), "{case} took {:?}", start.elapsed());
    }
}

#[test]
fn a_type_that_looks_at_nothing_meets_the_limit_too() {
    #[derive(Debug, Deserialize)]
    struct Ignoring {
        #[serde(rename = "v")]
        _v: IgnoredAny,
    }
    let item: String =
        format!(r#"{{"v":{}{}}}"#, r#"{"L":["#.repeat(100_000), "]}".repeat(100_000));
    let mut reader = dynamorph::ItemReader::from_slice(item.as_bytes()).unwrap();
    let error = reader.decode::<Ignoring>(&dynamorph::Shape::Plain, &|_| false).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::Nesting);
}
