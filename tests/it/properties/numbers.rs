//! Numbers are exact, or a typed error.

use dynamorph::prelude::*;
use dynamorph::{Error, Number};
use dynamorph_testing::Scripted;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::key_order::Parts;
use crate::support::keys::rendered;

/// An entity with one number of each type.
macro_rules! number_entity {
    ($name:ident: $type:ty) => {
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
        #[dynamo(table = Parts, entity = "NUMBER", pk = "P", sk = "S")]
        struct $name {
            v: $type,
        }
    };
}
number_entity!(OfNumber: Number);
number_entity!(OfDecimal: Decimal);
number_entity!(OfFloat: f64);
number_entity!(OfSingle: f32);
number_entity!(OfWide: i128);
number_entity!(OfUnsigned: u64);
number_entity!(OfAny: Any);

/// What serde makes of a number that it keeps aside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Any {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Text(String),
}

impl Any {
    fn number(&self) -> Number {
        match self {
            Self::Unsigned(value) => (*value).into(),
            Self::Signed(value) => (*value).into(),
            Self::Float(value) => (*value).try_into().expect("a stored number"),
            Self::Text(text) => text.parse().expect("a stored number"),
        }
    }
}

/// Any number as DynamoDB returns them, and in other spellings.
fn spelled() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?(0|[1-9][0-9]{0,37})",
        "-?(0|[1-9][0-9]{0,18})\\.[0-9]{1,19}",
        "-?[1-9]\\.[0-9]{1,37}E[+-]?(1[01][0-9]|[1-9]?[0-9])",
        any::<u64>().prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| value.to_string()),
        any::<f64>().prop_map(|value| (value % 1e9).to_string()),
    ]
    .prop_filter("DynamoDB stores it", |text| text.parse::<Number>().is_ok())
}

fn stored_number<M: DynamoModel>(item: M) -> Option<String> {
    Some(rendered(item)?["v"]["N"].as_str().expect("an N").to_owned())
}

fn read<M: DynamoModel>(number: &str) -> dynamorph::Result<M>
where
    (): dynamorph::KeyOf<M, dynamorph::PartsOf<M>>,
{
    let item = json!({ "pk": { "S": "P" }, "sk": { "S": "S" }, "type": { "S": "NUMBER" }, "v": { "N": number } });
    let engine = Scripted::always(json!({ "Item": item }).to_string());
    crate::support::run(async { M::get(()).one(&engine.dynamo()).await })
}

fn exact(text: &str) -> Number {
    text.parse().expect("DynamoDB stores the number")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_number_is_any_number_exactly(text in spelled()) {
        let item: OfNumber = read(&text).unwrap();
        prop_assert_eq!(&item.v, &exact(&text));
        prop_assert_eq!(exact(&stored_number(item.clone()).unwrap()), item.v);
    }

    #[test]
    fn a_number_that_serde_keeps_aside_is_exact(text in spelled()) {
        let item: OfAny = read(&text).unwrap();
        prop_assert_eq!(item.v.number(), exact(&text));
    }

    #[test]
    fn a_decimal_is_exact_or_an_error(text in spelled()) {
        match read::<OfDecimal>(&text) {
            Ok(item) => prop_assert_eq!(exact(&stored_number(item).unwrap()), exact(&text)),
            Err(Error::Decode { source, .. }) => prop_assert_eq!(source.path().to_string(), "v"),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn an_integer_is_exact_or_an_error(text in spelled()) {
        let expected = exact(&text);
        prop_assert_eq!(read::<OfUnsigned>(&text).ok().map(|item| item.v), expected.to_u64());
        prop_assert_eq!(read::<OfWide>(&text).ok().map(|item| item.v), expected.to_i128());
    }

    #[test]
    fn a_float_keeps_its_bits(bits in any::<u64>(), single in any::<u32>()) {
        let (double, single) = (f64::from_bits(bits), f32::from_bits(single));
        let is_stored = |value: f64| value == 0.0 || (1e-130..1e126).contains(&value.abs());
        match stored_number(OfFloat { v: double }) {
            Some(text) => prop_assert_eq!((read::<OfFloat>(&text).unwrap().v + 0.0).to_bits(), (double + 0.0).to_bits()),
            None => prop_assert!(!is_stored(double)),
        }
        match stored_number(OfSingle { v: single }) {
            Some(text) => prop_assert_eq!((read::<OfSingle>(&text).unwrap().v + 0.0).to_bits(), (single + 0.0).to_bits()),
            None => prop_assert!(!is_stored(single.into())),
        }
    }

    #[test]
    fn a_decimal_is_written_exactly(low in any::<u32>(), mid in any::<u32>(), high in any::<u32>(), negative in any::<bool>(), scale in 0..=28_u32) {
        let item = OfDecimal { v: Decimal::from_parts(low, mid, high, negative, scale) };
        let text = stored_number(item.clone()).unwrap();
        prop_assert_eq!(exact(&text), exact(&item.v.to_string()));
        prop_assert_eq!(read::<OfDecimal>(&text).unwrap(), item);
    }

    #[test]
    fn an_integer_of_more_than_38_digits_is_refused(value in any::<i128>()) {
        let digits = value.unsigned_abs().to_string().trim_end_matches('0').len();
        prop_assert_eq!(stored_number(OfWide { v: value }).is_some(), digits <= 38);
    }
}
