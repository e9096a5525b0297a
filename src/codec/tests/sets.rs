use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use super::{check, decode, encode};
use crate::codec::{Field, Otherwise as _, Probe, Shape, Shaped, to_attribute_value};
use crate::error::EncodeErrorKind;
use crate::value::Number;

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Sets {
    #[serde(default = "some", alias = "old")]
    texts: BTreeSet<String>,
    numbers: BTreeSet<i32>,
    bytes: BTreeSet<Vec<u8>>,
    #[serde(default = "maybe")]
    maybe: Option<BTreeSet<String>>,
    blob: Vec<u8>,
    list: Vec<BTreeSet<u8>>,
    map: BTreeMap<String, BTreeSet<String>>,
    #[serde(skip_deserializing)]
    written: BTreeSet<char>,
}

fn some() -> BTreeSet<String> {
    ["default".to_owned()].into()
}

#[expect(clippy::unnecessary_wraps, reason = "a default of the field's type")]
fn maybe() -> Option<BTreeSet<String>> {
    Some(some())
}

fn sets() -> Shape {
    Shape::Fields(|| {
        const {
            &[
                Field::new("texts", Probe::<BTreeSet<String>>::SHAPE).aliases(&["old"]),
                Field::new("numbers", Probe::<BTreeSet<i32>>::SHAPE),
                Field::new("bytes", Probe::<BTreeSet<Vec<u8>>>::SHAPE),
                Field::new("maybe", Probe::<Option<BTreeSet<String>>>::SHAPE),
                Field::new("blob", Probe::<Vec<u8>>::SHAPE),
                Field::new("list", Probe::<Vec<BTreeSet<u8>>>::SHAPE),
                Field::new("map", Probe::<BTreeMap<String, BTreeSet<String>>>::SHAPE),
                Field::new("written", Probe::<BTreeSet<char>>::SHAPE),
            ]
        }
    })
}

#[test]
fn sets_and_bytes_have_their_own_types() {
    let value = Sets {
        texts: ["b".into(), "a\"".into()].into(),
        numbers: [2, -1].into(),
        bytes: [vec![1, 2], vec![]].into(),
        maybe: Some(["x".into()].into()),
        blob: vec![0, 255],
        list: vec![[1].into()],
        map: [("k".into(), ["v".into()].into())].into(),
        written: BTreeSet::new(),
    };
    check(
        &value,
        sets(),
        r#"{"texts":{"SS":["a\"","b"]},"numbers":{"NS":["-1","2"]},"bytes":{"BS":["","AQI="]},"maybe":{"SS":["x"]},"blob":{"B":"AP8="},"list":{"L":[{"NS":["1"]}]},"map":{"M":{"k":{"SS":["v"]}}}}"#,
    );
}

#[test]
fn an_empty_set_is_absent_as_a_member_and_an_empty_list_as_an_element() {
    let value = Sets {
        maybe: None,
        list: vec![BTreeSet::new()],
        map: [("k".into(), BTreeSet::new())].into(),
        ..Sets::default()
    };
    check(
        &value,
        sets(),
        r#"{"blob":{"B":""},"list":{"L":[{"L":[]}]},"map":{"M":{"k":{"L":[]}}}}"#,
    );
    let empty = BTreeSet::<String>::new();
    assert!(
        to_attribute_value(&empty, &Probe::<BTreeSet<String>>::SHAPE)
            .is_ok_and(|value| value.is_l())
    );
}

#[test]
fn lists_read_as_sets_and_as_bytes() {
    let text = r#"{"old":{"L":[{"S":"a"}]},"numbers":{"L":[{"N":"2"}]},"bytes":{"L":[{"B":"AQ=="},{"L":[{"N":"2"}]}]},"blob":{"L":[{"N":"1"}]},"list":{"L":[]},"map":{"M":{}}}"#;
    let value: Sets = decode(text, sets()).expect("decodes");
    assert_eq!(value.texts, ["a".to_owned()].into());
    assert_eq!(value.numbers, [2].into());
    assert_eq!(value.bytes, [vec![1], vec![2]].into());
    assert_eq!(value.blob, [1]);
    assert_eq!(value.maybe, None);
}

#[test]
fn an_array_of_bytes_has_its_length() {
    let read = |text: &str| decode::<BTreeMap<String, [u8; 2]>>(text, Shape::Plain);
    assert_eq!(read(r#"{"a":{"B":"AQI="}}"#), Ok([("a".to_owned(), [1, 2])].into()));
    for text in [r#"{"a":{"B":"AQ=="}}"#, r#"{"a":{"B":"AQID"}}"#] {
        assert_eq!(read(text).expect_err(text).kind(), &crate::error::DecodeErrorKind::Length);
    }
}

#[test]
fn a_set_holds_each_element_once_and_elements_of_one_type() {
    let kind =
        |wrote: Result<_, crate::error::EncodeError>| wrote.map_err(|error| error.kind().clone());
    let texts = |texts: &[&str]| kind(to_attribute_value(texts, &Shape::StringSet(&Shape::Plain)));
    let numbers = |numbers: &[&str]| {
        let numbers: Vec<Number> =
            numbers.iter().map(|text| text.parse().expect("a number")).collect();
        kind(to_attribute_value(&numbers, &Shape::NumberSet(&Shape::Plain)))
    };
    assert!(texts(&["b", "a", "c"]).is_ok());
    assert_eq!(texts(&["b", "a", "b"]), Err(EncodeErrorKind::DuplicateElement));
    // What looks like the end of an element inside of one is none.
    assert!(texts(&["b", "\",\"b", "a\\", "\"", "\\", "", "\u{1}"]).is_ok());
    assert_eq!(texts(&["b", "\",\"", "\",\""]), Err(EncodeErrorKind::DuplicateElement));
    assert_eq!(texts(&["a\\", "b\"", "a\\"]), Err(EncodeErrorKind::DuplicateElement));
    assert!(numbers(&["1", "2.5"]).is_ok());
    assert_eq!(numbers(&["1", "2.5", "1.0"]), Err(EncodeErrorKind::DuplicateElement));
    assert_eq!(numbers(&["3", "10", "3"]), Err(EncodeErrorKind::DuplicateElement));
    let mixed = kind(to_attribute_value(&("a", 1), &Shape::StringSet(&Shape::Plain)));
    assert_eq!(mixed, Err(EncodeErrorKind::SetElement { expected: "S", found: "N" }));
    let floats = kind(to_attribute_value(&[1.0, 10.0, 1e1], &Shape::NumberSet(&Shape::Plain)));
    assert_eq!(floats, Err(EncodeErrorKind::DuplicateElement));
}

/// A type without a shape.
struct Unknown;

#[test]
fn sets_of_other_types_stay_lists() {
    assert!(matches!(Probe::<HashSet<bool>>::SHAPE, Shape::List(_)));
    assert!(matches!(Probe::<HashSet<(String, u8)>>::SHAPE, Shape::List(_)));
    assert!(matches!(Probe::<Unknown>::SHAPE, Shape::Plain));
    assert!(matches!(Probe::<Vec<Unknown>>::SHAPE, Shape::Plain));
    assert!(matches!(<Box<[u8]>>::SHAPE, Shape::Binary));
    assert!(matches!(<[u8; 4]>::SHAPE, Shape::Binary));
    let value = encode(&BTreeMap::from([("a", [true])]), Shape::Plain);
    assert_eq!(value.as_deref(), Ok(r#"{"a":{"L":[{"BOOL":true}]}}"#));
}
