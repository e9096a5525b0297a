use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::check;
use crate::codec::{
    Field, Probe, Shape, Shaped, Tagging, Variant, Variants, from_attribute_value,
    to_attribute_value,
};
use crate::error::{DecodeErrorKind, EncodeErrorKind};
use crate::value::{Number, NumberError};
use aws_sdk_dynamodb::types::AttributeValue;

fn n(text: &str) -> AttributeValue {
    AttributeValue::N(text.to_owned())
}

fn text<T: Serialize>(value: T) -> Result<String, EncodeErrorKind> {
    match to_attribute_value(&value, &Shape::Plain) {
        Ok(value) => Ok(value.as_n().expect("N").clone()),
        Err(error) => Err(error.kind().clone()),
    }
}

#[test]
fn numbers_are_written_exactly() {
    assert_eq!(text(i64::MIN).as_deref(), Ok("-9223372036854775808"));
    assert_eq!(text(u64::MAX).as_deref(), Ok("18446744073709551615"));
    assert_eq!(text(10_u128.pow(38)).as_deref(), Ok("100000000000000000000000000000000000000"));
    assert_eq!(text(u128::MAX), Err(EncodeErrorKind::Number(NumberError::Digits)));
    assert_eq!(text(0.1_f32).as_deref(), Ok("0.1"));
    assert_eq!(text(-0.0).as_deref(), Ok("0"));
    assert_eq!(text(100.0).as_deref(), Ok("100"));
    assert_eq!(text(1e-130).as_deref(), Ok("1e-130"));
    assert_eq!(text(f64::NAN), Err(EncodeErrorKind::Number(NumberError::NotFinite)));
    assert_eq!(text(1e126), Err(EncodeErrorKind::Number(NumberError::Range)));
    assert_eq!(text(1e-131), Err(EncodeErrorKind::Number(NumberError::Range)));
    assert_eq!(text("1.50".parse::<Number>().expect("a number")).as_deref(), Ok("1.5"));
}

#[test]
fn integers_are_read_exactly_or_not_at_all() {
    let cases =
        [("1E2", Some(100)), ("5.0", Some(5)), ("-128", Some(-128)), ("0.5", None), ("1e60", None)];
    for (text, expected) in cases {
        assert_eq!(from_attribute_value::<i64>(&n(text), &Shape::Plain).ok(), expected, "{text}");
    }
    assert_eq!(
        from_attribute_value::<u64>(&n("18446744073709551615"), &Shape::Plain),
        Ok(u64::MAX)
    );
    assert_eq!(
        from_attribute_value::<i64>(&n("-9223372036854775808"), &Shape::Plain),
        Ok(i64::MIN)
    );
    assert_eq!(
        from_attribute_value::<u128>(&n("12345678901234567890123456789012345678"), &Shape::Plain)
            .map(|n| n % 10),
        Ok(8)
    );
    let error = from_attribute_value::<u8>(&n("300"), &Shape::Plain).expect_err("too large");
    assert_eq!(error.kind(), &DecodeErrorKind::Number { target: "u8" });
    assert!(from_attribute_value::<f64>(&n("inf"), &Shape::Plain).is_err());
    assert_eq!(from_attribute_value::<f64>(&n("0.1"), &Shape::Plain), Ok(0.1));
    let error = from_attribute_value::<u8>(&AttributeValue::S("7".into()), &Shape::Plain)
        .expect_err("a string");
    assert_eq!(
        error.to_string(),
        "expected N, found S: correct the item or change the field's type"
    );
}

#[test]
fn a_number_that_serde_buffers_is_exact() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Any {
        Unsigned(u64),
        Signed(i64),
        Float(f64),
        Text(String),
    }
    let cases = [
        ("5.0", Any::Unsigned(5)),
        ("-5", Any::Signed(-5)),
        ("0.1", Any::Float(0.1)),
        ("0.12345678901234567890", Any::Text("0.12345678901234567890".into())),
        ("1E30", Any::Float(1e30)),
        ("18446744073709551616", Any::Text("18446744073709551616".into())),
        ("18446744073709551617", Any::Text("18446744073709551617".into())),
    ];
    for (text, expected) in cases {
        assert_eq!(from_attribute_value::<Any>(&n(text), &Shape::Plain), Ok(expected), "{text}");
    }
    let number = Number::try_from(0.1).expect("a number");
    assert_eq!(from_attribute_value::<Number>(&n("0.10"), &Shape::Plain), Ok(number));
}

#[cfg(feature = "rust_decimal")]
#[test]
fn a_decimal_is_a_number_and_never_rounded() {
    use rust_decimal::Decimal;
    let decimal = |text: &str| text.parse::<Decimal>().expect("a decimal");
    assert_eq!(to_attribute_value(&decimal("-12.50"), &Decimal::SHAPE), Ok(n("-12.50")));
    let max = "79228162514264337593543950335";
    for text in ["12.5", "1E2", "-0.0000000000000000000000000001", max] {
        let read = from_attribute_value::<Decimal>(&n(text), &Decimal::SHAPE);
        assert_eq!(
            read,
            Ok(Decimal::from_str_exact(text)
                .or_else(|_| Decimal::from_scientific(text))
                .expect(text))
        );
    }
    assert_eq!(
        from_attribute_value(&AttributeValue::S("1.5".into()), &Decimal::SHAPE),
        Ok(decimal("1.5"))
    );
    for text in ["79228162514264337593543950336", "1E-29", "1.2345678901234567890123456789012"] {
        let error = from_attribute_value::<Decimal>(&n(text), &Decimal::SHAPE).expect_err(text);
        assert_eq!(error.kind(), &DecodeErrorKind::DecimalDigits, "{text}");
    }
    let error = to_attribute_value(&1.5, &Decimal::SHAPE).expect_err("a float");
    assert!(error.to_string().contains("serde-float"), "{error}");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Tagged {
    Counts { by_year: BTreeMap<u32, i64>, text: BTreeMap<String, u8> },
}

fn tagged() -> Shape {
    static VARIANTS: Variants = Variants::new(Tagging::Internal("kind"), || {
        const {
            &[Variant::fields("Counts", || {
                const {
                    &[
                        Field::new("by_year", Probe::<BTreeMap<u32, i64>>::SHAPE),
                        Field::new("text", Probe::<BTreeMap<String, u8>>::SHAPE),
                    ]
                }
            })]
        }
    });
    Shape::Variants(&VARIANTS)
}

#[test]
fn integer_keys_read_back_where_serde_buffers() {
    let text = r#"{"kind":{"S":"Counts"},"by_year":{"M":{"2026":{"N":"-1"}}},"text":{"M":{"07":{"N":"1"}}}}"#;
    let value: Tagged = super::decode(text, tagged()).expect("decodes");
    let expected =
        Tagged::Counts { by_year: [(2026, -1)].into(), text: [("07".to_owned(), 1)].into() };
    assert_eq!(value, expected);
}

#[test]
fn a_128_bit_integer_that_serde_would_buffer_is_not_written() {
    #[derive(Serialize)]
    #[serde(tag = "kind")]
    enum Wide {
        Of { wide: i128 },
    }
    static VARIANTS: Variants =
        Variants::new(Tagging::Internal("kind"), || const { &[Variant::unit("Of")] });
    let error = to_attribute_value(&Wide::Of { wide: 5 }, &Shape::Variants(&VARIANTS))
        .expect_err("128 bits");
    assert_eq!(
        (error.kind(), error.path().to_string().as_str()),
        (&EncodeErrorKind::Buffered128, "wide")
    );
}

#[test]
fn map_keys_are_text() {
    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    enum Color {
        Red,
    }
    check(
        &BTreeMap::from([("n".to_owned(), BTreeMap::from([(-7_i16, 1)]))]),
        Shape::Plain,
        r#"{"n":{"M":{"-7":{"N":"1"}}}}"#,
    );
    check(&BTreeMap::from([('x', true)]), Shape::Plain, r#"{"x":{"BOOL":true}}"#);
    check(&BTreeMap::from([(false, 'c')]), Shape::Plain, r#"{"false":{"S":"c"}}"#);
    check(&BTreeMap::from([(Color::Red, None::<u8>)]), Shape::Plain, r#"{"Red":{"NULL":true}}"#);
    let error =
        to_attribute_value(&BTreeMap::from([(Some(()), 1)]), &Shape::Plain).expect_err("no key");
    assert_eq!(error.kind(), &EncodeErrorKind::MapKey);
}
