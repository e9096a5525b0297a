//! Keys as callers give them, and key text that is refused.

use dynamorph::prelude::*;
use dynamorph::{Error, KeyErrorKind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::models::{
    Config, ConfigKey, Customer, Order, OrderKey, Product, ProductKey, Shop, date, order, product,
};
use super::support::{key_error, s, table, watched};

#[tokio::test]
async fn a_key_is_a_tuple_a_struct_or_an_item() {
    let (_, db) = table::<Shop>().await;
    let saved = order(1, "2026-11-21", 7).create().send(&db).await.unwrap();
    let (customer_id, id, day) = (saved.customer_id, saved.id, saved.placed_on.clone());
    let named = OrderKey { customer_id, placed_on: day.clone(), id };

    let gets = [
        ("tuple of values", Order::get((customer_id, day.clone(), id))),
        ("tuple of references", Order::get((&customer_id, &day, &id))),
        ("mixed tuple", Order::get((customer_id, &day, id))),
        ("key by reference", Order::get(&named)),
        ("key by value", Order::get(named.clone())),
        ("the item's key", Order::get(saved.key())),
        ("item by reference", Order::get(&saved)),
    ];
    for (case, get) in gets {
        assert_eq!(get.one(&db).await.unwrap(), saved, "{case}");
    }
    assert_eq!(saved.key(), named);
}

#[tokio::test]
async fn a_single_part_needs_no_tuple() {
    let (_, db) = table::<Shop>().await;
    let tea = product("tea").create().send(&db).await.unwrap();

    let gets = [
        ("&str", Product::get("tea")),
        ("String", Product::get("tea".to_owned())),
        ("&String", Product::get(&tea.sku)),
        ("tuple", Product::get(("tea",))),
        ("key", Product::get(ProductKey { sku: "tea".into() })),
        ("item", Product::get(&tea)),
    ];
    for (case, get) in gets {
        assert_eq!(get.send(&db).await.unwrap().as_ref(), Some(&tea), "{case}");
    }
}

#[tokio::test]
async fn a_constant_key_has_no_parts() {
    let (_, db) = table::<Shop>().await;
    let config = Config { currency: "EUR".into() }.create().send(&db).await.unwrap();

    assert_eq!(Config::get(()).one(&db).await.unwrap(), config);
    assert_eq!(Config::get(ConfigKey {}).one(&db).await.unwrap(), config);
    assert_eq!(Config::query(()).one(&db).await.unwrap(), config);
    Config::delete(()).send(&db).await.unwrap();
    assert_eq!(Config::get(&config).send(&db).await.unwrap(), None);
}

#[tokio::test]
async fn key_delimiter_collision() {
    let (engine, db) = table::<Pair>().await;
    let (watched, requests) = watched(&engine);
    // Without the refusal both would be `PAIR#a#b#c`.
    for (one, two) in [("a#b", "c"), ("a", "b#c"), ("#", "a"), ("a#", "c")] {
        let refused = Pair::get(("g", one, two)).send(&watched).await;
        assert_eq!(key_error(refused), KeyErrorKind::Delimiter('#'), "{one} {two}");
        let pair = Pair { group: "g".into(), one: one.into(), two: two.into() };
        assert_eq!(
            key_error(pair.save().send(&watched).await),
            KeyErrorKind::Delimiter('#'),
            "{one} {two}"
        );
    }
    requests.assert_none("a part with the delimiter");

    let texts = ["a", "b", "ab", "ba", "aa"];
    for (one, two) in texts.iter().flat_map(|one| texts.map(|two| (*one, two))) {
        Pair { group: "g".into(), one: one.into(), two: two.into() }
            .create()
            .send(&db)
            .await
            .unwrap();
    }
    assert_eq!(Pair::query("g").count(&db).await.unwrap(), 25);
}

#[tokio::test]
async fn empty_string_in_key_refused() {
    let (engine, _) = table::<Shop>().await;
    let (db, requests) = watched(&engine);

    let refused = [
        ("get", key_error(Product::get("").send(&db).await)),
        ("delete", key_error(Product::delete("").send(&db).await)),
        ("save", key_error(product("").save().send(&db).await)),
        ("create", key_error(product("").create().send(&db).await)),
        ("query", key_error(Order::by_status_of_day("").all(&db).await)),
        ("sort condition", key_error(Product::query(()).sort_gt("").all(&db).await)),
        (
            "index key",
            key_error(
                Customer { email: String::new(), ..super::models::customer(1) }
                    .save()
                    .send(&db)
                    .await,
            ),
        ),
    ];
    for (case, kind) in refused {
        assert_eq!(kind, KeyErrorKind::Empty, "{case}");
    }
    requests.assert_none("an empty part");
}

impl Order {
    fn by_status_of_day(day: &str) -> dynamorph::Query<Self, dynamorph::Gsi, ()> {
        Self::by_status((super::models::Status::Open, date(day)))
    }
}

#[tokio::test]
async fn control_characters_and_the_last_code_point_are_refused() {
    let (engine, db) = table::<Shop>().await;
    let (watched, requests) = watched(&engine);

    for reserved in
        ['\0', '\u{1}', '\t', '\n', '\u{1f}', '\u{7f}', '\u{80}', '\u{9f}', '\u{10ffff}']
    {
        for sku in [format!("{reserved}a"), format!("a{reserved}"), format!("a{reserved}b")] {
            let case = format!("U+{:04X}", u32::from(reserved));
            assert_eq!(
                key_error(Product::get(&sku).send(&watched).await),
                KeyErrorKind::Reserved,
                "{case}"
            );
            assert_eq!(
                key_error(product(&sku).save().send(&watched).await),
                KeyErrorKind::Reserved,
                "{case}"
            );
        }
    }
    requests.assert_none("a reserved character");

    for sku in [
        " ",
        "a b",
        "'",
        "\"",
        "\\",
        "$",
        "{}",
        "é",
        "名",
        "😀",
        "\u{7ff}",
        "\u{ffff}",
        "\u{10fffe}",
    ] {
        let saved = product(sku).create().send(&db).await.unwrap();
        assert_eq!(Product::get(sku).one(&db).await.unwrap(), saved, "{sku}");
    }
}

#[tokio::test]
async fn key_case_preserved() {
    let (_, db) = table::<Shop>().await;
    for (price, sku) in (1..).zip(["Ab", "aB", "AB", "ab"]) {
        Product { sku: sku.into(), price }.create().send(&db).await.unwrap();
    }

    assert_eq!(Product::get("Ab").one(&db).await.unwrap().price, 1);
    assert_eq!(Product::get("aB").one(&db).await.unwrap().price, 2);
    assert_eq!(Product::get("AB").one(&db).await.unwrap().price, 3);
    assert_eq!(Product::query(()).sort_begins_with("a").count(&db).await.unwrap(), 2);
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = super::models::ShopTable, entity = "PAIR", pk = "PAIRS#{group}", sk = "PAIR#{one}#{two}")]
struct Pair {
    group: String,
    one: String,
    two: String,
}

/// The field stands in both keys, and is one part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = super::models::ShopTable, entity = "USER", pk = "USER#{id}", sk = "USER#{id}")]
struct User {
    id: String,
    name: String,
}

#[tokio::test]
async fn a_field_in_both_keys_is_one_part() {
    let (_, db) = table::<User>().await;
    let user = User { id: "7".into(), name: "Ann".into() }.create().send(&db).await.unwrap();

    assert_eq!(User::get("7").one(&db).await.unwrap(), user);
    assert_eq!(User::get(UserKey { id: "7".into() }).one(&db).await.unwrap(), user);
    assert_eq!(User::query("7").one(&db).await.unwrap(), user);
    let stored =
        super::support::get_raw::<User, 2>(&db, [("pk", s("USER#7")), ("sk", s("USER#7"))]).await;
    assert!(stored.is_some());
    assert_eq!(User::delete("7").returning_old().send(&db).await.unwrap(), Some(user));
}

#[tokio::test]
async fn a_key_has_at_most_2048_and_1024_bytes() {
    let (engine, db) = table::<Pair>().await;
    let (watched, requests) = watched(&engine);
    let pair = |group: String, two: String| Pair { group, one: "a".into(), two };
    // `PAIRS#` and `PAIR#a#` stand before.
    let (partition, sort) = ("x".repeat(2048 - 6), "x".repeat(1024 - 7));

    let longest = pair(partition.clone(), sort.clone()).create().send(&db).await.unwrap();
    assert_eq!(Pair::get(&longest).one(&db).await.unwrap(), longest);
    assert_eq!(Pair::query(&partition).all(&db).await.unwrap(), [longest]);

    let refused = |bytes, limit| KeyErrorKind::TooLong { bytes, limit };
    let over_partition = pair(partition.clone() + "x", "b".into());
    assert_eq!(key_error(over_partition.clone().save().send(&watched).await), refused(2049, 2048));
    assert_eq!(key_error(Pair::get(&over_partition).send(&watched).await), refused(2049, 2048));
    assert_eq!(
        key_error(Pair::query(&over_partition.group).all(&watched).await),
        refused(2049, 2048)
    );
    let over_sort = pair("g".into(), sort.clone() + "x");
    assert_eq!(key_error(over_sort.clone().save().send(&watched).await), refused(1025, 1024));
    assert_eq!(key_error(Pair::delete(&over_sort).send(&watched).await), refused(1025, 1024));
    // Bytes count, not characters: `é` has two.
    let wide = pair("g".into(), "é".repeat(509));
    assert_eq!(key_error(wide.save().send(&watched).await), refused(1025, 1024));
    requests.assert_none("a key that is too long");

    let wide = pair("g".into(), "é".repeat(508)).create().send(&db).await.unwrap();
    assert_eq!(Pair::get(&wide).one(&db).await.unwrap(), wide);
}

#[tokio::test]
async fn a_key_error_names_the_field_and_no_value() {
    let (engine, _) = table::<Shop>().await;
    let (db, _) = watched(&engine);

    let error = Order::get((Uuid::from_u128(1), date("secret#day"), Uuid::from_u128(2)))
        .send(&db)
        .await
        .unwrap_err();

    let Error::Key { source, context } = &error else { panic!("{error}") };
    assert_eq!(source.field(), Some("placed_on"));
    assert_eq!((context.operation(), context.entity()), ("GetItem", "ORDER"));
    assert_eq!(context.table(), engine.table("shop"));
    assert!(!super::support::told(&error).contains("secret"), "{error:?}");
}
