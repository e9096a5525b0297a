use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::{decode, encode};
use crate::codec::{ItemReader, Shape, from_attribute_value, to_attribute_value};
use crate::error::{DecodeError, DecodeErrorKind, EncodeErrorKind};
use crate::value::RawItem;

/// Reads a text in every way there is.
fn read(text: &[u8]) -> [Result<(), DecodeError>; 4] {
    let reader = || ItemReader::from_slice(text);
    [
        reader().and_then(|mut item| item.raw()).map(drop),
        reader()
            .and_then(|mut item| item.decode::<BTreeMap<String, Any>>(&Shape::Plain, &|_| false))
            .map(drop),
        reader()
            .and_then(|mut item| item.decode::<IgnoredAny>(&Shape::Plain, &|_| false))
            .map(drop),
        crate::codec::take_items(text, "none", &mut |_| Ok::<_, DecodeError>(())).map(drop),
    ]
}

/// Takes whatever is there.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "it only has to be read")]
enum Any {
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Any>),
    Map(BTreeMap<String, Any>),
    Null(()),
}

const ITEM: &str = r#"{"s":{"S":"a\"\u00e9\ud83d\ude00 and a text of more than sixteen bytes"},"n":{"N":"-1.5E+10"},"b":{"B":"AQID"},"t":{"BOOL":true},"z":{"NULL":true},"l":{"L":[{"S":""},{"NS":["1","2"]}]},"m":{"M":{"x":{"SS":["a"]},"y":{"BS":["AA=="]}}}}"#;

#[test]
fn a_truncated_item_is_an_error() {
    assert!(read(ITEM.as_bytes()).iter().all(Result::is_ok), "{:?}", read(ITEM.as_bytes()));
    for end in 0..ITEM.len() {
        for (way, result) in read(&ITEM.as_bytes()[..end]).into_iter().enumerate() {
            assert!(result.is_err(), "{way}: {}", &ITEM[..end]);
        }
    }
}

#[test]
fn no_changed_byte_panics() {
    for at in 0..ITEM.len() {
        for byte in [0, b'"', b'\\', b'{', b'}', b'[', b']', b',', b':', b'0', b'N', 0xff] {
            let mut text = ITEM.as_bytes().to_vec();
            text[at] = byte;
            let _ = read(&text);
        }
    }
}

#[test]
fn malformed_values_are_errors() {
    let cases = [
        ("trailing", r#"{"a":{"S":"x"}} x"#),
        ("two types", r#"{"a":{"S":"x","N":"1"}}"#),
        ("no type", r#"{"a":{}}"#),
        ("an unknown type", r#"{"a":{"Q":"x"}}"#),
        ("a lone high surrogate", r#"{"a":{"S":"\ud800x"}}"#),
        ("a lone low surrogate", r#"{"a":{"S":"\udc00"}}"#),
        ("two high surrogates", r#"{"a":{"S":"\ud800\ud800"}}"#),
        ("a control character", "{\"a\":{\"S\":\"\n\"}}"),
        ("an unknown escape", r#"{"a":{"S":"\x"}}"#),
        ("base64 without padding", r#"{"a":{"B":"AQ"}}"#),
        ("a number for a string", r#"{"a":{"S":1}}"#),
        ("a comma too many", r#"{"a":{"S":"x"},}"#),
        ("a comma too few", r#"{"a":{"S":"x"}"b":{"S":"x"}}"#),
        ("an array", "[]"),
        ("a list without end", r#"{"a":{"L":[{"S":"x"}}}"#),
    ];
    for (case, text) in cases {
        assert!(read(text.as_bytes())[0].is_err(), "{case}, raw");
        assert!(read(text.as_bytes())[1].is_err(), "{case}, typed");
    }
    assert!(ItemReader::from_slice(b"{\"a\":{\"S\":\"\xff\"}}").is_err());
    let long = decode::<BTreeMap<String, (u8, u8)>>(
        r#"{"a":{"L":[{"N":"1"},{"N":"2"},{"N":"3"}]}}"#,
        Shape::Plain,
    );
    assert_eq!(long.expect_err("three elements").kind(), &DecodeErrorKind::Length);
}

/// A scalar inside so many maps.
fn nested(levels: usize) -> String {
    format!(r#"{{"a":{}{{"S":"x"}}{}}}"#, r#"{"M":{"a":"#.repeat(levels), "}}".repeat(levels))
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Chain {
    a: Option<Box<Chain>>,
}

#[test]
fn values_nest_32_levels() {
    for way in read(nested(31).as_bytes()) {
        assert_eq!(way, Ok(()));
    }
    for way in &read(nested(32).as_bytes())[..2] {
        assert_eq!(way.as_ref().expect_err("too deep").kind(), &DecodeErrorKind::Nesting);
    }
    for deep in [nested(100_000), "[".repeat(100_000), r#"{"a":{"L":["#.repeat(100_000)] {
        assert!(read(deep.as_bytes()).iter().all(Result::is_err));
    }
    let chain = |levels: usize| {
        (0..levels).fold(Chain::default(), |inner, _| Chain { a: Some(Box::new(inner)) })
    };
    assert!(
        encode(&chain(32), Shape::Plain)
            .is_ok_and(|text| decode::<Chain>(&text, Shape::Plain).is_ok())
    );
    let error = encode(&chain(33), Shape::Plain).expect_err("too deep");
    assert_eq!(error.kind(), &EncodeErrorKind::Nesting);
    assert!(encode(&chain(10_000), Shape::Plain).is_err());
}

#[test]
fn values_of_the_sdk_nest_as_deep() {
    let nested = |levels| {
        (0..levels).fold(AttributeValue::N("1".into()), |inner, _| AttributeValue::L(vec![inner]))
    };
    let raw =
        |levels| RawItem::from(std::collections::HashMap::from([("a".to_owned(), nested(levels))]));
    assert!(ItemReader::from_raw(&raw(31)).is_ok());
    let error = ItemReader::from_raw(&raw(32)).expect_err("too deep");
    assert_eq!(error.kind(), &DecodeErrorKind::Nesting);
    assert!(from_attribute_value::<IgnoredAny>(&nested(31), &Shape::Plain).is_ok());
    let list = (0..40).fold(serde_json::json!(1), |inner, _| serde_json::json!([inner]));
    assert_eq!(
        to_attribute_value(&list, &Shape::Plain).expect_err("too deep").kind(),
        &EncodeErrorKind::Nesting
    );
}
