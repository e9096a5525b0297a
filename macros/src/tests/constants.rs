//! The constants of fields.
use super::support::{assert_contains, expand, messages};
use crate::derive;
use quote::quote;

#[test]
fn a_field_is_a_constant_of_its_role() {
    let expansion = expand(
        derive::model,
        quote! {
            #[dynamo(table = T, entity = "M", pk = "TEAM#{team}", index(gsi1, query = "by_mail", pk = "{email}"))]
            #[serde(rename_all = "camelCase")]
            pub(crate) struct Member {
                #[serde(default)]
                team: String,
                #[serde(rename = "mail")]
                email: Option<String>,
                nick_name: Option<Option<String>>,
                tags: std::collections::BTreeSet<u8>,
                #[serde(default = "many")]
                count: u64,
                #[dynamo(constant = "KIND")]
                r#type: Vec<u8>,
                #[dynamo(version)]
                version: u64,
                #[serde(flatten)]
                rest: Option<Rest>,
                #[serde(flatten, default)]
                more: More,
                #[serde(skip_deserializing)]
                shown: String,
                #[serde(skip)]
                cache: u8,
            }
        },
    );
    let parts = [
        "#[doc = \"The `team` attribute.\"] pub(crate) const TEAM: __d::Attr<Self, String, __d::PrimaryKey> = { let _ = __d::in_template::<String>;
            __d::Attr::<Self, String, __d::PrimaryKey>::part(__d::attribute(\"team\", __d::Probe::<String>::SHAPE)) };",
        "#[doc = \"The `mail` attribute.\"] pub(crate) const EMAIL: __d::Attr<Self, String, __d::Optional>",
        r#"const NICK_NAME: __d::Attr<Self, __d::Option<String>, __d::Optional> =
            __d::attribute("nickName", __d::Shape::Null(&__d::Probe::<String>::SHAPE));"#,
        "const TAGS: __d::Attr<Self, std::collections::BTreeSet<u8>, __d::Optional>",
        "const COUNT: __d::Attr<Self, u64, __d::Optional>",
        r#"const KIND: __d::Attr<Self, Vec<u8>, __d::Required> = __d::attribute("type","#,
        "const VERSION: __d::Attr<Self, u64, __d::Managed>",
        "const REST: __d::Attr<Self, Rest, __d::Optional> = __d::Attr::flattened();",
        "const MORE: __d::Attr<Self, More, __d::Required> = __d::Attr::flattened();",
        r#"&[("team", "team"), ("email", "mail")], __d::Some("version"), __INDEXES, __fields)"#,
        r#"__d::Field::new("team", __d::Probe::<String>::SHAPE), __d::Field::new("mail", __d::Shape::Optional(&__d::Probe::<String>::SHAPE)).optional(),"#,
        r#"__d::Field::new("version", __d::Probe::<u64>::SHAPE).optional()"#,
        "__d::Field::flatten(__d::Shape::Optional(&__d::Probe::<Rest>::SHAPE)).optional(), __d::Field::flatten(__d::Probe::<More>::SHAPE),",
        r#"__d::Field::new("shown", __d::Probe::<String>::SHAPE).write_only().optional()"#,
    ];
    for part in parts {
        assert_contains(&expansion, part);
    }
    for absent in ["constSHOWN", "constCACHE", "constTYPE"] {
        assert!(!expansion.contains(absent), "{absent}");
    }
}

#[test]
fn a_default_of_the_struct_makes_every_field_optional() {
    let expansion = expand(
        derive::map,
        quote! {
            #[serde(default)]
            struct Address { city: String, #[dynamo(constant = "POST_CODE")] code: u32 }
        },
    );
    assert_contains(&expansion, "const CITY: __d::Attr<Self, String, __d::Optional>");
    assert_contains(&expansion, "const POST_CODE: __d::Attr<Self, u32, __d::Optional>");
    let tuple = expand(
        derive::map,
        quote!(
            struct Pair(u8, u8);
        ),
    );
    assert!(!tuple.contains("Attr"));
}

#[test]
fn the_functions_of_a_field_are_its_codec() {
    let expansion = expand(
        derive::model,
        quote! {
            #[dynamo(table = "tab")]
            struct M {
                #[dynamo(partition_key)]
                id: u64,
                #[serde(with = "hex::text")]
                plain: Vec<u8>,
                #[serde(with = "hex", default)]
                option: Option<Vec<u8>>,
                #[serde(serialize_with = "shout")]
                written: String,
                #[serde(deserialize_with = "lower")]
                read: Option<String>,
            }
        },
    );
    let parts = [
        r#"__d::Attr::with("plain", __d::Codec::with::<__With_plain>(__d::Shape::Plain))"#,
        "impl __d::With<Vec<u8> > for __With_plain",
        "{ hex::text::serialize(__value, __serializer) }",
        "{ hex::text::deserialize(__deserializer) }",
        "let __value: __d::Option<Vec<u8> > = __d::Some(__d::core::clone::Clone::clone(__value));
            hex::serialize(&__value, __serializer)",
        "let __value: __d::Option<Vec<u8> > = hex::deserialize(__deserializer)?;",
        "{ shout(__value, __serializer) }",
        "{ <String as __d::serde::Deserialize<'de>>::deserialize(__deserializer) }",
        "{ <String as __d::serde::Serialize>::serialize(__value, __serializer) }",
        "let __value: __d::Option<String> = lower(__deserializer)?;",
    ];
    for part in parts {
        assert_contains(&expansion, part);
    }
}

#[test]
fn two_constants_of_one_name_are_refused_at_the_second() {
    let found = messages(
        derive::model,
        quote! {
            #[dynamo(table = T, entity = "M", pk = "M#{id}")]
            #[dynamo(index(gsi1, query = "by_day", pk = "{id}"), index(gsi2, query = "By_Day", pk = "{id}"))]
            struct M { id: u8, by_day: u8, r#type: u8, #[dynamo(constant = "TYPE")] kind: u8, #[dynamo(constant = "A b")] x: u8,
                #[serde(skip)] #[dynamo(constant = "CACHE")] cache: u8 }
        },
    );
    assert_eq!(
        found,
        [
            "\"A b\" is no Rust name: use letters, digits and `_`, and no keyword",
            "the query `by_day` and the query `By_Day` both give the constant `BY_DAY`: rename the query",
            "the query `by_day` and the field `by_day` both give the constant `BY_DAY`: name another one with `#[dynamo(constant = \"..\")]`",
            "the field `type` and the field `kind` both give the constant `TYPE`: name another one with `#[dynamo(constant = \"..\")]`",
            "serde skips `cache`, so it has no constant: remove `constant`",
        ]
    );
}

#[test]
fn values_are_in_the_families_of_what_they_store() {
    let newtype = expand(
        derive::value,
        quote!(
            struct Tags(BTreeSet<String>);
        ),
    );
    let parts = [
        "impl __d::Addable for Tags where for<'__a> BTreeSet<String>: __d::Addable {}",
        "impl __d::Set for Tags where for<'__a> BTreeSet<String>: __d::Set { type Element = <BTreeSet<String> as __d::Set>::Element;",
        "impl __d::Map for Tags where for<'__a> BTreeSet<String>: __d::Map { type Value = <BTreeSet<String> as __d::Map>::Value;",
        "fn value(__shape: &__d::Shape) -> __d::Codec<Self::Value> { <BTreeSet<String> as __d::Map>::value(__shape) }",
    ];
    for part in parts {
        assert_contains(&newtype, part);
    }
    let by_hand = expand(
        derive::value,
        quote!(
            #[dynamo(as = String)]
            struct Email {
                user: String,
            }
        ),
    );
    assert_contains(&by_hand, "impl __d::Scalar for Email where for<'__a> String: __d::Scalar {}");
    let names = expand(
        derive::value,
        quote!(
            enum Status {
                Open,
            }
        ),
    );
    assert_contains(&names, "impl __d::Scalar for Status {}");
    let with = expand(
        derive::value,
        quote!(
            struct Hex(#[serde(with = "hex")] Vec<u8>);
        ),
    );
    assert!(!with.contains("Scalar"));
}
