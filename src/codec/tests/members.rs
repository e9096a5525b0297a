use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{check, decode, encode};
use crate::codec::{Field, ItemReader, ItemWriter, Probe, Shape, Shaped};
use crate::error::EncodeErrorKind;

type Text = BTreeSet<String>;

fn set(elements: &[&str]) -> Text {
    elements.iter().map(|&element| element.to_owned()).collect()
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Options {
    plain: Option<String>,
    #[expect(clippy::option_option, reason = "absent and NULL are told apart")]
    nested: Option<Option<u8>>,
    null: Option<u8>,
    list: Vec<Option<u8>>,
    pair: (Option<u8>, Option<Text>),
    map: BTreeMap<String, Option<u8>>,
}

fn options() -> Shape {
    Shape::Fields(|| {
        const FIELDS: &[Field] = &[
            Field::new("plain", Shape::Optional(&String::SHAPE)),
            Field::new("nested", Shape::Nullable(&u8::SHAPE)),
            Field::new("null", Shape::Null(&u8::SHAPE)),
            Field::new("list", <Vec<Option<u8>>>::SHAPE),
            Field::new("pair", <(Option<u8>, Option<Text>)>::SHAPE),
            Field::new("map", <BTreeMap<String, Option<u8>>>::SHAPE),
        ];
        FIELDS
    })
}

#[test]
fn none_is_absent_in_structs_and_null_elsewhere() {
    let value = Options {
        list: vec![None, Some(1)],
        pair: (None, Some(set(&[]))),
        map: [("a".to_owned(), None)].into(),
        ..Options::default()
    };
    let text = r#"{"null":{"NULL":true},"list":{"L":[{"NULL":true},{"N":"1"}]},"pair":{"L":[{"NULL":true},{"L":[]}]},"map":{"M":{"a":{"NULL":true}}}}"#;
    check(&value, options(), text);
}

#[test]
fn an_option_of_an_option_tells_null_from_absent() {
    let value = Options { nested: Some(None), ..Options::default() };
    let text = encode(&value, options()).expect("encodes");
    assert!(text.contains(r#""nested":{"NULL":true}"#), "{text}");
    assert_eq!(decode::<Options>(&text, options()).expect("decodes"), value);
    let value = Options { nested: Some(Some(7)), ..Options::default() };
    let text = encode(&value, options()).expect("encodes");
    assert_eq!(decode::<Options>(&text, options()).expect("decodes"), value);
}

#[test]
fn null_reads_as_none() {
    let text = r#"{"plain":{"NULL":true},"list":{"L":[]},"pair":{"L":[{"NULL":true},{"NULL":true}]},"map":{"M":{}}}"#;
    assert_eq!(decode::<Options>(text, options()).expect("decodes"), Options::default());
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flattened {
    id: String,
    #[serde(flatten)]
    inner: Inner,
    #[serde(flatten)]
    maybe: Option<Maybe>,
    #[serde(flatten)]
    rest: BTreeMap<String, Option<u8>>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Inner {
    note: Option<String>,
    tags: Text,
    day: Option<Text>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Maybe {
    depth: u8,
    marks: BTreeSet<u8>,
}

fn flattened() -> Shape {
    Shape::Fields(|| {
        const INNER: Shape = Shape::Fields(|| {
            const {
                &[
                    Field::new("note", Probe::<Option<String>>::SHAPE),
                    Field::new("tags", Probe::<Text>::SHAPE),
                    Field::new("day", Probe::<Option<Text>>::SHAPE),
                ]
            }
        });
        const MAYBE: Shape = Shape::Fields(|| {
            const {
                &[
                    Field::new("depth", Shape::Plain),
                    Field::new("marks", Probe::<BTreeSet<u8>>::SHAPE),
                ]
            }
        });
        const {
            &[
                Field::new("id", Shape::Plain),
                Field::flatten(INNER),
                Field::flatten(Shape::Optional(&MAYBE)),
                Field::flatten(Probe::<BTreeMap<String, Option<u8>>>::SHAPE),
            ]
        }
    })
}

#[test]
fn flattened_members_keep_their_rules() {
    let empty =
        Flattened { id: "1".into(), inner: Inner::default(), maybe: None, rest: BTreeMap::new() };
    check(&empty, flattened(), r#"{"id":{"S":"1"}}"#);
    let full = Flattened {
        id: "1".into(),
        inner: Inner { note: Some("n".into()), tags: set(&["a"]), day: Some(set(&["b"])) },
        maybe: Some(Maybe { depth: 3, marks: BTreeSet::new() }),
        // serde hands every flattened name on to a flattened map.
        rest: BTreeMap::new(),
    };
    let text = r#"{"id":{"S":"1"},"note":{"S":"n"},"tags":{"SS":["a"]},"day":{"SS":["b"]},"depth":{"N":"3"}}"#;
    check(&full, flattened(), text);
    let map = Flattened { rest: [("x".into(), None), ("y".into(), Some(1))].into(), ..empty };
    check(&map, flattened(), r#"{"id":{"S":"1"},"x":{"NULL":true},"y":{"N":"1"}}"#);
}

#[test]
fn a_flattened_map_writes_no_name_twice_and_none_of_the_schema() {
    let value = |name: &str| Flattened {
        id: "1".into(),
        inner: Inner::default(),
        maybe: None,
        rest: [(name.to_owned(), Some(1))].into(),
    };
    let kind = |name: &str| {
        let mut bytes = Vec::new();
        let wrote = ItemWriter::after(&mut bytes)
            .model(&value(name), &flattened(), &|name| matches!(name, "pk" | "id"));
        wrote.map_err(|error| error.kind().clone())
    };
    assert_eq!(kind("id"), Err(EncodeErrorKind::DuplicateAttribute));
    assert_eq!(kind("note"), Err(EncodeErrorKind::DuplicateAttribute));
    assert_eq!(kind("pk"), Err(EncodeErrorKind::OwnedAttribute));
    assert_eq!(kind("other"), Ok(()));
}

#[test]
fn what_the_schema_owns_is_hidden_unless_a_field_has_the_name() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Strict {
        id: String,
    }
    let text = br#"{"pk":{"S":"A#1"},"id":{"S":"1"},"type":{"S":"A"}}"#;
    let owned = |name: &str| matches!(name, "pk" | "type" | "id");
    let fields = Shape::Fields(|| const { &[Field::new("id", Shape::Plain)] });
    for shape in [Shape::Plain, fields] {
        let mut reader = ItemReader::from_slice(text).expect("UTF-8");
        assert_eq!(reader.text("type").expect("S").as_deref(), Some("A"));
        assert_eq!(
            reader.decode::<Strict>(&shape, &owned).expect("decodes"),
            Strict { id: "1".into() }
        );
        assert!(reader.decode::<Strict>(&shape, &|_| false).is_err());
        let rest: BTreeMap<String, String> = reader.decode(&Shape::Plain, &owned).expect("decodes");
        assert!(rest.is_empty(), "{rest:?}");
    }
}

#[test]
fn an_item_that_is_not_finished_leaves_the_buffer_as_it_was() {
    let mut bytes = b"[".to_vec();
    let mut writer = ItemWriter::after(&mut bytes);
    writer.text("pk", "A#1");
    let nan = BTreeMap::from([("a", 1.0), ("b", f64::NAN)]);
    assert!(writer.model(&nan, &Shape::Plain, &|_| false).is_err());
    drop(writer);
    assert_eq!(bytes, b"[");

    let mut writer = ItemWriter::after(&mut bytes);
    writer.text("pk", "A#1");
    writer.finish();
    assert_eq!(bytes, br#"[{"pk":{"S":"A#1"}}"#);
}
