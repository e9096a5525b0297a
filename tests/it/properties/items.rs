//! Generated items: what is written reads back, from the bytes and from the SDK's values, and is the same in the SDK's parser.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use dynamorph::Number;
use dynamorph::prelude::*;
use dynamorph_testing::{Reply, Scripted};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::key_order::Parts;
use crate::support::attributes::{item_json, sorted};
use crate::support::keys::rendered;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
enum Node {
    Unit,
    Text(String),
    Signed(i64),
    Wide(i128),
    Float(f64),
    Flag(bool),
    Letter(char),
    Bytes(Vec<u8>),
    Texts(BTreeSet<String>),
    Blobs(BTreeSet<Vec<u8>>),
    Exact(Number),
    Pair(Option<u8>, BTreeSet<i16>),
    Leaf {
        note: Option<String>,
        #[expect(clippy::option_option, reason = "absent, NULL and a value are three things")]
        twice: Option<Option<u8>>,
        tags: BTreeSet<u8>,
        at: DateTime<Utc>,
        price: Decimal,
    },
    List(Vec<Node>),
    Map(BTreeMap<String, Node>),
    Numbered(BTreeMap<i8, Node>),
    Maybe(Option<Box<Node>>),
    Tagged(Box<Tagged>),
}

/// serde keeps all of it aside before it makes the type of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
enum Tagged {
    Empty,
    Leaf {
        unsigned: u64,
        float: f64,
        tags: BTreeSet<String>,
        raw: Vec<u8>,
        at: DateTime<Utc>,
        price: Decimal,
        by: BTreeMap<u8, u8>,
    },
    Branch {
        children: Vec<Tagged>,
        named: BTreeMap<String, Tagged>,
        plain: Option<Box<Tagged>>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = Parts, entity = "ITEM", pk = "ITEM", sk = "ITEM")]
struct Item {
    node: Node,
    tagged: Tagged,
    texts: Vec<String>,
    sets: BTreeMap<String, BTreeSet<i64>>,
    #[expect(clippy::option_option, reason = "absent, NULL and a value are three things")]
    nullable: Option<Option<String>>,
    #[serde(flatten)]
    rest: BTreeMap<String, BTreeSet<Vec<u8>>>,
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[\"\\\\\u{0}-\u{1f}é🦀]{0,6}", Just(String::new())]
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..6)
}

fn float() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("DynamoDB's range", |value| {
        *value == 0.0 || (1e-130..1e126).contains(&value.abs())
    })
}

fn exact() -> impl Strategy<Value = Number> {
    ("-?[1-9][0-9]{0,37}", -92_i32..=87)
        .prop_map(|(digits, exponent)| format!("{digits}E{exponent}").parse().expect("a number"))
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (any::<i64>(), 0..=28_u32).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn at() -> impl Strategy<Value = DateTime<Utc>> {
    (0..253_402_300_799_i64, 0..1_000_000_000_u32)
        .prop_map(|(seconds, nanos)| DateTime::from_timestamp(seconds, nanos).expect("an instant"))
}

/// 38 digits at most.
fn wide() -> impl Strategy<Value = i128> {
    any::<i128>().prop_map(|value| value % 10_i128.pow(38))
}

fn leaf() -> impl Strategy<Value = Node> {
    let fields = (
        proptest::option::of(text()),
        any::<Option<Option<u8>>>(),
        btree_set(any::<u8>(), 0..3),
        at(),
        decimal(),
    );
    prop_oneof![
        Just(Node::Unit),
        text().prop_map(Node::Text),
        any::<i64>().prop_map(Node::Signed),
        wide().prop_map(Node::Wide),
        float().prop_map(Node::Float),
        any::<bool>().prop_map(Node::Flag),
        any::<char>().prop_map(Node::Letter),
        bytes().prop_map(Node::Bytes),
        btree_set(text(), 0..3).prop_map(Node::Texts),
        btree_set(bytes(), 0..3).prop_map(Node::Blobs),
        exact().prop_map(Node::Exact),
        (any::<Option<u8>>(), btree_set(any::<i16>(), 0..3)).prop_map(|(a, b)| Node::Pair(a, b)),
        fields.prop_map(|(note, twice, tags, at, price)| Node::Leaf {
            note,
            twice,
            tags,
            at,
            price
        }),
    ]
}

fn tagged() -> impl Strategy<Value = Tagged> {
    let fields = (
        any::<u64>(),
        float(),
        btree_set(text(), 0..3),
        bytes(),
        at(),
        decimal(),
        btree_map(any::<u8>(), any::<u8>(), 0..3),
    );
    let leaf = prop_oneof![
        Just(Tagged::Empty),
        fields.prop_map(|(unsigned, float, tags, raw, at, price, by)| Tagged::Leaf {
            unsigned,
            float,
            tags,
            raw,
            at,
            price,
            by
        }),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        let plain = proptest::option::of(inner.clone().prop_map(Box::new));
        (vec(inner.clone(), 0..2), btree_map(text(), inner, 0..2), plain)
            .prop_map(|(children, named, plain)| Tagged::Branch { children, named, plain })
    })
}

fn node() -> impl Strategy<Value = Node> {
    leaf().prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Node::List),
            btree_map(text(), inner.clone(), 0..3).prop_map(Node::Map),
            btree_map(any::<i8>(), inner.clone(), 0..3).prop_map(Node::Numbered),
            proptest::option::of(inner.prop_map(Box::new)).prop_map(Node::Maybe),
            tagged().prop_map(|tagged| Node::Tagged(Box::new(tagged))),
        ]
    })
}

fn item() -> impl Strategy<Value = Item> {
    let sets = btree_map(text(), btree_set(any::<i64>(), 0..3), 0..3);
    // Names that the schema has no use for.
    let rest = btree_map("x[a-z]{1,3}", btree_set(bytes(), 1..3), 0..3);
    (
        node(),
        tagged(),
        vec(text(), 0..3),
        sets,
        proptest::option::of(proptest::option::of(text())),
        rest,
    )
        .prop_map(|(node, tagged, texts, sets, nullable, rest)| Item {
            node,
            tagged,
            texts,
            sets,
            nullable,
            rest,
        })
}

/// The item of an answer, read by both ways.
async fn read_both_ways(body: &str) -> [dynamorph::Result<Item>; 2] {
    let parsed = body.to_owned();
    let values = Scripted::always(Reply::ok(parsed).header("content-type", "application/json"));
    [
        Item::get(()).one(&Scripted::always(body).dynamo()).await,
        Item::get(()).one(&values.dynamo()).await,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn items_read_back_by_both_ways_and_are_the_same_to_the_sdk(item in item()) {
        let stored = rendered(item.clone()).expect("the item encodes");
        let body = serde_json::json!({ "Item": stored }).to_string();
        crate::support::run(async {
            for read in read_both_ways(&body).await {
                prop_assert_eq!(read.expect("the item reads"), item.clone());
            }
            let parsed = Scripted::always(body.clone()).client().get_item().table_name("t").send().await.unwrap().item.unwrap();
            prop_assert_eq!(item_json(&parsed), sorted(stored));
            Ok(())
        })?;
    }
}
