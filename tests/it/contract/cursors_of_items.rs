//! Cursors made of items that the caller has.

use dynamorph::prelude::*;
use dynamorph::{Cursor, CursorError, CursorKeys, Dynamo, Error, FromItem, Query};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clocks::table_at;
use super::models::{Customer, Order, Product, Shop, Status, date, order, product, refund};
use super::support::{attributes, put_raw, s, table, told, watched};

fn cursor_error(result: dynamorph::Result<Cursor>) -> CursorError {
    match result {
        Err(Error::Cursor(error)) => error,
        other => panic!("{other:?}"),
    }
}

/// Asserts that the cursor of each item is that of the page which ends with it.
async fn assert_same<E, I, S>(db: &Dynamo, query: impl Fn() -> Query<E, I, S>, expected: usize)
where
    E: FromItem + PartialEq + std::fmt::Debug,
{
    let all = query().all(db).await.unwrap();
    assert_eq!(all.len(), expected);
    for (at, item) in all.iter().enumerate() {
        let cursor = query().cursor_of(db, item).unwrap();
        let rest = query().cursor(cursor.clone()).all(db).await.unwrap();
        assert_eq!(rest, all[at + 1..], "after {at}");
        let page = query().limit(u32::try_from(at + 1).unwrap()).page(db).await.unwrap();
        if at + 1 < all.len() {
            assert_eq!(page.cursor, Some(cursor), "after {at}");
        }
    }
}

async fn shop(db: &Dynamo) {
    for id in 1..=4 {
        let channel = Some("web".to_owned());
        let order = Order { channel, ..order(1, &format!("2026-11-{id:02}"), id) };
        order.create().send(db).await.unwrap();
        product(&format!("{id:02}")).create().send(db).await.unwrap();
    }
    Customer { id: Uuid::from_u128(1), ..super::models::customer(1) }
        .create()
        .send(db)
        .await
        .unwrap();
    refund("r", "2026-11-02").create().send(db).await.unwrap();
}

#[tokio::test]
async fn the_cursor_of_an_item_is_that_of_the_page_which_ends_with_it() {
    let (engine, unsigned, clock) = table_at::<Shop>().await;
    shop(&unsigned).await;
    let signed = Dynamo::builder(engine.client())
        .table_prefix(engine.table_prefix())
        .clock(clock)
        .cursor_keys(CursorKeys::new("one", [7; 32]).unwrap())
        .build();
    for db in [&unsigned, &signed] {
        let customer = Uuid::from_u128(1);
        assert_same(db, || Order::query(customer), 4).await;
        assert_same(db, || Order::query(customer).reverse(), 4).await;
        assert_same(db, || Order::query(customer).sort_gt(date("2026-11-01")), 3).await;
        assert_same(db, || Order::query((customer, date("2026-11-01"))), 1).await;
        assert_same(db, || Order::query(customer).filter(Order::STATUS.eq(Status::Open)), 4).await;
        assert_same(db, || Order::query(customer).cursor_context("ann"), 4).await;
        assert_same(db, || Order::by_status(Status::Open), 4).await;
        assert_same(db, || Order::by_channel(customer), 4).await;
        assert_same(db, || Order::by_id(Uuid::from_u128(2)), 1).await;
        assert_same(db, || Product::query(()), 4).await;
        assert_same(db, || Shop::query(Customer::partition(customer)), 5).await;
        assert_same(db, || Shop::query(Order::BY_STATUS.partition(Status::Open)), 5).await;
    }
}

#[tokio::test]
async fn a_scan_goes_on_behind_an_item() {
    let (_, db) = table::<Shop>().await;
    shop(&db).await;
    put_raw::<Shop>(
        &db,
        attributes([("pk", s("CATALOG")), ("sk", s("PRODUCT#Z")), ("type", s("?"))]),
    )
    .await;

    let all = Shop::scan().all(&db).await.unwrap();
    assert_eq!(all.len(), 11);
    assert!(all.iter().any(|item| matches!(item, Shop::Unknown(_))));
    for (at, item) in all.iter().enumerate() {
        let cursor = Shop::scan().cursor_of(&db, item).unwrap();
        assert_eq!(Shop::scan().cursor(cursor).all(&db).await.unwrap(), all[at + 1..], "{at}");
    }
    let orders = Order::BY_STATUS.scan().all(&db).await.unwrap();
    for (at, item) in orders.iter().enumerate() {
        let cursor = Order::BY_STATUS.scan().cursor_of(&db, item).unwrap();
        let rest = Order::BY_STATUS.scan().cursor(cursor).all(&db).await.unwrap();
        assert_eq!(rest, orders[at + 1..], "{at}");
    }
    for total in [1, 3] {
        for segment in 0..total {
            let scan = || Shop::scan().segment(segment, total);
            let all = scan().all(&db).await.unwrap();
            for (at, item) in all.iter().enumerate() {
                let cursor = scan().cursor_of(&db, item).unwrap();
                assert_eq!(scan().cursor(cursor).all(&db).await.unwrap(), all[at + 1..], "{at}");
            }
        }
    }
}

#[tokio::test]
async fn an_item_that_the_query_does_not_read_has_no_cursor_there() {
    let (engine, _) = table::<Shop>().await;
    let (db, requests) = watched(&engine);
    let outside = |attribute| CursorError::ItemOutside { attribute };
    let item = order(1, "2026-11-02", 2);
    let customer = Uuid::from_u128(1);

    let cases = [
        ("partition", Order::query(Uuid::from_u128(2)).cursor_of(&db, &item), outside("pk")),
        (
            "below",
            Order::query(customer).sort_gt(date("2026-11-02")).cursor_of(&db, &item),
            outside("sk"),
        ),
        (
            "above",
            Order::query(customer).sort_le(date("2026-11-01")).cursor_of(&db, &item),
            outside("sk"),
        ),
        ("day", Order::query((customer, date("2026-11-03"))).cursor_of(&db, &item), outside("sk")),
        (
            "key",
            Order::query((customer, date("2026-11-02"), Uuid::from_u128(3))).cursor_of(&db, &item),
            outside("sk"),
        ),
        ("index", Order::by_status(Status::Paid).cursor_of(&db, &item), outside("gsi1pk")),
        (
            "sparse",
            Order::by_channel(customer).cursor_of(&db, &item),
            CursorError::ItemNotInIndex { attribute: "lsi1sk" },
        ),
        (
            "collection",
            Shop::query(Customer::partition(customer))
                .sort_begins_with("PROFILE")
                .cursor_of(&db, &item.clone().into()),
            outside("sk"),
        ),
        (
            "an entity that has no place in the index",
            Shop::query(Order::BY_STATUS.partition(Status::Open))
                .cursor_of(&db, &product("a").into()),
            CursorError::ItemNotInIndex { attribute: "gsi1pk" },
        ),
        (
            "an unknown item of another partition",
            Shop::query(Customer::partition(customer))
                .cursor_of(&db, &Shop::Unknown(product("a").to_raw_item().unwrap())),
            outside("pk"),
        ),
        (
            "an unknown item without keys",
            Shop::scan().cursor_of(&db, &Shop::Unknown(dynamorph::RawItem::default())),
            CursorError::ItemNotInIndex { attribute: "pk" },
        ),
    ];
    for (case, result, expected) in cases {
        assert_eq!(cursor_error(result), expected, "{case}");
    }

    let unbuilt = Order { placed_on: date(""), ..order(1, "2026-11-02", 2) };
    let error = Order::query(customer).cursor_of(&db, &unbuilt).unwrap_err();
    assert!(matches!(error, Error::Key { .. }), "{error}");
    let error = Order::query(customer).limit(0).cursor_of(&db, &item).unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(..)), "{error}");
    let error = Order::query(customer).sort_gt(date("CANARY")).cursor_of(&db, &item).unwrap_err();
    assert!(!told(&error).contains("CANARY"), "no value is shown");
    requests.assert_none("cursors of items");
}

/// Listed by entity: the discriminator is a key of the index.
#[derive(Table)]
#[table(name = "named", partition_key = "pk", discriminator = "kind")]
#[table(index(name = "by-kind", partition_key = "kind", sort_key = "pk"))]
struct NamedTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = NamedTable, entity = "NOTE", pk = "NOTE#{id}")]
#[dynamo(index("by-kind", query = "by_kind", partition_key = discriminator, sort_key = table_partition_key))]
struct Note {
    id: u32,
}

/// Keys of numbers, in a table of their own and in its index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "measured")]
#[dynamo(index("by-value", query = "by_value", partition_key = sensor, sort_key = value))]
struct Measured {
    #[dynamo(partition_key)]
    sensor: String,
    #[dynamo(sort_key)]
    at: u64,
    value: Option<i64>,
}

#[tokio::test]
async fn an_item_of_any_keys_has_a_cursor() {
    let (_, db) = table::<Note>().await;
    for id in 1..=3 {
        Note { id }.create().send(&db).await.unwrap();
    }
    assert_same(&db, || Note::by_kind(()), 3).await;

    let (_, db) = table::<Measured>().await;
    for (at, value) in [(1, Some(5)), (2, Some(-5)), (3, None), (u64::MAX, Some(0))] {
        Measured { sensor: "s".into(), at, value }.create().send(&db).await.unwrap();
    }
    assert_same(&db, || Measured::query("s"), 4).await;
    assert_same(&db, || Measured::query("s").sort_between(2_u64, 9_u64), 2).await;
    assert_same(&db, || Measured::by_value("s"), 3).await;
    let sparse = Measured { sensor: "s".into(), at: 3, value: None };
    let refused = Measured::by_value("s").cursor_of(&db, &sparse);
    assert_eq!(cursor_error(refused), CursorError::ItemNotInIndex { attribute: "value" });
}
