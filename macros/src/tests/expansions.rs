//! What models, tables, values and registries emit.
use super::support::{assert_contains, expand, messages};
use crate::derive;
use quote::quote;

#[test]
fn a_model_emits_its_key_queries_and_schema() {
    let expansion = expand(
        derive::model,
        quote! {
            #[dynamo(table = ShopTable, entity = "MEMBER", alias = "USER", pk = "TEAM#{team}", sk = "MEMBER#{id}")]
            #[dynamo(index(gsi1, query = "by_email", pk = "EMAIL#{email}", sk = "MEMBER"))]
            #[serde(rename_all = "camelCase")]
            pub struct Member {
                pub team: String,
                #[dynamo(auto)]
                pub id: Uuid,
                #[serde(rename = "mail", alias = "e-mail")]
                pub email: Option<String>,
                pub nick_name: Option<Option<String>>,
                #[serde(skip)]
                pub cache: u8,
            }
        },
    );
    let parts = [
        "pub struct MemberKey",
        "pub team: String,",
        "type Partition = (String,); type Sort = (Uuid,); type Key = MemberKey;",
        r#"__d::derived_schema("MEMBER", ("TEAM#{team}", 2565u128), ("MEMBER#{id}", 2567u128), &[("team", "team"), ("id", "id"), ("email", "mail")],
            __d::None, __INDEXES, __fields).aliases(&["USER"])"#,
        r#"__d::derived_index("gsi1", ("EMAIL#{email}", 3078u128), ("MEMBER", 0u128))"#,
        "pub const BY_EMAIL: __d::Index<Self, __d::Gsi, (String,), ()> = __d::index_at(__INDEXES, 0usize);",
        "pub fn by_email<__R>(key: impl __d::QueryKey<Self, (String,), (), Rest = __R>,) -> __d::Query<Self, __d::Gsi, __R>",
        "__d::check_keys::<Member>(); __d::check_index::<ShopTable>(&__INDEXES[0usize]);",
        "__d::check_field(__found, 0usize);",
        "fn __write(__keys: &mut __d::KeyWriter, __part0: &String, __part1: &Uuid)",
        r#""team" => __d::Some({ let _ = __d::in_template::<String>; __d::as_key_part::<String>(&self.team) })"#,
        "__d::fill::<Uuid>(&mut self.id, __d::IdVersion::V7)",
        "impl __d::Unguarded for Member {}",
        r#"__d::Field::new("mail", __d::Shape::Optional(&__d::Probe::<String>::SHAPE)).aliases(&["e-mail"]).optional()"#,
        r#"__d::Field::new("nickName", __d::Shape::Nullable(&__d::Probe::<String>::SHAPE))"#,
        r#""email" => match &self.email"#,
    ];
    for part in parts {
        assert_contains(&expansion, part);
    }
    assert!(!expansion.contains("\"cache\""));
}

#[test]
fn a_part_named_twice_is_one_part() {
    let expansion = expand(
        derive::model,
        quote! {
            #[dynamo(table = T, entity = "U", pk = "USER#{id}", sk = "USER#{id}")]
            #[dynamo(index(gsi1, query = "inverted", partition_key = table_sort_key, sort_key = table_partition_key))]
            #[dynamo(index(lsi1, query = "by_name", sk = "{name}#{id}"))]
            #[dynamo(index("by-type", query = "of_type", partition_key = discriminator, sort_key = name))]
            struct User { id: u64, name: String }
        },
    );
    assert_contains(&expansion, "struct UserKey { #[doc = \"The part `id`.\"] id: u64, }");
    assert_contains(&expansion, "type Partition = (u64,); type Sort = ();");
    assert_contains(&expansion, "const INVERTED: __d::Index<Self, __d::Gsi, (u64,), ()>");
    assert_contains(&expansion, "const BY_NAME: __d::Index<Self, __d::Lsi, (u64,), (String,)>");
    assert_contains(&expansion, "const OF_TYPE: __d::Index<Self, __d::Gsi, (), (String,)>");
    assert_contains(
        &expansion,
        r#".partition_key_of(__d::Role::Discriminator).sort_field("name", "name", <String as __d::NaturalKey>::TYPE)"#,
    );
}

#[test]
fn a_stand_alone_model_emits_its_table() {
    let expansion = expand(
        derive::model,
        quote! {
            #[dynamo(table = "readings", index("by-at", query = "by_time", partition_key = r#type, sort_key = at))]
            #[serde(rename_all = "PascalCase")]
            pub(crate) struct Reading { #[dynamo(partition_key)] sensor: String, #[dynamo(sort_key)] at: u64, r#type: Option<String> }
        },
    );
    assert_contains(
        &expansion,
        r#"&__d::TableSchema::new("readings", __d::TableKey::new("Sensor", <String as __d::NaturalKey>::TYPE))
            .sort_key(__d::TableKey::new("At", <u64 as __d::NaturalKey>::TYPE))
            .indexes(&[__d::TableIndex::global("by-at", __d::TableKey::new("Type", <String as __d::NaturalKey>::TYPE))
                .sort_key(__d::TableKey::new("At", <u64 as __d::NaturalKey>::TYPE))])"#,
    );
    assert_contains(&expansion, "type Table = __Table;");
    assert_contains(
        &expansion,
        r#"__d::derived_schema("Reading", ("", !0), ("", !0), &[("sensor", "Sensor"), ("at", "At"), ("type", "Type")], __d::None, __INDEXES, __fields)
            .partition_field("sensor", "Sensor","#,
    );
    assert_contains(&expansion, r#""type" => match &self.r#type"#);
}

#[test]
fn several_mistakes_are_printed_together() {
    let found = messages(
        derive::model,
        quote! {
            #[dynamo(table = T, pk = "A#{idd}", sk = "B#{name}", colour = "red")]
            #[dynamo(index(gsi1, query = "get", pk = "{id"))]
            struct M { id: String, name: Option<String> }
        },
    );
    assert_eq!(
        found,
        [
            "unknown option `colour`; use one of `table`, `entity`, `alias`, `pk`, `partition_key`, `sk`, `sort_key`, `index`, `key`",
            "`{` is not closed: write a part as `{field}`",
            "`M` has no entity name, which tells its items apart from others in the table: add `entity = \"..\"`",
            "no field `idd`; use one of `id`, `name`",
            "`name` is an `Option`, and every item has a primary key: make the field required, or use it in an index",
            "a model has `get` already: take a name such as `by_get`; taken are `get`, `query`, `scan`, `save`, `create`, `replace`, `upsert`, `update`, `delete`, `check`, `partition`, `key`, `key_part`, `fill`, `schema`, `stamp`, `version`",
        ]
    );
}

#[test]
fn tables_emit_keys_indexes_and_projections() {
    let expansion = expand(
        derive::table,
        quote! {
            #[table(name = "shop", partition_key = "pk", sort_key = N("sk"), discriminator = "type", ttl = "expires_at")]
            #[table(index(name = "gsi1", partition_key = "g1", sort_key = B("g2"), projection = include("a", "b")))]
            #[table(index(name = "lsi1", sort_key = "l1", projection = "KEYS_ONLY"))]
            pub struct ShopTable;
        },
    );
    assert_contains(
        &expansion,
        r#"&__d::TableSchema::new("shop", __d::TableKey::new("pk", __d::KeyType::S))
            .sort_key(__d::TableKey::new("sk", __d::KeyType::N)).discriminator("type").ttl("expires_at").indexes(&[
            __d::TableIndex::global("gsi1", __d::TableKey::new("g1", __d::KeyType::S)).sort_key(__d::TableKey::new("g2", __d::KeyType::B))
                .projection(__d::Projection::Include(&["a", "b"])),
            __d::TableIndex::local("lsi1", __d::TableKey::new("l1", __d::KeyType::S)).projection(__d::Projection::KeysOnly)])"#,
    );
}

#[test]
fn data_enums_list_their_variants() {
    let expansion = expand(
        derive::map,
        quote! {
            #[serde(tag = "t", content = "c", rename_all = "snake_case", rename_all_fields = "camelCase")]
            enum Event {
                Created,
                #[serde(alias = "Moved")]
                MovedTo(Place),
                Pair(u8, Vec<u8>),
                #[serde(rename_all = "UPPERCASE")]
                Renamed { old_name: String },
                Seen { at_time: u64, #[serde(flatten)] rest: Rest },
                #[serde(skip)]
                Hidden,
            }
        },
    );
    let parts = [
        r#"__d::Variants::new(__d::Tagging::Adjacent("t", "c"), __variants)"#,
        r#"__d::Variant::unit("created")"#,
        r#"__d::Variant::newtype("moved_to", __d::Probe::<Place>::SHAPE).aliases(&["Moved"])"#,
        r#"__d::Variant::tuple("pair", &[__d::Probe::<u8>::SHAPE, __d::Probe::<Vec<u8> >::SHAPE])"#,
        r#"__d::Field::new("OLD_NAME", __d::Probe::<String>::SHAPE)"#,
        r#"__d::Field::new("atTime", __d::Probe::<u64>::SHAPE), __d::Field::flatten(__d::Probe::<Rest>::SHAPE)"#,
    ];
    for part in parts {
        assert_contains(&expansion, part);
    }
    assert!(!expansion.contains("hidden"));
}

#[test]
fn values_forward_what_they_store() {
    let newtype = expand(
        derive::value,
        quote!(
            struct Sku(String);
        ),
    );
    assert_contains(&newtype, "impl __d::KeyPart for Sku where for<'__a> String: __d::KeyPart");
    assert_contains(&newtype, "const SHAPE: __d::Shape = __d::Probe::<String>::SHAPE;");

    let named = expand(
        derive::value,
        quote!(
            #[serde(transparent)]
            struct Sku {
                #[serde(skip)]
                seen: bool,
                text: String,
                of: PhantomData<u8>,
            }
        ),
    );
    assert_contains(
        &named,
        "Self { seen: __d::core::default::Default::default(), text: __inner, of: __d::core::default::Default::default() }",
    );

    let status = expand(
        derive::value,
        quote!(
            #[serde(rename_all = "UPPERCASE")]
            enum Status {
                Draft,
                #[serde(alias = "READY")]
                Open,
                #[serde(other)]
                Paid,
            }
        ),
    );
    assert_contains(&status, r#""OPEN" => __d::Ok(Self::Open)"#);
    assert!(!status.contains("READY"));

    let email = expand(
        derive::value,
        quote!(
            #[serde(try_from = "String", into = "String")]
            #[dynamo(as = String)]
            struct Email {
                user: String,
                host: String,
            }
        ),
    );
    assert_contains(&email, "<Self as __d::core::convert::TryFrom<String>>::try_from(__inner)");
}

#[test]
fn registries_emit_the_enum_and_its_conversions() {
    let expansion = expand(
        derive::register,
        quote! {
            /// Everything.
            #[derive(Debug)]
            pub enum Shop in ShopTable { Customer, Purchase(Order), /** Sold. */ Product, _ => keep }
        },
    );
    let parts = [
        "#[doc = \"A `Customer`.\"] Customer(Customer), #[doc = \"A `Order`.\"] Purchase(Order), #[doc = r\" Sold. \"] Product(Product),",
        "Unknown(::dynamorph::__private::RawItem)",
        "impl __d::EntityOf<Shop> for Order",
        "impl __d::core::convert::TryFrom<Shop> for Customer",
    ];
    for part in parts {
        assert_contains(&expansion, part);
    }
    let skipping = expand(derive::register, quote!(enum Shop in ShopTable { Customer, _ => skip }));
    assert_contains(&skipping, "_ => __d::Ok(__d::Decoded::Skipped)");
    assert!(!skipping.contains("Unknown"));
}

#[test]
fn registries_refuse_what_has_two_meanings() {
    let cases = [
        (
            quote!(enum S in T { A, _ => drop }),
            "unknown items: use `_ => keep`, `_ => skip` or `_ => error`",
        ),
        (quote!(enum S in T { A, B(A) }), "the model `A` is listed twice: remove one"),
        (quote!(enum S in T { A, A(B) }), "the variant `A` is listed twice: name one `Other(B)`"),
        (
            quote!(enum S in T {}),
            "list at least one model: `enum Shop in ShopTable { Customer, Purchase(Order) }`",
        ),
        (quote!(enum S in T { _ => skip, A }), "the policy for unknown items comes last, and once"),
        (
            quote!(
                enum S {
                    A,
                }
            ),
            "expected the table: `enum Shop in ShopTable { .. }`",
        ),
        (
            quote!(enum S in T { A | "OLD" }),
            "an alias belongs to the model: `#[dynamo(alias = \"OLD_NAME\")]`",
        ),
    ];
    for (register, message) in cases {
        assert_eq!(messages(derive::register, register.clone()), [message], "{register}");
    }
}
