use std::cmp::Ordering;
use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::size::attribute_size;
use super::{KeyValue, Number, NumberError, RawItem};

fn number(text: &str) -> Number {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn a_number_has_one_text() {
    let cases = [
        ("00042", "42"),
        ("1.0", "1"),
        ("3.1400", "3.14"),
        ("1.5E2", "150"),
        ("-0", "0"),
        ("0.000", "0"),
        ("0E500", "0"),
        ("+3", "3"),
        (".123", "0.123"),
        ("5.", "5"),
        ("1e+5", "100000"),
        ("100200", "100200"),
        ("-0.0015", "-0.0015"),
        ("1E-130", "1E-130"),
        ("-9.99E125", "-9.99E+125"),
        ("1E37", "10000000000000000000000000000000000000"),
        ("1E38", "1E+38"),
        ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
        ("1234567890.1234567890", "1234567890.123456789"),
    ];
    for (text, expected) in cases {
        assert_eq!(number(text).as_str(), expected, "{text}");
        assert_eq!(number(number(text).as_str()), number(text), "{text}");
    }
}

#[test]
fn what_dynamodb_refuses_is_no_number() {
    let cases = [
        ("", NumberError::Invalid),
        (" 1", NumberError::Invalid),
        (".", NumberError::Invalid),
        ("E5", NumberError::Invalid),
        ("1E", NumberError::Invalid),
        ("1.2.3", NumberError::Invalid),
        ("NaN", NumberError::Invalid),
        ("1_000", NumberError::Invalid),
        ("123456789012345678901234567890123456789", NumberError::Digits),
        ("1E126", NumberError::Range),
        ("1E-131", NumberError::Range),
        ("1E99999999999999999999999", NumberError::Range),
    ];
    for (text, expected) in cases {
        assert_eq!(text.parse::<Number>(), Err(expected), "{text}");
    }
    assert_eq!(Number::try_from(f64::NAN), Err(NumberError::NotFinite));
    assert_eq!(Number::try_from(u128::MAX), Err(NumberError::Digits));
}

#[test]
fn numbers_order_and_convert_exactly() {
    let ascending =
        ["-1E125", "-10", "-9.5", "-0.1", "0", "1E-130", "0.1", "0.11", "9", "10", "1E125"];
    for (at, left) in ascending.iter().enumerate() {
        for (other, right) in ascending.iter().enumerate() {
            assert_eq!(number(left).cmp(&number(right)), at.cmp(&other), "{left} {right}");
        }
    }
    assert_eq!(number("1.50").cmp(&number("15E-1")), Ordering::Equal);
    assert_eq!(number("1E2").to_u64(), Some(100));
    assert_eq!(number("-5.0").to_i64(), Some(-5));
    assert_eq!(number("0.5").to_i128(), None);
    assert_eq!(number("18446744073709551616").to_u64(), None);
    assert_eq!(number("0").to_u128(), Some(0));
    assert_eq!(Number::from(i64::MIN).to_i64(), Some(i64::MIN));
    assert_eq!(Number::try_from(0.1_f32).map(|number| number.to_string()), Ok("0.1".to_owned()));
}

#[test]
fn sizes_are_those_dynamodb_reckons() {
    let cases = [
        ("1", 2),
        ("123", 3),
        ("100", 2),
        ("1.5", 3),
        ("0.15", 2),
        ("-42", 3),
        ("0", 1),
        ("-0", 1),
        ("1E125", 2),
    ];
    for (text, expected) in cases {
        assert_eq!(attribute_size(&AttributeValue::N(text.to_owned())), expected, "{text}");
    }
    let shirt = [("shirt-color", "R"), ("shirt-size", "M")];
    let shirt = shirt.map(|(name, value)| (name.to_owned(), AttributeValue::S(value.to_owned())));
    assert_eq!(RawItem::from(HashMap::from(shirt)).size().bytes(), 23);
}

#[test]
fn debug_shows_no_value() {
    let item = RawItem::from(HashMap::from([
        ("b".to_owned(), AttributeValue::S("secret".to_owned())),
        ("a".to_owned(), AttributeValue::L(vec![AttributeValue::N("42".to_owned())])),
    ]));
    assert_eq!(format!("{item:?}"), "RawItem { a: L, b: S }");
    assert_eq!(format!("{:?}", KeyValue::S("secret".to_owned())), "S(<6 bytes>)");
}
