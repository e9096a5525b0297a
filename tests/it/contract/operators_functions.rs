//! The functions of conditions, and the paths they take.

use dynamorph::AttributeType;
use dynamorph::prelude::*;

use super::operators::{Inner, Sample, assert_holds};

#[tokio::test]
async fn attributes_are_there_or_not() {
    assert_holds(vec![
        ("exists", Sample::TEXT.exists(), "flm"),
        ("not exists", Sample::TEXT.not_exists(), "b"),
        ("not not exists", !Sample::TEXTS.not_exists(), "flm"),
        ("an empty list is there", Sample::LIST.exists(), "flm"),
    ])
    .await;
    assert_holds(vec![("NULL is there", attr("nothing").exists(), "fm")]).await;
}

#[tokio::test]
async fn begins_with_takes_text_and_bytes() {
    assert_holds(vec![
        ("text", Sample::TEXT.begins_with("te"), "f"),
        ("all of it", Sample::TEXT.begins_with("tea"), "f"),
        ("more than it", Sample::TEXT.begins_with("teas"), ""),
        ("another case", Sample::TEXT.begins_with("TE"), ""),
        ("nothing", Sample::TEXT.begins_with(""), "fl"),
        ("not", !Sample::TEXT.begins_with("te"), "blm"),
        ("bytes", Sample::BYTES.begins_with([1]), "f"),
        ("bytes that are text", Sample::BYTES.begins_with("A"), ""),
        ("no bytes", Sample::BYTES.begins_with([]), "fl"),
        ("non-ASCII", Sample::LINES.at(1).dot(Inner::NOTE).begins_with("é"), "f"),
    ])
    .await;
}

#[tokio::test]
async fn contains_takes_parts_of_text_and_elements() {
    assert_holds(vec![
        ("a part", Sample::TEXT.contains("ea"), "f"),
        ("no part", Sample::TEXT.contains("EA"), ""),
        ("a text of a set, or of a list", Sample::TEXTS.contains("a"), "fm"),
        ("a part of an element", Sample::TEXTS.contains(""), ""),
        ("a number of a set", Sample::NUMBERS.contains(2), "f"),
        ("bytes of a set, or of a list", Sample::BLOBS.contains(vec![1]), "fm"),
        ("a text of a list, or of a set", Sample::LIST.contains("x"), "fm"),
        ("not", !Sample::LIST.contains("x"), "bl"),
        ("a struct of a list", Sample::LINES.contains(Inner { count: 1, ..Inner::default() }), "f"),
        ("another struct", Sample::LINES.contains(Inner { count: 3, ..Inner::default() }), ""),
        ("a nested set", Sample::INNER.dot(Inner::TAGS).contains("t"), "f"),
    ])
    .await;
}

#[tokio::test]
async fn sizes_are_lengths() {
    let note = || Sample::LINES.at(1).dot(Inner::NOTE).size();
    assert_holds(vec![
        ("eq of text", Sample::TEXT.size().eq(3), "f"),
        ("ne of text", Sample::TEXT.size().ne(3), "blm"),
        ("lt of text", Sample::TEXT.size().lt(3), "l"),
        ("le of text", Sample::TEXT.size().le(3), "fl"),
        ("gt of text", Sample::TEXT.size().gt(0), "f"),
        ("ge of text", Sample::TEXT.size().ge(0), "fl"),
        ("between", Sample::TEXT.size().between(1, 3), "f"),
        ("between nothing", Sample::TEXT.size().between(3, 1), ""),
        ("not", !Sample::TEXT.size().ge(0), "bm"),
        ("UTF-16 code units", note().eq(3), "f"),
        ("bytes", Sample::BYTES.size().eq(2), "f"),
        ("a set of text", Sample::TEXTS.size().eq(2), "fm"),
        ("a set of numbers", Sample::NUMBERS.size().eq(1), "l"),
        ("a set of bytes", Sample::BLOBS.size().ge(1), "flm"),
        ("a list", Sample::LIST.size().eq(0), "l"),
        ("a map", Sample::MAP.size().eq(1), "fm"),
        ("structs", Sample::LINES.size().gt(1), "f"),
    ])
    .await;
    assert_holds(vec![("a struct", attr("inner").size().eq(3), "f")]).await;
}

#[tokio::test]
async fn types_are_told() {
    let typed = vec![
        ("S", Sample::TEXT.attribute_type(AttributeType::S), "fl"),
        ("N", Sample::TEXT.attribute_type(AttributeType::N), "m"),
        ("B", Sample::BYTES.attribute_type(AttributeType::B), "fl"),
        ("BOOL", Sample::FLAG.attribute_type(AttributeType::Bool), "fl"),
        ("SS", Sample::TEXTS.attribute_type(AttributeType::Ss), "fl"),
        ("NS", Sample::NUMBERS.attribute_type(AttributeType::Ns), "fl"),
        ("BS", Sample::BLOBS.attribute_type(AttributeType::Bs), "fl"),
        ("L", Sample::LIST.attribute_type(AttributeType::L), "fl"),
        ("M", Sample::MAP.attribute_type(AttributeType::M), "fl"),
        ("not L", !Sample::LIST.attribute_type(AttributeType::L), "bm"),
        ("M of a struct", Sample::INNER.attribute_type(AttributeType::M), "fl"),
    ];
    assert_holds(typed).await;
    let null = attr("nothing").attribute_type(AttributeType::Null);
    assert_holds(vec![("NULL", null, "f")]).await;
}

#[tokio::test]
async fn paths_lead_into_options_lists_maps_and_structs() {
    let count = || Sample::INNER.dot(Inner::COUNT);
    let shelf = || Sample::SHELVES.key("a.b[0]");
    assert_holds(vec![
        ("a member", count().eq(3), "f"),
        ("any member", count().ge(0), "fl"),
        ("no member", count().ne(3), "blm"),
        ("not a member", !count().eq(3), "blm"),
        ("an optional member", Sample::INNER.dot(Inner::NOTE).exists(), "f"),
        ("no optional member", Sample::INNER.dot(Inner::NOTE).not_exists(), "blm"),
        ("a member's size", Sample::INNER.dot(Inner::NOTE).size().eq(1), "f"),
        ("an element", Sample::LIST.at(1).eq("y"), "f"),
        ("an element past the end", Sample::LIST.at(2).exists(), ""),
        ("an element of no list", Sample::LIST.at(0).not_exists(), "blm"),
        ("a member of an element", Sample::LINES.at(1).dot(Inner::COUNT).between(2, 3), "f"),
        ("a value of a map", Sample::MAP.key("k").eq(1), "f"),
        ("no value of a map", Sample::MAP.key("no").not_exists(), "bflm"),
        ("a key is one name", shelf().at(0).dot(Inner::COUNT).eq(9), "f"),
        ("a key is no path", Sample::SHELVES.key("a").exists(), ""),
        ("a value's size", shelf().size().eq(1), "f"),
    ])
    .await;
}
