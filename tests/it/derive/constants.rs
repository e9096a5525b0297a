//! The constants of fields name what serde writes.

#![allow(clippy::option_option, reason = "absent, NULL and a value are three things")]

use std::collections::{BTreeMap, BTreeSet, HashSet};

use dynamorph::prelude::*;
use dynamorph::{Attr, Managed, Nested, Optional, PrimaryKey, Required};
use serde::{Deserialize, Serialize};

/// The names of constants, sorted.
macro_rules! names {
    ($($constant:expr),* $(,)?) => {{
        let mut names = vec![$($constant.name()),*];
        names.sort();
        names
    }};
}

fn stored(item: &impl DynamoModel) -> Vec<String> {
    let item = item.to_raw_item().expect("encodes");
    let mut names: Vec<String> = item.attributes().keys().cloned().collect();
    names.sort();
    names
}

fn members(item: &impl DynamoModel, attribute: &str) -> Vec<String> {
    let item = item.to_raw_item().expect("encodes");
    let members = item.get(attribute).and_then(|value| value.as_m().ok()).expect("a map");
    let mut names: Vec<String> =
        members.keys().map(|member| format!("{attribute}.{member}")).collect();
    names.sort();
    names
}

macro_rules! rules {
    ($($module:ident $rule:literal)*) => {$(
        mod $module {
            use super::*;

            #[derive(Debug, Default, Serialize, Deserialize, DynamoMap)]
            #[serde(rename_all = $rule)]
            struct Inner {
                post_code: u8,
                r#type: u8,
                #[serde(rename = "As It Is")]
                other: u8,
                #[serde(skip)]
                #[expect(dead_code, reason = "serde skips it")]
                cache: u8,
            }

            #[derive(Debug, Default, Serialize, Deserialize, DynamoMap)]
            #[serde(rename_all = $rule)]
            struct Rest {
                flat_one: u8,
                flat_two: Inner,
            }

            #[derive(Debug, Default, Serialize, Deserialize, DynamoModel)]
            #[dynamo(table = "names")]
            #[serde(rename_all = $rule)]
            struct Outer {
                #[dynamo(partition_key)]
                the_id: u64,
                a_b_c: u8,
                _hidden: u8,
                number2_x: Option<u8>,
                r#match: u8,
                #[serde(rename = "As It Is")]
                other: u8,
                inner_map: Inner,
                #[serde(flatten)]
                rest: Rest,
                #[serde(skip)]
                #[expect(dead_code, reason = "serde skips it")]
                cache: u8,
            }

            #[test]
            fn constants_name_what_is_stored() {
                let item = Outer { number2_x: Some(1), ..Outer::default() };
                assert_eq!(
                    names!(
                        Outer::THE_ID,
                        Outer::A_B_C,
                        Outer::_HIDDEN,
                        Outer::NUMBER2_X,
                        Outer::MATCH,
                        Outer::OTHER,
                        Outer::INNER_MAP,
                        Outer::REST.dot(Rest::FLAT_ONE),
                        Outer::REST.dot(Rest::FLAT_TWO),
                    ),
                    stored(&item),
                );
                let inner = |of: Attr<Outer, Inner>| {
                    names!(of.dot(Inner::POST_CODE), of.dot(Inner::TYPE), of.dot(Inner::OTHER))
                };
                let maps = [Outer::INNER_MAP, Outer::REST.dot(Rest::FLAT_TWO)];
                for map in maps {
                    assert_eq!(inner(map.clone()), members(&item, &map.name()));
                }
            }
        }
    )*};
}
rules! {
    as_it_is "snake_case"
    lower "lowercase"
    upper "UPPERCASE"
    pascal "PascalCase"
    camel "camelCase"
    screaming_snake "SCREAMING_SNAKE_CASE"
    kebab "kebab-case"
    screaming_kebab "SCREAMING-KEBAB-CASE"
}

#[derive(Debug, Serialize, Deserialize, DynamoMap)]
#[serde(default)]
#[derive(Default)]
struct Address {
    city: String,
    #[dynamo(constant = "POST_CODE")]
    code: Option<u32>,
}

#[derive(Debug, Serialize, Deserialize, DynamoMap)]
struct Tree {
    children: Vec<Tree>,
    address: Option<Address>,
}

#[derive(Debug, Table)]
#[table(
    name = "roles",
    partition_key = "pk",
    sort_key = "sk",
    discriminator = "type",
    ttl = "until"
)]
#[table(index(name = "gsi1", partition_key = "mail", sort_key = "sk"))]
struct RolesTable;

#[derive(Debug, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = RolesTable, entity = "MEMBER", pk = "TEAM#{team}", sk = "MEMBER#{id}")]
#[dynamo(index(gsi1, query = "by_mail", partition_key = email, sort_key = table_sort_key))]
struct Member {
    team: String,
    #[serde(default)]
    id: Option1,
    #[serde(rename = "mail")]
    email: Option<String>,
    nick: Option<Option<String>>,
    #[dynamo(null)]
    note: Option<String>,
    tags: BTreeSet<String>,
    codes: HashSet<u8>,
    labels: BTreeMap<String, u8>,
    #[serde(default)]
    visits: u64,
    tree: Tree,
    #[dynamo(version)]
    version: u64,
    #[dynamo(created_at)]
    made: i64,
    #[dynamo(updated_at)]
    changed: Option<i64>,
    #[dynamo(ttl)]
    until: Option<u64>,
    #[dynamo(constant = "QUERY_NAME")]
    by_mail: u8,
}

/// Its name begins as `Option` does, and it is none.
type Option1 = u64;

#[test]
fn constants_have_the_types_and_roles_of_their_fields() {
    let _: Attr<Member, String, PrimaryKey> = Member::TEAM;
    let _: Attr<Member, u64, PrimaryKey> = Member::ID;
    let _: Attr<Member, String, Optional> = Member::EMAIL;
    let _: Attr<Member, Option<String>, Optional> = Member::NICK;
    let _: Attr<Member, String, Optional> = Member::NOTE;
    let _: Attr<Member, BTreeSet<String>, Optional> = Member::TAGS;
    let _: Attr<Member, HashSet<u8>, Optional> = Member::CODES;
    let _: Attr<Member, BTreeMap<String, u8>, Required> = Member::LABELS;
    let _: Attr<Member, u64, Optional> = Member::VISITS;
    let _: Attr<Member, u64, Managed> = Member::VERSION;
    let _: Attr<Member, i64, Managed> = Member::MADE;
    let _: Attr<Member, i64, Managed> = Member::CHANGED;
    let _: Attr<Member, u64, Optional> = Member::UNTIL;
    let _: Attr<Member, u8, Required> = Member::QUERY_NAME;
    let _: Attr<Member, Vec<Tree>, Required> = Member::TREE.dot(Tree::CHILDREN);
    let child: Attr<Member, Address, Optional> =
        Member::TREE.dot(Tree::CHILDREN).at(2).dot(Tree::ADDRESS);
    let _: Attr<Member, Vec<Tree>, Nested> =
        Member::TREE.dot(Tree::CHILDREN).at(2).dot(Tree::CHILDREN);
    let code: Attr<Member, u32, Optional> = child.dot(Address::POST_CODE);
    assert_eq!(code.name(), "tree.children[2].address.code");
    assert_eq!(child.dot(Address::CITY).name(), "tree.children[2].address.city");
    assert_eq!(Member::LABELS.key("a.b").name(), "labels.a.b");
}

/// Neither `Debug` nor `Clone`.
#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "secrets")]
struct Secret {
    #[dynamo(partition_key)]
    id: u64,
    inner: Hidden,
    #[dynamo(version)]
    version: u8,
}

#[derive(Serialize, Deserialize, DynamoMap)]
struct Hidden {
    text: String,
}

#[test]
fn a_model_needs_neither_debug_nor_clone() {
    let secret = Secret { id: 1, inner: Hidden { text: "x".to_owned() }, version: 3 };
    assert_eq!(secret.version(), 3);
    assert_eq!(Secret::INNER.dot(Hidden::TEXT).name(), "inner.text");
    assert_eq!(secret.to_raw_item().expect("encodes").attributes().len(), 3);
}
