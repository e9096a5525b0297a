//! The names that the derives know are those that serde writes: a set is NS only under a name of the shape.

use std::collections::{BTreeMap, BTreeSet};

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::key_order::Parts;
use crate::support::keys::rendered;

type Set = BTreeSet<u8>;

fn set() -> Set {
    BTreeSet::from([1])
}

/// Every set in the value is NS, and every list of serde's JSON has become one.
fn assert_all_sets(stored: &Value, plain: &Value, place: &str) {
    match plain {
        Value::Object(members) => {
            let stored = stored["M"].as_object().unwrap_or_else(|| panic!("{place} is M"));
            let names: BTreeSet<&String> = members.keys().collect();
            assert_eq!(stored.keys().collect::<BTreeSet<_>>(), names, "{place}");
            for (name, member) in members {
                assert_all_sets(&stored[name], member, &format!("{place}.{name}"));
            }
        }
        _ => assert!(stored["NS"].is_array(), "{place} is NS, but is {stored}"),
    }
}

/// One struct and enum under each rule, with names that rules treat differently.
macro_rules! rules {
    ($($name:ident = $rule:literal;)*) => {$(
        #[test]
        #[allow(non_snake_case, non_camel_case_types, reason = "rules start from such names too")]
        fn $name() {
            #[derive(Debug, Clone, Serialize, Deserialize, DynamoMap)]
            #[serde(rename_all = $rule)]
            struct Fields {
                a: Set,
                ab_cd: Set,
                a_b_c: Set,
                http2_url: Set,
                x1_y2: Set,
                _leading: Set,
                trailing_: Set,
                double__under: Set,
                r#type: Set,
                ALLCAPS: Set,
                camelCase: Set,
                #[serde(rename = "As_Is")]
                renamed: Set,
            }

            #[derive(Debug, Clone, Serialize, Deserialize, DynamoMap)]
            #[serde(rename_all = $rule, rename_all_fields = $rule)]
            enum Variants {
                One { paid_by_card: Set },
                PaidByCard { paid_by: Set },
                ABTest { http2_url: Set },
                Http2Url(Set),
                X(Set),
                snake_case(Set),
                #[serde(rename = "As Is")]
                Renamed(Set),
                #[serde(rename_all = "UPPERCASE")]
                OwnRule { paid_by: Set },
            }

            #[derive(Debug, Clone, Serialize, Deserialize, DynamoModel)]
            #[serde(rename_all = $rule)]
            #[dynamo(table = Parts, entity = "NAMES", pk = "{part_id}", sk = "S")]
            struct Entity {
                part_id: String,
                own_set: Set,
                some_fields: Fields,
                all_variants: BTreeMap<String, Variants>,
            }

            let fields = Fields {
                a: set(), ab_cd: set(), a_b_c: set(), http2_url: set(), x1_y2: set(), _leading: set(), trailing_: set(), double__under: set(),
                r#type: set(), ALLCAPS: set(), camelCase: set(), renamed: set(),
            };
            let variants = [
                Variants::One { paid_by_card: set() }, Variants::PaidByCard { paid_by: set() }, Variants::ABTest { http2_url: set() },
                Variants::Http2Url(set()), Variants::X(set()), Variants::snake_case(set()), Variants::Renamed(set()), Variants::OwnRule { paid_by: set() },
            ];
            let all_variants = variants.into_iter().enumerate().map(|(at, variant)| (at.to_string(), variant)).collect();
            let entity = Entity { part_id: "p".to_owned(), own_set: set(), some_fields: fields, all_variants };

            let mut plain = serde_json::to_value(&entity).unwrap();
            let plain = plain.as_object_mut().unwrap();
            let mut stored = rendered(entity).unwrap();
            let stored = stored.as_object_mut().unwrap();
            assert_eq!(stored.remove("pk"), Some(serde_json::json!({ "S": "p" })));
            stored.retain(|name, _| name != "sk" && name != "type");
            assert_eq!(stored.keys().collect::<BTreeSet<_>>(), plain.keys().collect::<BTreeSet<_>>());
            let mut compared = 0;
            for (name, member) in plain.iter().filter(|(_, member)| !member.is_string()) {
                assert_all_sets(&stored[name], member, name);
                compared += 1;
            }
            assert_eq!(compared, 3);
        }
    )*};
}

rules! {
    lowercase_names_are_serdes = "lowercase";
    uppercase_names_are_serdes = "UPPERCASE";
    pascal_case_names_are_serdes = "PascalCase";
    camel_case_names_are_serdes = "camelCase";
    snake_case_names_are_serdes = "snake_case";
    screaming_snake_case_names_are_serdes = "SCREAMING_SNAKE_CASE";
    kebab_case_names_are_serdes = "kebab-case";
    screaming_kebab_case_names_are_serdes = "SCREAMING-KEBAB-CASE";
}
