use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::Error as _;

use super::decode;
use crate::codec::{ItemReader, Shape, count_hint, take_items};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::value::KeyValue;

#[derive(Debug, PartialEq, Deserialize)]
struct Order {
    lines: Vec<Line>,
    #[serde(default)]
    labels: BTreeMap<String, u8>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Line {
    sku: String,
}

#[derive(Debug)]
struct Refusing;
impl<'de> Deserialize<'de> for Refusing {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Err(D::Error::custom(format!("bad: {}", String::deserialize(deserializer)?)))
    }
}

#[derive(Debug, Deserialize)]
enum Unit {
    Only(#[expect(dead_code, reason = "it is never made")] u8),
}

#[test]
fn an_error_says_where_and_shows_no_value() {
    let path = |text: &str| decode::<Order>(text, Shape::Plain).expect_err(text).to_string();
    let lines = r#"{"lines":{"L":[{"M":{"sku":{"S":"a"}}},{"M":{"sku":{"N":"424242"}}}]}}"#;
    assert_eq!(
        path(lines),
        "`lines[1].sku`: expected S, found N: correct the item or change the field's type"
    );
    let labels = r#"{"lines":{"L":[]},"labels":{"M":{"secret":{"S":"x"}}}}"#;
    assert_eq!(
        path(labels),
        "`labels.*`: expected N, found S: correct the item or change the field's type"
    );
    assert!(
        path(r#"{"lines":{"L":[{"M":{}}]}}"#)
            .starts_with("`lines[0]`: the attribute `sku` is missing")
    );

    let error =
        decode::<BTreeMap<String, Option<Refusing>>>(r#"{"a":{"S":"secret"}}"#, Shape::Plain)
            .expect_err("refused");
    assert_eq!(error.kind(), &DecodeErrorKind::Refused);
    assert!(!format!("{error} {error:?}").contains("secret"));
    let error = decode::<BTreeMap<String, Unit>>(r#"{"a":{"S":"secret"}}"#, Shape::Plain)
        .expect_err("no variant");
    assert!(!format!("{error} {error:?}").contains("secret") && error.to_string().contains("Only"));
}

#[test]
fn space_between_tokens_is_allowed() {
    let text = " {\n \"lines\" : { \"L\" : [ { \"M\" : { \"sku\" : { \"S\" : \"\\u00e9\\ud83d\\ude00\\/\\n\" } } } ] } ,\t\"x\" : { \"NULL\" : true } } \r\n";
    let order: Order = decode(text, Shape::Plain).expect("decodes");
    assert_eq!(order.lines, [Line { sku: "é😀/\n".into() }]);
    let raw =
        ItemReader::from_slice(text.as_bytes()).and_then(|mut item| item.raw()).expect("decodes");
    assert!(raw.get("x").is_some_and(aws_sdk_dynamodb::types::AttributeValue::is_null));
}

#[test]
fn strings_borrow_from_the_text() {
    #[derive(Deserialize)]
    struct Borrowed<'a> {
        long: &'a str,
    }
    let text = r#"{"long":{"S":"a string that is longer than one vector register"}}"#;
    let mut reader = crate::codec::wire::Reader::new(text, 0);
    let owned: crate::codec::wire::Owned<'_> = &super::nothing;
    let value = crate::codec::wire::Value::item(&mut reader, &Shape::Plain, &owned);
    assert_eq!(Borrowed::deserialize(value).expect("decodes").long.len(), 48);
}

#[test]
fn attributes_are_read_before_the_type_is_known() {
    let text = br#"{"skip":{"M":{"type":{"S":"no"}}},"type":{"SS":["ORDER"]},"n":{"N":"1.50"},"b":{"B":"AQ=="},"x":{"BOOL":true}}"#;
    let mut reader = ItemReader::from_slice(text).expect("UTF-8");
    assert_eq!(reader.text("type").expect("SS").as_deref(), Some("ORDER"));
    assert_eq!(reader.text("none").expect("absent"), None);
    assert_eq!(reader.key_value("n"), Ok(Some(KeyValue::N("1.5".parse().expect("a number")))));
    assert_eq!(reader.key_value("b"), Ok(Some(KeyValue::B(vec![1]))));
    assert_eq!(
        reader.key_value("x").expect_err("no key").to_string(),
        "`x`: expected S, N or B, found BOOL: correct the item or change the field's type"
    );
    assert_eq!(reader.text("x").expect_err("no text").path().to_string(), "x");
}

#[test]
fn items_are_taken_out_of_a_body() {
    let body = br#"{"Count":3, "Items":[{"a":{"N":"1"}}, {"a":{"N":"2"}} ,{"a":{"N":"3"}}],"ScannedCount":9,"LastEvaluatedKey":{"a":{"N":"3"}}}"#;
    let mut seen = Vec::new();
    let rest = take_items(body, "Items", &mut |item| {
        if item.text("b")?.is_none() && seen.len() != 1 {
            seen.push(item.decode::<BTreeMap<String, u8>>(&Shape::Plain, &|_| false)?["a"]);
        } else {
            seen.push(0);
        }
        Ok::<_, DecodeError>(())
    });
    assert_eq!(
        rest.expect("a body"),
        br#"{"Count":3,"ScannedCount":9,"LastEvaluatedKey":{"a":{"N":"3"}}}"#
    );
    assert_eq!(seen, [1, 0, 3]);
    let mut items = 0;
    let mut count = |_: &mut ItemReader<'_>| {
        items += 1;
        Ok::<_, DecodeError>(())
    };
    assert_eq!(
        take_items(br#"{"Item":{"a":{"S":"}"}}}"#, "Item", &mut count).expect("a body"),
        b"{}"
    );
    assert_eq!(take_items(b"{}", "Item", &mut count).expect("a body"), b"{}");
    assert_eq!(
        take_items(br#"{"Item":null,"x":1}"#, "Item", &mut count).expect("a body"),
        br#"{"x":1}"#
    );
    assert_eq!(items, 1);
    assert_eq!((count_hint(body), count_hint(b"{}"), count_hint(br#"{"Count":99999,"#)), (3, 0, 1));
}
