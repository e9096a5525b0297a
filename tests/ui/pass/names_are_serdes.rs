//! The derives name fields and variants as serde does, by every rule.
use dynamorph::prelude::*;
use dynamorph::{KeyPart, KeyValue, Shape, Shaped};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The names of the fields that a shape lists.
fn listed(shape: Shape) -> Vec<String> {
    let text = match shape {
        Shape::Fields(fields) => format!("{:?}", fields()),
        // The names of variants are those of unit enums, whose key text is compared.
        other => panic!("no struct: {other:?}"),
    };
    text.split("name: \"")
        .skip(1)
        .map(|rest| rest.split('"').next().expect("a quote").to_owned())
        .collect()
}

fn stored(value: &impl Serialize) -> Vec<String> {
    let Value::Object(members) = serde_json::to_value(value).expect("serializes") else {
        panic!("no map")
    };
    members.keys().cloned().collect()
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

macro_rules! rules {
    ($($module:ident $rule:literal)*) => {$(
        mod $module {
            use super::*;

            #[derive(Default, Serialize, Deserialize, DynamoMap)]
            #[serde(rename_all = $rule)]
            struct Fields {
                id: u8,
                placed_on: u8,
                a_b_c: u8,
                r#type: u8,
                _hidden: u8,
                number2_x: u8,
                #[serde(rename = "As It Is")]
                other: u8,
                #[serde(skip)]
                cache: u8,
            }

            #[derive(Clone, Copy, Serialize, Deserialize, DynamoValue)]
            #[serde(rename_all = $rule)]
            enum Names {
                Open,
                VeryTasty,
                ABC,
                Http2,
                #[serde(rename = "As It Is")]
                Other,
            }

            pub fn agree() {
                assert_eq!(sorted(listed(Fields::SHAPE)), sorted(stored(&Fields::default())), $rule);
                for name in [Names::Open, Names::VeryTasty, Names::ABC, Names::Http2, Names::Other] {
                    let Value::String(text) = serde_json::to_value(name).expect("serializes") else { panic!("no text") };
                    assert_eq!(name.value(), Ok(KeyValue::S(text)), $rule);
                }
            }
        }
    )*
        fn all_agree() {
            $($module::agree();)*
        }
    };
}
rules! {
    lower "lowercase"
    upper "UPPERCASE"
    pascal "PascalCase"
    camel "camelCase"
    snake "snake_case"
    screaming_snake "SCREAMING_SNAKE_CASE"
    kebab "kebab-case"
    screaming_kebab "SCREAMING-KEBAB-CASE"
}

fn main() {
    all_agree();
}
