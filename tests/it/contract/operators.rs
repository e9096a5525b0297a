//! Comparisons and their combinations, as the filter of a query and as the condition of a put.
//!
//! What is expected is the service's rule: a comparison with a missing attribute, or with a value of another type, is false, and
//! `<>` of them is true.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamorph::prelude::*;
use dynamorph::{Condition, Error, ExpressionError, IntoCondition, InvalidRequest};
use serde::{Deserialize, Serialize};

use super::support::{Attributes, attributes, n, put_raw, s, table};

#[derive(Table)]
#[table(name = "operators", partition_key = "pk", sort_key = "sk", discriminator = "type")]
pub(super) struct OperatorTable;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = OperatorTable, entity = "SAMPLE", pk = "SAMPLES#{group}", sk = "{name}")]
pub(super) struct Sample {
    pub(super) group: String,
    pub(super) name: String,
    pub(super) text: Option<String>,
    pub(super) other_text: Option<String>,
    pub(super) number: Option<i64>,
    pub(super) other_number: Option<i64>,
    pub(super) bytes: Option<Vec<u8>>,
    pub(super) flag: Option<bool>,
    pub(super) texts: BTreeSet<String>,
    pub(super) numbers: BTreeSet<i64>,
    pub(super) blobs: BTreeSet<Vec<u8>>,
    pub(super) list: Option<Vec<String>>,
    pub(super) map: Option<BTreeMap<String, i64>>,
    pub(super) inner: Option<Inner>,
    pub(super) lines: Option<Vec<Inner>>,
    pub(super) shelves: Option<BTreeMap<String, Vec<Inner>>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoMap)]
pub(super) struct Inner {
    pub(super) count: i64,
    pub(super) note: Option<String>,
    #[serde(default)]
    pub(super) tags: BTreeSet<String>,
}

fn b(bytes: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}

fn ss(texts: &[&str]) -> AttributeValue {
    AttributeValue::Ss(texts.iter().map(|text| (*text).to_owned()).collect())
}

fn ns(numbers: &[&str]) -> AttributeValue {
    AttributeValue::Ns(numbers.iter().map(|number| (*number).to_owned()).collect())
}

fn bs(blobs: &[&[u8]]) -> AttributeValue {
    AttributeValue::Bs(blobs.iter().map(|bytes| Blob::new(*bytes)).collect())
}

fn l<const N: usize>(list: [AttributeValue; N]) -> AttributeValue {
    AttributeValue::L(list.into())
}

fn m<const N: usize>(members: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(attributes(members))
}

fn raw<const N: usize>(name: &str, own: [(&str, AttributeValue); N]) -> Attributes {
    let mut item = attributes([
        ("pk", s("SAMPLES#1")),
        ("sk", s(name)),
        ("type", s("SAMPLE")),
        ("group", s("1")),
        ("name", s(name)),
    ]);
    item.extend(attributes(own));
    item
}

/// `f`ull, `l`ow or empty, `b`are, and `m`istyped: every attribute is of another type than the model says.
fn items() -> [(&'static str, Attributes); 4] {
    let full = raw(
        "f",
        [
            ("text", s("tea")),
            ("other_text", s("tea")),
            ("number", n("5")),
            ("other_number", n("7")),
            ("bytes", b(&[1, 2])),
            ("flag", AttributeValue::Bool(true)),
            ("nothing", AttributeValue::Null(true)),
            ("texts", ss(&["a", "b"])),
            ("numbers", ns(&["1", "2"])),
            ("blobs", bs(&[&[1], &[2]])),
            ("list", l([s("x"), s("y")])),
            ("map", m([("k", n("1"))])),
            ("inner", m([("count", n("3")), ("note", s("n")), ("tags", ss(&["t"]))])),
            ("lines", l([m([("count", n("1"))]), m([("count", n("2")), ("note", s("é🦀"))])])),
            ("shelves", m([("a.b[0]", l([m([("count", n("9"))])]))])),
            ("a.b", n("1")),
        ],
    );
    let low = raw(
        "l",
        [
            ("text", s("")),
            ("other_text", s("z")),
            ("number", n("-5")),
            ("other_number", n("-5")),
            ("bytes", b(&[])),
            ("flag", AttributeValue::Bool(false)),
            ("texts", ss(&["c"])),
            ("numbers", ns(&["-1"])),
            ("blobs", bs(&[&[3]])),
            ("list", l([])),
            ("map", m([])),
            ("inner", m([("count", n("0"))])),
            ("lines", l([])),
            ("a", m([("b", n("1"))])),
        ],
    );
    let mistyped = raw(
        "m",
        [
            ("text", n("5")),
            ("other_text", s("tea")),
            ("number", s("5")),
            ("other_number", n("5")),
            ("bytes", s("AQI=")),
            ("flag", s("true")),
            ("nothing", s("")),
            ("texts", l([s("a"), s("b")])),
            ("numbers", ss(&["1", "2"])),
            ("blobs", l([b(&[1]), b(&[2])])),
            ("list", ss(&["x", "y"])),
            ("map", l([n("1")])),
            ("inner", s("3")),
            ("lines", m([("0", n("1"))])),
        ],
    );
    [("b", raw("b", [])), ("f", full), ("l", low), ("m", mistyped)]
}

/// Asserts of which items each condition holds, as a filter and as the condition of a put.
pub(super) async fn assert_holds<C: IntoCondition<Sample> + Clone>(cases: Vec<(&str, C, &str)>) {
    let (_, db) = table::<Sample>().await;
    for (_, item) in items() {
        put_raw::<Sample>(&db, item).await;
    }
    let mut wrong = Vec::new();
    for (case, condition, expected) in cases {
        let query = Sample::query("1").filter(condition.clone()).select(Sample::NAME);
        match query.all(&db).await {
            Ok(found) if found.concat() == expected => {}
            Ok(found) => wrong.push(format!("{case}: filters {found:?}, not {expected}")),
            Err(error) => wrong.push(format!("{case}: {error} {:?}", error.service_message())),
        }
        for (name, item) in items() {
            let put = Sample { group: "1".into(), name: name.into(), ..Sample::default() };
            let holds = match put.save().condition(condition.clone()).send(&db).await {
                Ok(_) => true,
                Err(error) if error.is_condition_failed() => false,
                // Nothing is sent where no item could satisfy it.
                Err(Error::InvalidRequest(
                    _,
                    InvalidRequest::Expression(ExpressionError::NeverHolds),
                )) => false,
                Err(error) => {
                    wrong.push(format!("{case}: {error} {:?}", error.service_message()));
                    continue;
                }
            };
            if holds {
                put_raw::<Sample>(&db, item).await;
            }
            if holds != expected.contains(name) {
                wrong.push(format!("{case}: a put over `{name}` is taken: {holds}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn set<T: Ord + Clone>(of: &[T]) -> BTreeSet<T> {
    of.iter().cloned().collect()
}

fn texts(of: &[&str]) -> BTreeSet<String> {
    of.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn text_compares_by_bytes() {
    assert_holds(vec![
        ("eq", Sample::TEXT.eq("tea"), "f"),
        ("eq of the empty text", Sample::TEXT.eq(""), "l"),
        ("eq by reference", Sample::TEXT.eq(&"tea".to_owned()), "f"),
        ("ne", Sample::TEXT.ne("tea"), "blm"),
        ("lt", Sample::TEXT.lt("tea"), "l"),
        ("lt of a longer text", Sample::TEXT.lt("tea "), "fl"),
        ("capitals come first", Sample::TEXT.lt("Z"), "l"),
        ("le", Sample::TEXT.le("tea"), "fl"),
        ("gt", Sample::TEXT.gt(""), "f"),
        ("ge", Sample::TEXT.ge(""), "fl"),
        ("between", Sample::TEXT.between("a", "tea"), "f"),
        ("between nothing", Sample::TEXT.between("z", "a"), ""),
        ("not between nothing", !Sample::TEXT.between("z", "a") & Sample::TEXT.exists(), "flm"),
        ("in", Sample::TEXT.is_in(["x", "", "tea"]), "fl"),
        ("in once", Sample::TEXT.is_in(["x"]), ""),
        ("in twice the same", Sample::TEXT.is_in(["tea", "tea"]), "f"),
    ])
    .await;
}

#[tokio::test]
async fn numbers_compare_by_value() {
    assert_holds(vec![
        ("eq", Sample::NUMBER.eq(5), "f"),
        ("ne", Sample::NUMBER.ne(5), "blm"),
        ("lt", Sample::NUMBER.lt(10), "fl"),
        ("lt of a negative", Sample::NUMBER.lt(-4), "l"),
        ("le", Sample::NUMBER.le(5), "fl"),
        ("gt", Sample::NUMBER.gt(-10), "fl"),
        ("gt of the same", Sample::NUMBER.gt(5), ""),
        ("ge", Sample::NUMBER.ge(5), "f"),
        ("between", Sample::NUMBER.between(-5, 5), "fl"),
        ("between one", Sample::NUMBER.between(5, 5), "f"),
        ("between nothing", Sample::NUMBER.between(6, 4), ""),
        ("between nothing by text", Sample::NUMBER.between(10, 9), ""),
        ("in", Sample::NUMBER.is_in([5, 6]), "f"),
        ("in references", Sample::NUMBER.is_in(&[-5, 6]), "l"),
    ])
    .await;
}

#[tokio::test]
async fn bytes_and_booleans_compare() {
    assert_holds(vec![
        ("eq", Sample::BYTES.eq(vec![1, 2]), "f"),
        ("eq of no bytes", Sample::BYTES.eq(vec![]), "l"),
        ("ne", Sample::BYTES.ne(vec![1, 2]), "blm"),
        ("lt", Sample::BYTES.lt(vec![1, 2, 0]), "fl"),
        ("le", Sample::BYTES.le(vec![1]), "l"),
        ("gt", Sample::BYTES.gt(vec![1]), "f"),
        ("bytes are not signed", Sample::BYTES.gt(vec![200]), ""),
        ("ge", Sample::BYTES.ge(vec![]), "fl"),
        ("between", Sample::BYTES.between(vec![1], vec![1, 3]), "f"),
        ("between nothing", Sample::BYTES.between(vec![2], vec![1]), ""),
        ("in", Sample::BYTES.is_in([vec![1, 2], vec![3]]), "f"),
        ("true", Sample::FLAG.eq(true), "f"),
        ("not true", Sample::FLAG.ne(true), "blm"),
        ("one of both", Sample::FLAG.is_in([true, false]), "fl"),
    ])
    .await;
}

#[tokio::test]
async fn sets_lists_and_maps_are_equal_by_what_they_hold() {
    let inner = Inner { count: 3, note: Some("n".into()), tags: texts(&["t"]) };
    let lines = vec![
        Inner { count: 1, ..Inner::default() },
        Inner { count: 2, note: Some("é🦀".into()), ..Inner::default() },
    ];
    assert_holds(vec![
        ("texts", Sample::TEXTS.eq(texts(&["b", "a"])), "f"),
        ("other texts", Sample::TEXTS.ne(texts(&["b", "a"])), "blm"),
        ("fewer texts", Sample::TEXTS.eq(texts(&["a"])), ""),
        ("one of texts", Sample::TEXTS.is_in([texts(&["c"]), texts(&["a", "b"])]), "fl"),
        ("numbers", Sample::NUMBERS.eq(set(&[2, 1])), "f"),
        ("other numbers", Sample::NUMBERS.ne(set(&[-1])), "bfm"),
        ("blobs", Sample::BLOBS.eq(set(&[vec![2], vec![1]])), "f"),
        ("other blobs", Sample::BLOBS.ne(set(&[vec![3]])), "bfm"),
        ("a list", Sample::LIST.eq(vec!["x".into(), "y".into()]), "f"),
        ("a list has an order", Sample::LIST.eq(vec!["y".into(), "x".into()]), ""),
        ("an empty list", Sample::LIST.eq(vec![]), "l"),
        ("another list", Sample::LIST.ne(vec![]), "bfm"),
        ("a map", Sample::MAP.eq(BTreeMap::from([("k".into(), 1)])), "f"),
        ("an empty map", Sample::MAP.eq(BTreeMap::new()), "l"),
        ("another map", Sample::MAP.ne(BTreeMap::new()), "bfm"),
        ("a struct", Sample::INNER.eq(inner), "f"),
        ("another struct", Sample::INNER.ne(Inner::default()), "bfm"),
        ("structs", Sample::LINES.eq(lines), "f"),
    ])
    .await;
}

/// An empty set is stored as no attribute.
#[tokio::test]
async fn an_empty_set_equals_a_missing_attribute() {
    assert_holds(vec![
        ("eq", Sample::TEXTS.eq(BTreeSet::new()), "b"),
        ("ne", Sample::TEXTS.ne(BTreeSet::new()), "flm"),
        ("in", Sample::TEXTS.is_in([BTreeSet::new(), texts(&["c"])]), "bl"),
        ("in nothing else", Sample::NUMBERS.is_in([BTreeSet::new()]), "b"),
        ("not in", !Sample::TEXTS.is_in([BTreeSet::new(), texts(&["c"])]), "fm"),
    ])
    .await;
}

#[tokio::test]
async fn attributes_compare_with_attributes() {
    assert_holds(vec![
        ("eq", Sample::TEXT.eq(Sample::OTHER_TEXT), "f"),
        ("ne", Sample::TEXT.ne(Sample::OTHER_TEXT), "blm"),
        ("lt", Sample::TEXT.lt(Sample::OTHER_TEXT), "l"),
        ("le", Sample::NUMBER.le(Sample::OTHER_NUMBER), "fl"),
        ("lt of numbers", Sample::NUMBER.lt(Sample::OTHER_NUMBER), "f"),
        ("gt", Sample::OTHER_NUMBER.gt(Sample::NUMBER), "f"),
        ("ge", Sample::NUMBER.ge(Sample::OTHER_NUMBER), "l"),
        ("between", Sample::NUMBER.between(Sample::OTHER_NUMBER, 10), "l"),
        (
            "between attributes",
            Sample::OTHER_NUMBER.between(Sample::NUMBER, Sample::INNER.dot(Inner::COUNT)),
            "l",
        ),
        ("in", Sample::TEXT.is_in([Sample::OTHER_TEXT]), "f"),
        ("contains", Sample::TEXT.contains(Sample::OTHER_TEXT), "f"),
        ("nested", Sample::NUMBER.gt(Sample::LINES.at(1).dot(Inner::COUNT)), "f"),
    ])
    .await;
}

#[tokio::test]
async fn conditions_combine() {
    let tea = || Sample::TEXT.eq("tea");
    let low = || Sample::NUMBER.lt(0);
    let yes = || Sample::FLAG.eq(true);
    assert_holds(vec![
        ("and", tea() & yes(), "f"),
        ("and of both", tea() & low(), ""),
        ("or", tea() | low(), "fl"),
        ("not", !tea(), "blm"),
        ("not of a comparison with nothing", !low(), "bfm"),
        ("not and", !(tea() & yes()), "blm"),
        ("not or", !(tea() | low()), "bm"),
        ("not not", !!tea(), "f"),
        ("and binds tighter", tea() | low() & yes(), "f"),
        ("or first", (tea() | low()) & !yes(), "l"),
        ("not first", !tea() & low(), "l"),
        ("not last", low() & !tea(), "l"),
        ("three", tea() | low() | Sample::TEXT.not_exists(), "bfl"),
        ("deep", !((tea() | low()) & !(yes() | Sample::TEXT.eq(""))), "bflm"),
        ("with nothing to choose from", tea() | Sample::TEXT.is_in(Vec::<String>::new()), "f"),
        ("untyped", tea() & attr("number").eq(5), "f"),
        ("untyped first", (attr("number").lt(6) | attr("number").exists()) & tea(), "f"),
    ])
    .await;
}

#[tokio::test]
async fn conditions_of_a_builder_add_up() {
    let (_, db) = table::<Sample>().await;
    for (_, item) in items() {
        put_raw::<Sample>(&db, item).await;
    }
    let never: Option<Condition<Sample>> = None;
    let either = Sample::TEXT.eq("tea") | Sample::NUMBER.lt(0);

    let query =
        Sample::query("1").filter(either.clone()).filter(never).filter(Sample::FLAG.eq(false));
    assert_eq!(query.select(Sample::NAME).all(&db).await.unwrap(), ["l"]);

    let full = Sample { group: "1".into(), name: "f".into(), ..Sample::default() };
    let save = full.save().condition(either).condition(Some(Sample::FLAG.eq(false)));
    assert!(save.send(&db).await.unwrap_err().is_condition_failed());
}
