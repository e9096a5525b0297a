//! Versions, times and the TTL.
use super::support::{assert_contains, expand, messages};
use crate::derive;
use quote::quote;

#[test]
fn the_mapper_writes_versions_and_times() {
    let expansion = expand(
        derive::model,
        quote! {
            #[dynamo(table = T, entity = "M", pk = "M#{id}")]
            #[serde(rename_all = "camelCase")]
            struct M {
                id: u64,
                #[dynamo(version)]
                version: Option<u32>,
                #[dynamo(created_at)]
                made_at: i64,
                #[dynamo(updated_at)]
                #[serde(with = "stamps")]
                changed_at: Option<Timestamp>,
            }
        },
    );
    let parts = [
        r#"__d::Some("version"), __INDEXES, __fields).created_at("madeAt", |__now| { let _ = __moment::<i64>;
            const __CODEC: __d::Codec<i64> = __d::Codec::new(__d::Probe::<i64>::SHAPE); __d::stamp_value::<i64>(&__CODEC, __now) })"#,
        r#".updated_at("changedAt", |__now| { let _ = __moment::<Timestamp>;
            const __CODEC: __d::Codec<Timestamp> = __d::Codec::with::<__With_changed_at>(__d::Shape::Plain);"#,
        "fn version(&self) -> __d::core::primitive::u64 { let _ = __version::<u32>; __d::version_of(&self.version) }",
        "let mut __new0 = __d::core::clone::Clone::clone(&self.version); __d::stamp_version(&mut __new0, __stamp)?;
            let _ = __moment::<i64>; let mut __new1 = __d::core::clone::Clone::clone(&self.made_at); __d::stamp_created(&mut __new1, __stamp)?;",
        "__d::stamp_updated(&mut __new2, __stamp)?;
            let __old0 = __d::core::mem::replace(&mut self.version, __new0);",
        "__d::Undo::new(move |__item: &mut Self| { __item.version = __old0; __item.made_at = __old1; __item.changed_at = __old2; })",
        "const VERSION: __d::Attr<Self, u32, __d::Managed>",
        "const CHANGED_AT: __d::Attr<Self, Timestamp, __d::Managed>",
    ];
    for part in parts {
        assert_contains(&expansion, part);
    }
    // Its writes check the version, so it does not fit a batch.
    assert!(!expansion.contains("Unguarded"));
    let plain = expand(
        derive::model,
        quote!(
            #[dynamo(table = T, entity = "M", pk = "M#{id}")]
            struct M {
                id: u64,
            }
        ),
    );
    assert_contains(&plain, "impl __d::Unguarded for M {}");
    assert!(!plain.contains("stamp") && !plain.contains("__TTL"));
}

#[test]
fn a_ttl_has_one_shape_everywhere() {
    let model = quote! {
        struct M {
            #[dynamo(partition_key)]
            id: u64,
            #[dynamo(ttl)]
            expires_at: Option<Timestamp>,
        }
    };
    let alone = expand(
        derive::model,
        quote!(#[dynamo(table = "tab", index(gsi, query = "by_expiry", partition_key = expires_at))] #model),
    );
    let parts = [
        "const __TTL: __d::Shape = __d::ttl_shape(__d::Probe::<Timestamp>::SHAPE);",
        "const _: () = __d::in_ttl::<Timestamp>();",
        "const _: () = __d::check_ttl_key::<Timestamp>();",
        r#"__d::Field::new("expires_at", __d::Shape::Optional(&__TTL)).optional()"#,
        r#"__d::attribute("expires_at", __TTL)"#,
        r#".ttl("expires_at").indexes(&["#,
        r#"__fields).partition_field("id", "id", <u64 as __d::NaturalKey>::TYPE).ttl("expires_at");"#,
    ];
    for part in parts {
        assert_contains(&alone, part);
    }
    assert!(!alone.contains("check_ttl::"));

    let shared = expand(derive::model, quote!(#[dynamo(table = T, entity = "M")] #model));
    assert_contains(&shared, "const _: () = __d::check_ttl::<M>();");
    assert!(!shared.contains("check_ttl_key"));

    let with = expand(
        derive::model,
        quote! {
            #[dynamo(table = "tab")]
            struct M { #[dynamo(partition_key)] id: u64, #[dynamo(ttl)] #[serde(with = "seconds")] until: SystemTime }
        },
    );
    assert_contains(&with, "const __TTL: __d::Shape = __d::Shape::Ttl(__d::TtlKind::Number);");
    assert_contains(&with, r#"__d::Field::new("until", __TTL)"#);
    assert_contains(&with, "__d::Codec::with::<__With_until>(__TTL)");
    assert!(!with.contains("in_ttl"));
}

#[test]
fn maintained_fields_are_ordinary_attributes() {
    let cases = [
        (
            quote!(#[dynamo(version)] a: u64, #[dynamo(version)] b: u64),
            "a second `version`: a model has one such field",
        ),
        (
            quote!(#[dynamo(version, ttl)] a: u64),
            "`version` and `ttl` on one field: each needs a field of its own",
        ),
        (
            quote!(#[dynamo(ttl)] key: u64),
            "`key` is part of the primary key, which never changes, and the time an item expires changes: take it out of the key, or remove `ttl`",
        ),
        (
            quote!(#[dynamo(created_at)] key: u64),
            "`key` is part of the primary key, which never changes, and it is set only when the item is sent: take it out of the key, or remove `created_at`",
        ),
        (
            quote!(#[dynamo(version)] part: u64),
            "`part` is part of an index key, and every write changes a version: take it out of the index",
        ),
        (
            quote!(#[dynamo(version, auto)] a: u64),
            "`auto` makes ids, and `version` is none: remove one of them",
        ),
        (
            quote!(#[dynamo(updated_at)] #[serde(skip_serializing)] a: u64),
            "serde skips `a`, and `updated_at` is stored: remove `serde(skip)`",
        ),
        (
            quote!(#[dynamo(ttl)] #[serde(flatten)] a: u64),
            "`a` is flattened, and `ttl` is one attribute: remove `serde(flatten)`",
        ),
        (
            quote!(#[dynamo(version)] #[serde(with = "text")] a: u64),
            "`a` counts writes and is stored as a number: remove `serde(with)`",
        ),
        (
            quote!(#[dynamo(ttl, null)] a: Option<u64>),
            "`ttl` is a number or absent, so `a` cannot be NULL: remove `null`",
        ),
        (
            quote!(#[dynamo(updated_at)] a: Option<Option<i64>>),
            "`a` cannot be NULL: make it an `Option<T>`",
        ),
    ];
    for (fields, message) in cases {
        let missing = ["key", "part"].map(|name| {
            let name = quote::format_ident!("{name}");
            let is_there = fields.to_string().contains(&format!("{name} :"));
            (!is_there).then(|| quote!(#name: u64,))
        });
        let item = quote! {
            #[dynamo(table = T, entity = "M", pk = "M#{key}", index(gsi1, query = "by_part", pk = "{part}"))]
            struct M { #(#missing)* #fields }
        };
        assert_eq!(messages(derive::model, item), [message], "{fields}");
    }
}

#[test]
fn one_maintained_field_is_set_by_a_call() {
    let expansion = expand(
        derive::model,
        quote! {
            #[dynamo(table = T, entity = "M", pk = "M#{id}")]
            struct M { id: u64, #[dynamo(version)] version: Option<u32> }
        },
    );
    assert_contains(
        &expansion,
        "let _ = __version::<u32>; let mut __new = __d::core::clone::Clone::clone(&self.version); let __stamped = __d::stamp_version(&mut __new, __stamp);
            __d::set_one(self, __stamped, __new, |__item| &mut __item.version)",
    );
}
