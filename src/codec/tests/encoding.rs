use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::Error as _;

use super::encode;
use crate::codec::{Field, Shape, to_attribute_value};
use crate::error::EncodeErrorKind;
use crate::value::NumberError;

#[test]
fn text_is_escaped() {
    #[derive(Serialize)]
    struct Odd {
        #[serde(rename = "a\"b")]
        text: &'static str,
    }
    let text = encode(
        &Odd {
            text: "quote \" backslash \\ newline \n bell \u{7} é 😀 and seventeen bytes or more",
        },
        Shape::Plain,
    );
    let expected = r#"{"a\"b":{"S":"quote \" backslash \\ newline \n bell \u0007 é 😀 and seventeen bytes or more"}}"#;
    assert_eq!(text.as_deref(), Ok(expected));
    let displayed = to_attribute_value(&std::net::Ipv6Addr::LOCALHOST, &Shape::Plain);
    assert_eq!(displayed.expect("encodes").as_s().map(String::as_str), Ok("::1"));
}

#[test]
fn bytes_are_binary() {
    let bytes = serde_bytes::Bytes::new(&[0, 1, 2, 253, 254, 255, 0]);
    let value = to_attribute_value(&bytes, &Shape::Plain).expect("encodes");
    assert_eq!(value.as_b().map(AsRef::as_ref), Ok(&[0, 1, 2, 253, 254, 255, 0][..]));
}

struct Failing;
impl Serialize for Failing {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("secret"))
    }
}

#[test]
fn an_error_says_where_and_shows_no_value() {
    #[derive(Serialize)]
    struct Outer {
        lines: Vec<BTreeMap<String, f64>>,
    }
    let value =
        Outer { lines: vec![BTreeMap::default(), [("secret".to_owned(), f64::INFINITY)].into()] };
    let fields = Shape::Fields(|| const { &[Field::new("lines", Shape::Plain)] });
    for shape in [Shape::Plain, fields] {
        let error = encode(&value, shape).expect_err("infinite");
        assert_eq!(
            error.to_string(),
            "`lines[1].*`: NaN and the infinities are no DynamoDB numbers"
        );
        assert_eq!(error.kind(), &EncodeErrorKind::Number(NumberError::NotFinite));
    }
    let error = to_attribute_value(&Failing, &Shape::Plain).expect_err("fails");
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
}

#[test]
fn an_item_is_a_struct_or_a_map() {
    assert_eq!(encode(&5, Shape::Plain).expect_err("a number").kind(), &EncodeErrorKind::NotAnItem);
    assert_eq!(encode(&[5], Shape::Plain).expect_err("a list").kind(), &EncodeErrorKind::NotAnItem);
    assert_eq!(
        encode(&None::<u8>, Shape::Plain).expect_err("none").kind(),
        &EncodeErrorKind::NotAnItem
    );
}
