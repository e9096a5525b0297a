//! Cursors: text that goes on where the very query that made it stopped, and nowhere else.

use dynamorph::prelude::*;
use dynamorph::{Cursor, Dynamo, Error, Query};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::models::{Order, Product, Shop, Status, date, order, product};
use super::support::{Requests, table, watched};

async fn shop() -> (dynamorph_testing::Engine, Dynamo, Requests) {
    let (engine, db) = table::<Shop>().await;
    for id in 1..=6 {
        let channel = Some("web".to_owned());
        Order { channel, ..order(1, &format!("2026-11-{id:02}"), id) }
            .create()
            .send(&db)
            .await
            .unwrap();
        order(2, "2026-11-01", id + 10).create().send(&db).await.unwrap();
    }
    let (watching, requests) = watched(&engine);
    (engine, watching, requests)
}

fn orders() -> Query<Order, dynamorph::Primary, (super::models::Date, Uuid)> {
    Order::query(Uuid::from_u128(1))
}

/// The cursor of a query after two items.
async fn cursor<E: dynamorph::FromItem, I, S>(db: &Dynamo, query: Query<E, I, S>) -> Cursor {
    query.limit(2).page(db).await.unwrap().cursor.unwrap()
}

#[tokio::test]
async fn a_cursor_survives_as_text() {
    let (_, db, _) = shop().await;
    let cursor = cursor(&db, orders()).await;
    let text = cursor.to_string();

    let read: Cursor = text.parse().unwrap();
    assert_eq!(read, cursor);
    assert_eq!(read.to_string(), text);
    assert!(
        text.chars().all(|char| char.is_ascii_alphanumeric() || char == '-' || char == '_'),
        "safe in a URL: {text}"
    );
    assert!(!format!("{cursor:?}").contains(&text), "`Debug` shows no key");

    let page = orders().limit(2).cursor(read).page(&db).await.unwrap();
    assert_eq!(page.items.iter().map(|order| order.id.as_u128()).collect::<Vec<_>>(), [3, 4]);
}

#[tokio::test]
async fn a_cursor_goes_on_with_other_limits_and_ends() {
    let (_, db, _) = shop().await;
    let cursor = cursor(&db, orders()).await;

    let rest = [3, 4, 5, 6].map(Uuid::from_u128);
    let ids = |orders: Vec<Order>| orders.into_iter().map(|order| order.id).collect::<Vec<_>>();
    assert_eq!(ids(orders().cursor(cursor.clone()).all(&db).await.unwrap()), rest);
    assert_eq!(
        ids(orders().cursor(cursor.clone()).limit(3).page(&db).await.unwrap().items),
        rest[..3]
    );
    assert_eq!(
        ids(orders().cursor(cursor.clone()).page_size(1).max_pages(9).all(&db).await.unwrap()),
        rest
    );
    assert_eq!(
        ids(orders().cursor(cursor.clone()).consistent_read().all(&db).await.unwrap()),
        rest
    );
    assert_eq!(
        orders().cursor(cursor.clone()).first(&db).await.unwrap().map(|order| order.id),
        Some(rest[0])
    );
    assert_eq!(orders().cursor(cursor.clone()).count(&db).await.unwrap(), 4);
    assert_eq!(
        orders().cursor(cursor.clone()).stream(&db).next().await.unwrap().unwrap().id,
        rest[0]
    );
    assert_eq!(
        orders().cursor(cursor).cursor(None).count(&db).await.unwrap(),
        6,
        "no cursor is the beginning"
    );
}

#[tokio::test]
async fn a_cursor_outlives_its_item() {
    let (_, db, _) = shop().await;
    let page = orders().limit(2).page(&db).await.unwrap();
    Order::delete(&page.items[1]).send(&db).await.unwrap();

    let next = orders().limit(2).cursor(page.cursor).page(&db).await.unwrap();

    assert_eq!(next.items[0].id.as_u128(), 3);
}

#[tokio::test]
async fn cursor_tampered_refused() {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (_, db, requests) = shop().await;
    for text in [
        cursor(&db, orders()).await.to_string(),
        cursor(&db, Order::by_status(Status::Open)).await.to_string(),
    ] {
        requests.take();
        for at in 0..text.len() {
            let here = ALPHABET.find(&text[at..=at]).unwrap();
            for step in [1, 2, 16, 32, 63] {
                let other = (here + step) % 64;
                let changed = [&text[..at], &ALPHABET[other..=other], &text[at + 1..]].concat();
                assert_refused(&db, &changed).await;
            }
        }
        requests.assert_none("a changed character");
    }
}

/// Asserts that the text is refused when it is read, or by the query.
async fn assert_refused(db: &Dynamo, text: &str) {
    let Ok(cursor) = text.parse::<Cursor>() else { return };
    for result in [
        orders().cursor(cursor.clone()).page(db).await.map(|_| ()),
        Order::by_status(Status::Open).cursor(cursor).page(db).await.map(|_| ()),
    ] {
        assert!(matches!(result, Err(Error::Cursor(_))), "{text}: {result:?}");
    }
}

#[tokio::test]
async fn text_that_is_no_cursor_is_refused() {
    let (_, db, requests) = shop().await;
    let text = cursor(&db, orders()).await.to_string();
    requests.take();

    for end in 0..text.len() {
        assert_refused(&db, &text[..end]).await;
    }
    let standard = format!("{text}=");
    let huge = "A".repeat(1 << 20);
    let doubled = format!("{text}{text}");
    let spaced = format!(" {text}");
    let line = format!("{text}\n");
    let foreign = [
        "",
        "=",
        "A",
        "null",
        "{}",
        "é",
        "\0",
        "eyJwayI6eyJTIjoiYSJ9fQ",
        "AAAA",
        &standard,
        &huge,
        &doubled,
        &spaced,
        &line,
    ];
    for text in foreign {
        let error = text.parse::<Cursor>().unwrap_err();
        assert!(matches!(error, Error::Cursor(_)), "{error}");
        assert!(text.len() < 4 || !super::support::told(&error).contains(text));
    }
    requests.assert_none("text that is no cursor");
}

#[tokio::test]
async fn cursor_other_query_refused() {
    let (engine, db, requests) = shop().await;
    let from = cursor(&db, orders()).await;
    let by_status = cursor(&db, Order::by_status(Status::Open)).await;
    let by_channel = cursor(&db, Order::by_channel(Uuid::from_u128(1))).await;
    let ranged = cursor(&db, orders().sort_ge(date("2026-11-01"))).await;
    let other = Dynamo::builder(db.client().clone())
        .table_prefix(format!("{}x", engine.table_prefix()))
        .build();
    requests.take();

    let refused = [
        (
            "another partition",
            Order::query(Uuid::from_u128(2)).cursor(from.clone()).page(&db).await.map(|_| ()),
        ),
        ("another direction", orders().reverse().cursor(from.clone()).page(&db).await.map(|_| ())),
        (
            "another sort condition",
            orders().sort_ge(date("2026-11-01")).cursor(from.clone()).page(&db).await.map(|_| ()),
        ),
        (
            "another bound",
            orders().sort_gt(date("2026-11-01")).cursor(ranged.clone()).page(&db).await.map(|_| ()),
        ),
        (
            "another value",
            orders().sort_ge(date("2026-11-02")).cursor(ranged.clone()).page(&db).await.map(|_| ()),
        ),
        ("no condition", orders().cursor(ranged.clone()).page(&db).await.map(|_| ())),
        (
            "a global index",
            Order::by_status(Status::Open).cursor(from.clone()).page(&db).await.map(|_| ()),
        ),
        (
            "a local index",
            Order::by_channel(Uuid::from_u128(1)).cursor(from.clone()).page(&db).await.map(|_| ()),
        ),
        (
            "another index",
            Order::by_channel(Uuid::from_u128(1))
                .cursor(by_status.clone())
                .page(&db)
                .await
                .map(|_| ()),
        ),
        (
            "another value of the index",
            Order::by_status(Status::Paid).cursor(by_status.clone()).page(&db).await.map(|_| ()),
        ),
        ("the table for an index's", orders().cursor(by_channel).page(&db).await.map(|_| ())),
        ("another entity", Product::query(()).cursor(from.clone()).page(&db).await.map(|_| ())),
        (
            "the whole partition",
            Shop::query(Order::partition(Uuid::from_u128(1)))
                .cursor(from.clone())
                .page(&db)
                .await
                .map(|_| ()),
        ),
        ("another table", orders().cursor(from.clone()).page(&other).await.map(|_| ())),
        ("all", orders().reverse().cursor(from.clone()).all(&db).await.map(|_| ())),
        ("count", orders().reverse().cursor(from.clone()).count(&db).await.map(|_| ())),
        ("first", orders().reverse().cursor(from.clone()).first(&db).await.map(|_| ())),
        (
            "stream",
            orders().reverse().cursor(from.clone()).stream(&db).next().await.unwrap().map(|_| ()),
        ),
    ];
    for (case, result) in refused {
        assert!(matches!(result, Err(Error::Cursor(_))), "{case}: {result:?}");
    }
    requests.assert_none("another query's cursor");

    assert_eq!(orders().cursor(from).count(&db).await.unwrap(), 4, "its own query takes it");
    assert_eq!(orders().sort_ge(date("2026-11-01")).cursor(ranged).count(&db).await.unwrap(), 4);
    assert_eq!(Order::by_status(Status::Open).cursor(by_status).count(&db).await.unwrap(), 10);
}

#[tokio::test]
async fn a_cursor_of_a_mixed_query_goes_on() {
    let (_, db, _) = shop().await;
    for sku in ["a", "b", "c"] {
        product(sku).create().send(&db).await.unwrap();
    }
    let query = || Shop::query(Product::partition(())).sort_begins_with("PRODUCT#");

    let page = query().limit(1).page(&db).await.unwrap();
    let rest = query().cursor(page.cursor).all(&db).await.unwrap();

    assert_eq!(page.items, [Shop::Product(product("a"))]);
    assert_eq!(rest, [Shop::Product(product("b")), Shop::Product(product("c"))]);
}

/// Two indexes that differ in nothing but the attribute they sort by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "twins")]
#[dynamo(index("by-one", query = "by_one", partition_key = group, sort_key = one))]
#[dynamo(index("by-two", query = "by_two", partition_key = group, sort_key = two))]
struct Twin {
    #[dynamo(partition_key)]
    id: u8,
    group: String,
    one: u8,
    two: u8,
}

#[tokio::test]
async fn a_cursor_knows_its_index_by_name() {
    let (_, db) = table::<Twin>().await;
    for id in 0..4 {
        Twin { id, group: "g".into(), one: id, two: 9 - id }.create().send(&db).await.unwrap();
    }
    let from = cursor(&db, Twin::by_one("g")).await;

    let refused = Twin::by_two("g").cursor(from.clone()).page(&db).await;
    assert!(matches!(refused, Err(Error::Cursor(_))), "{refused:?}");
    assert_eq!(Twin::by_one("g").cursor(from).count(&db).await.unwrap(), 2);
}
