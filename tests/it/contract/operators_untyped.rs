//! Conditions without types: `attr(..)`, `Attr::named(..)`, values of the SDK, and text.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamorph::prelude::*;
use dynamorph::{Attr, Condition, Error, ExpressionError, InvalidRequest, Stored};
use dynamorph_testing::Engine;

use super::operators::{Inner, Sample, assert_holds};
use super::support::watched;

#[tokio::test]
async fn untyped_attributes_take_what_serializes() {
    let count = BTreeMap::from([("count", 1)]);
    assert_holds(vec![
        ("text", attr("text").eq("tea"), "f"),
        ("owned text", attr("text").ne(String::from("tea")), "blm"),
        ("a number", attr("number").eq(5), "f"),
        ("a number of another type", attr("number").eq(5_u128), "f"),
        ("a float", attr("number").lt(5.5), "fl"),
        ("text that is no number", attr("number").eq("5"), "m"),
        ("a boolean", attr("flag").eq(true), "f"),
        ("NULL", attr("nothing").eq(()), "f"),
        ("NULL of an option", attr("nothing").eq(None::<u8>), "f"),
        ("not NULL", attr("nothing").ne(()), "blm"),
        ("a list", attr("list").eq(["x", "y"]), "f"),
        ("a map", attr("lines[0]").eq(count), "f"),
        ("in", attr("text").is_in(["tea", ""]), "fl"),
        (
            "in values of several types",
            attr("text").is_in([Stored(text("tea")), Stored(number("5"))]),
            "fm",
        ),
        ("between", attr("number").between(0, 9), "f"),
        ("between nothing", attr("number").between(9, 0), ""),
        ("begins with", attr("text").begins_with("t"), "f"),
        ("contains", attr("texts").contains("a"), "fm"),
        ("contains a number", attr("numbers").contains(2), "f"),
        ("size", attr("list").size().eq(2), "fm"),
        ("exists", attr("map.k").exists(), "f"),
        ("an attribute", attr("text").eq(attr("other_text")), "f"),
    ])
    .await;
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn number(number: &str) -> AttributeValue {
    AttributeValue::N(number.to_owned())
}

/// Serde does not say of a sequence that it is a set, nor of bytes that they are one value.
#[tokio::test]
async fn values_of_the_sdk_are_taken_as_they_are() {
    let texts = AttributeValue::Ss(vec!["b".into(), "a".into()]);
    let bytes = |bytes: &[u8]| Stored(AttributeValue::B(Blob::new(bytes)));
    assert_holds(vec![
        ("a set", attr("texts").eq(Stored(texts.clone())), "f"),
        ("not a set", attr("texts").ne(Stored(texts)), "blm"),
        ("bytes", attr("bytes").eq(bytes(&[1, 2])), "f"),
        ("less bytes", attr("bytes").lt(bytes(&[1])), "l"),
        ("bytes of a set", attr("blobs").contains(bytes(&[1])), "fm"),
        ("a number", attr("number").eq(Stored(number("5.0"))), "f"),
    ])
    .await;
}

#[tokio::test]
async fn untyped_paths_have_structure_and_names_have_none() {
    assert_holds(vec![
        ("a member", attr("inner.count").eq(3), "f"),
        ("an element", attr("lines[1].count").eq(2), "f"),
        ("a dot is structure", attr("a.b").eq(1), "l"),
        ("a name is not", Attr::named("a.b").eq(1), "f"),
        ("a name inside", attr("shelves").key("a.b[0]").at(0).key("count").eq(9), "f"),
        ("both", attr("a.b").eq(1) | Attr::named("a.b").eq(1), "fl"),
    ])
    .await;
}

#[tokio::test]
async fn raw_text_is_a_condition_of_its_own() {
    let one = || Condition::raw("#t = :t").name("#t", "text").value(":t", "tea");
    let or = || {
        let raw = Condition::raw("#0 = :0 OR #1 < :1").name("#0", "text").name("1", "number");
        raw.value(":0", "tea").value("1", 0)
    };
    assert_holds(vec![
        ("alone", one(), "f"),
        ("an or", or(), "fl"),
        ("negated", !or(), "bm"),
        (
            "in parentheses",
            Condition::raw(" ((#0 = :0)) ").name("#0", "flag").value(":0", true),
            "f",
        ),
        (
            "in two parentheses",
            Condition::raw("(#0 = :0) OR (attribute_not_exists(#0))")
                .name("0", "flag")
                .value("0", true),
            "bf",
        ),
        (
            "a name twice",
            Condition::raw("#a <> :a AND attribute_exists(#a)").name("a", "text").value("a", "tea"),
            "lm",
        ),
        (
            "functions",
            Condition::raw("size(#l) = :n OR contains(texts, :c)")
                .name("l", "lines")
                .value(":n", 2)
                .value(":c", "c"),
            "fl",
        ),
        (
            "a path",
            Condition::raw("#i.#c >= :n").name("i", "inner").name("c", "count").value("n", 0),
            "fl",
        ),
        (
            "a set",
            Condition::raw("texts = :t").value("t", Stored(AttributeValue::Ss(vec!["c".into()]))),
            "l",
        ),
        ("two of them", or() & or(), "fl"),
        ("beside an attribute", or() & attr("number").gt(0), "f"),
    ])
    .await;
    assert_holds(vec![
        ("beside a typed condition", or() & Sample::NUMBER.lt(0), "l"),
        ("or a typed condition", Sample::TEXT.not_exists() | or(), "bfl"),
    ])
    .await;
}

fn refused<T>(result: Result<T, Error>) -> ExpressionError {
    match result {
        Err(Error::InvalidRequest(_, InvalidRequest::Expression(error))) => error,
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("it was sent"),
    }
}

#[tokio::test]
async fn what_is_no_condition_is_refused_before_any_request() {
    let (db, requests) = watched(&Engine::from_env());
    let nothing = || Sample::TEXT.is_in(Vec::<String>::new());
    let cases = [
        ("a path", Sample::TEXT.exists() & attr("a..b").exists()),
        ("an operand's path", Sample::TEXT.exists() & attr("a").eq(attr(""))),
        ("a name", Sample::TEXT.exists() & Attr::named("").exists()),
        ("not a number", Sample::TEXT.exists() & attr("number").eq(f64::NAN)),
        ("an error where all is false", nothing() & attr("number").eq(f64::INFINITY)),
        ("an error where all is true", !nothing() | Condition::raw("")),
        ("no text", Sample::TEXT.exists() & Condition::raw(" () ")),
        ("an undefined name", Sample::TEXT.exists() & Condition::raw("#a = :b").value("b", 1)),
        ("an undefined value", Sample::TEXT.exists() & Condition::raw("#a = :b").name("a", "b")),
        (
            "an unused name",
            Sample::TEXT.exists() & Condition::raw("a = :b").value("b", 1).name("a", "b"),
        ),
        ("an unused value", Sample::TEXT.exists() & Condition::raw("a = b").value("b", 1)),
        (
            "a value that is none",
            Sample::TEXT.exists() & Condition::raw("a = :b").value("b", f64::NAN),
        ),
        (
            "the beginning of a name",
            Sample::TEXT.exists() & Condition::raw("#ab = a").name("a", "b"),
        ),
        (
            "an empty set that is not equal",
            Sample::LINES.at(0).exists()
                & Sample::INNER.dot(Inner::NOTE).is_in(Vec::<String>::new())
                & Condition::raw(""),
        ),
    ];
    for (case, condition) in cases {
        let query = Sample::query("1").filter(condition.clone()).all(&db).await;
        let as_filter = refused(query);
        let full = Sample { group: "1".into(), name: "f".into(), ..Sample::default() };
        let put = full.save().condition(condition).explain().to_string();
        assert!(put.contains(&as_filter.to_string()), "{case}: {put}");
    }
    requests.assert_none("no conditions");
}
