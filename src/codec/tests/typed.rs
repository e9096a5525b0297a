use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::{Deserialize, Deserializer, Serializer};

use crate::codec::{Codec, Shape, Shaped, With};
use crate::error::{DecodeErrorKind, EncodeErrorKind};

/// Numbers as text.
struct AsText;

impl With<u32> for AsText {
    fn serialize<S: Serializer>(value: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[test]
fn what_is_nothing_is_absent_as_a_member_only() {
    const TAGS: Codec<BTreeSet<String>> = Codec::new(<BTreeSet<String>>::SHAPE);
    const NOTE: Codec<Option<String>> = Codec::new(<Option<String>>::SHAPE);
    const NULL: Codec<Option<String>> = Codec::new(Shape::Null(&Shape::Plain));
    assert_eq!(TAGS.encode_member(&BTreeSet::new()), Ok(None));
    assert_eq!(TAGS.encode_value(&BTreeSet::new()), Ok(AttributeValue::L(vec![])));
    assert_eq!(NOTE.encode_member(&None), Ok(None));
    assert_eq!(NOTE.encode_value(&None), Ok(AttributeValue::Null(true)));
    assert_eq!(NULL.encode_member(&None), Ok(Some(AttributeValue::Null(true))));
    let tags = BTreeSet::from(["a".to_owned()]);
    let stored = TAGS.encode_member(&tags).expect("encodes").expect("there");
    assert_eq!(stored, AttributeValue::Ss(vec!["a".to_owned()]));
    assert_eq!(TAGS.decode_value(&stored), Ok(tags));
}

#[test]
fn two_functions_take_the_place_of_serde() {
    const CODEC: Codec<u32> = Codec::with::<AsText>(Shape::Plain);
    let copy = CODEC;
    let stored = CODEC.encode_value(&7).expect("encodes");
    assert_eq!(stored, AttributeValue::S("7".to_owned()));
    assert_eq!(copy.decode_value(&stored), Ok(7));
    let error = CODEC.decode_value(&AttributeValue::S("secret".to_owned())).expect_err("no number");
    assert_eq!(error.kind(), &DecodeErrorKind::Refused);
    assert!(format!("{CODEC:?}").starts_with("Codec { shape: Plain"));
    let error = Codec::<f64>::new(Shape::Plain).encode_member(&f64::NAN).expect_err("no number");
    assert!(matches!(error.kind(), EncodeErrorKind::Number(_)));
}
