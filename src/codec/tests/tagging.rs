use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{check, decode, encode};
use crate::codec::{Field, Probe, Shape, Shaped, Tagging, Variant, Variants};

type Tags = BTreeSet<String>;

const TAGS: Shape = Tags::SHAPE;

const FIELDS: fn() -> &'static [Field] = || {
    const {
        &[
            Field::new("tags", TAGS),
            Field::new("data", Probe::<Vec<u8>>::SHAPE),
            Field::new("maybe", Probe::<Option<Tags>>::SHAPE),
        ]
    }
};

macro_rules! tagged {
    ($name:ident, $shape:ident, $tagging:expr, #[$($attribute:tt)*]) => {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        #[$($attribute)*]
        enum $name {
            Unit,
            #[serde(rename = "new", alias = "older")]
            Newtype(Payload),
            Fields { tags: Tags, data: Vec<u8>, maybe: Option<Tags> },
        }

        const fn $shape() -> Shape {
            static VARIANTS: Variants = Variants::new($tagging, || {
                const {
                    &[
                        Variant::unit("Unit"),
                        Variant::newtype("new", Shape::Fields(FIELDS)).aliases(&["older"]),
                        Variant::fields("Fields", FIELDS),
                    ]
                }
            });
            Shape::Variants(&VARIANTS)
        }
    };
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Payload {
    tags: Tags,
    data: Vec<u8>,
    maybe: Option<Tags>,
}

tagged!(External, external, Tagging::External, #[serde(rename_all = "PascalCase")]);
tagged!(Internal, internal, Tagging::Internal("kind"), #[serde(tag = "kind")]);
tagged!(Adjacent, adjacent, Tagging::Adjacent("t", "c"), #[serde(tag = "t", content = "c")]);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Holder<T> {
    of: T,
}

fn holder(shape: Shape) -> Shape {
    // A test's shape may leak: fields are static.
    match shape {
        Shape::Variants(variants) => match variants.tagging {
            Tagging::External => Shape::Fields(|| const { &[Field::new("of", external())] }),
            Tagging::Internal(_) => Shape::Fields(|| const { &[Field::new("of", internal())] }),
            Tagging::Adjacent(..) => Shape::Fields(|| const { &[Field::new("of", adjacent())] }),
            Tagging::Untagged => Shape::Plain,
        },
        other => other,
    }
}

fn payload() -> Payload {
    Payload { tags: ["a".to_owned()].into(), data: vec![1], maybe: None }
}

#[test]
fn externally_tagged_content_has_its_shape() {
    let shape = holder(external());
    check(&Holder { of: External::Unit }, shape, r#"{"of":{"S":"Unit"}}"#);
    let text = r#"{"of":{"M":{"new":{"M":{"tags":{"SS":["a"]},"data":{"B":"AQ=="}}}}}}"#;
    check(&Holder { of: External::Newtype(payload()) }, shape, text);
    let empty = External::Fields { tags: Tags::new(), data: vec![], maybe: None };
    check(&Holder { of: empty }, shape, r#"{"of":{"M":{"Fields":{"M":{"data":{"B":""}}}}}}"#);
    let older: Holder<External> = decode(&text.replace("new", "older"), shape).expect("the alias");
    assert_eq!(older.of, External::Newtype(payload()));
}

#[test]
fn internally_tagged_content_has_its_shape_wherever_the_tag_stands() {
    let shape = holder(internal());
    check(&Holder { of: Internal::Unit }, shape, r#"{"of":{"M":{"kind":{"S":"Unit"}}}}"#);
    let text = r#"{"of":{"M":{"kind":{"S":"new"},"tags":{"SS":["a"]},"data":{"B":"AQ=="}}}}"#;
    check(&Holder { of: Internal::Newtype(payload()) }, shape, text);
    let empty = Internal::Fields { tags: Tags::new(), data: vec![], maybe: None };
    check(&Holder { of: empty }, shape, r#"{"of":{"M":{"kind":{"S":"Fields"},"data":{"B":""}}}}"#);
    let last = r#"{"of":{"M":{"data":{"B":""},"kind":{"S":"older"}}}}"#;
    let last: Holder<Internal> = decode(last, shape).expect("the tag comes last");
    assert_eq!(last.of, Internal::Newtype(Payload::default()));
}

#[test]
fn adjacently_tagged_content_has_its_shape_wherever_the_tag_stands() {
    let shape = holder(adjacent());
    check(&Holder { of: Adjacent::Unit }, shape, r#"{"of":{"M":{"t":{"S":"Unit"}}}}"#);
    let text =
        r#"{"of":{"M":{"t":{"S":"new"},"c":{"M":{"tags":{"SS":["a"]},"data":{"B":"AQ=="}}}}}}"#;
    check(&Holder { of: Adjacent::Newtype(payload()) }, shape, text);
    let last = r#"{"of":{"M":{"c":{"M":{"data":{"B":""}}},"t":{"S":"Fields"}}}}"#;
    let last: Holder<Adjacent> = decode(last, shape).expect("the tag comes last");
    assert_eq!(last.of, Adjacent::Fields { tags: Tags::new(), data: vec![], maybe: None });
}

#[test]
fn an_untagged_enum_keeps_what_its_variants_agree_on() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Untagged {
        One { tags: Tags, one: u8 },
        Two { tags: Tags, two: Vec<u8> },
    }
    const SHAPE: Shape = {
        static VARIANTS: Variants = Variants::new(Tagging::Untagged, || {
            const {
                &[
                    Variant::fields("One", || {
                        const { &[Field::new("tags", TAGS), Field::new("one", Shape::Plain)] }
                    }),
                    Variant::fields("Two", || {
                        const { &[Field::new("tags", TAGS), Field::new("two", Shape::Binary)] }
                    }),
                ]
            }
        });
        Shape::Variants(&VARIANTS)
    };
    let one = Untagged::One { tags: ["a".to_owned()].into(), one: 1 };
    check(&one, SHAPE, r#"{"tags":{"SS":["a"]},"one":{"N":"1"}}"#);
    let two = Untagged::Two { tags: ["a".to_owned()].into(), two: vec![1] };
    check(&two, SHAPE, r#"{"tags":{"SS":["a"]},"two":{"B":"AQ=="}}"#);
}

#[test]
fn a_flattened_enum_keeps_its_shape() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Outer {
        id: u8,
        #[serde(flatten)]
        of: Internal,
    }
    let shape =
        Shape::Fields(|| const { &[Field::new("id", Shape::Plain), Field::flatten(internal())] });
    let value = Outer { id: 1, of: Internal::Newtype(payload()) };
    check(
        &value,
        shape,
        r#"{"id":{"N":"1"},"kind":{"S":"new"},"tags":{"SS":["a"]},"data":{"B":"AQ=="}}"#,
    );
    let value =
        Outer { id: 1, of: Internal::Fields { tags: Tags::new(), data: vec![], maybe: None } };
    check(&value, shape, r#"{"id":{"N":"1"},"kind":{"S":"Fields"},"data":{"B":""}}"#);
}

#[test]
fn a_flattened_externally_tagged_enum_keeps_its_shape() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Other {
        #[serde(flatten)]
        of: External,
    }
    let shape = Shape::Fields(|| const { &[Field::flatten(external())] });
    let value = Other { of: External::Newtype(payload()) };
    check(&value, shape, r#"{"new":{"M":{"tags":{"SS":["a"]},"data":{"B":"AQ=="}}}}"#);
}

#[test]
fn plain_enums_are_serdes() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Plain {
        Pair(u8, String),
        Value(Option<u8>),
    }
    let text = r#"{"of":{"M":{"Pair":{"L":[{"N":"1"},{"S":"x"}]}}}}"#;
    check(&Holder { of: Plain::Pair(1, "x".into()) }, Shape::Plain, text);
    check(
        &Holder { of: Plain::Value(None) },
        Shape::Plain,
        r#"{"of":{"M":{"Value":{"NULL":true}}}}"#,
    );
    assert!(encode(&Plain::Value(None), Shape::Plain).is_err(), "an item is a struct or a map");
}
