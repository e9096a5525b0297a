use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Deserialize;

use crate::codec::{Codec, ItemReader, Shape, Shaped};
use crate::error::DecodeError;
use crate::value::{DocumentPath, PathStep};

const ITEM: &str = r#"{"a":{"S":"x"},"n":{"NULL":true},"lines":{"L":[{"M":{"sku":{"S":"tea"},"tags":{"SS":["t"]}}},
    {"M":{"sku":{"S":"\u00e9"},"no":{"NULL":true}}}]},"m":{"M":{"secret":{"M":{"k":{"N":"5"}}}}},"ss":{"SS":["q"]}}"#;

#[derive(Debug, serde::Serialize, Deserialize)]
struct Inner {
    k: String,
}

fn at<T>(path: &str, codec: &Codec<T>) -> Result<Option<T>, DecodeError> {
    let path = DocumentPath::parse(path).expect("a path");
    ItemReader::from_slice(ITEM.as_bytes())?.at(path.steps(), codec)
}

#[test]
fn a_value_inside_an_item_is_found() {
    let text = Codec::<String>::new(Shape::Plain);
    for (path, expected) in [
        ("a", Some("x")),
        ("lines[0].sku", Some("tea")),
        ("lines[1].sku", Some("é")),
        ("lines[2].sku", None),
        ("lines[0].none", None),
        ("lines.sku", None),
        ("lines[0][0]", None),
        ("a.b", None),
        ("a[0]", None),
        ("ss[0]", None),
        ("n.b", None),
        ("none", None),
        ("m.none.k", None),
    ] {
        assert_eq!(at(path, &text).expect(path).as_deref(), expected, "{path}");
    }
    let number = Codec::<u8>::new(Shape::Plain);
    assert_eq!(at("m.secret.k", &number), Ok(Some(5)));
    let tags = Codec::<BTreeSet<String>>::new(<BTreeSet<String>>::SHAPE);
    assert_eq!(at("lines[0].tags", &tags), Ok(Some(BTreeSet::from(["t".to_owned()]))));
}

#[test]
fn null_is_nothing_unless_the_type_has_a_place_for_it() {
    let text = Codec::<String>::new(Shape::Plain);
    assert_eq!((at("n", &text), at("lines[1].no", &text)), (Ok(None), Ok(None)));
    let null = Codec::<Option<String>>::new(Shape::Null(&Shape::Plain));
    assert_eq!((at("n", &null), at("lines[1].no", &null)), (Ok(Some(None)), Ok(Some(None))));
    assert_eq!(at("a", &null), Ok(Some(Some("x".to_owned()))));
    assert_eq!(at("none", &null), Ok(None));
}

#[test]
fn an_error_says_where_without_the_keys_of_maps() {
    let number = Codec::<u8>::new(Shape::Plain);
    let error = at("lines[1].sku", &number).expect_err("text");
    assert_eq!(error.path().to_string(), "lines[1].*");
    let declared = [
        PathStep::Name(Cow::Borrowed("lines")),
        PathStep::Index(1),
        PathStep::Name(Cow::Borrowed("sku")),
    ];
    let mut item = ItemReader::from_slice(ITEM.as_bytes()).expect("UTF-8");
    let error = item.at(&declared, &number).expect_err("text");
    assert_eq!(
        error.to_string(),
        "`lines[1].sku`: expected N, found S: correct the item or change the field's type"
    );
    let error = at("m.secret", &number).expect_err("a map");
    assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
    let error = at("m.secret", &Codec::<Inner>::new(Shape::Plain)).expect_err("N");
    assert_eq!(error.path().to_string(), "m.*.k");
    let mut broken = ItemReader::from_slice(br#"{"a":{"M":{"b" 5}}}"#).expect("UTF-8");
    let path = DocumentPath::parse("a.b").expect("a path");
    assert_eq!(broken.at(path.steps(), &number).expect_err("no JSON").path().to_string(), "a");
}

#[test]
fn the_item_itself_is_no_place() {
    let number = Codec::<u8>::new(Shape::Plain);
    let mut item = ItemReader::from_slice(ITEM.as_bytes()).expect("UTF-8");
    assert_eq!(item.at(DocumentPath::root().steps(), &number), Ok(None));
    assert_eq!(item.at(&[PathStep::Index(0)], &number), Ok(None));
    // Each call starts at the first attribute.
    assert_eq!(item.text("a").expect("text").as_deref(), Some("x"));
}
