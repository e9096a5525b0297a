//! The ends of a query, its direction and its limits.

use dynamorph::prelude::*;
use dynamorph::{Dynamo, Error, InvalidRequest};
use serde_json::json;
use uuid::Uuid;

use super::models::{Order, Product, Shop, customer, order, product};
use super::support::{Requests, table, watched};

/// Seven orders of customer 1, in key order, and what is not to be found.
async fn orders() -> (Dynamo, Requests, Vec<Order>) {
    let (engine, db) = table::<Shop>().await;
    customer(1).create().send(&db).await.unwrap();
    order(2, "2026-11-01", 1).create().send(&db).await.unwrap();
    product("tea").create().send(&db).await.unwrap();
    let mut orders = Vec::new();
    for id in 1..=7 {
        orders.push(order(1, &format!("2026-11-{id:02}"), id).create().send(&db).await.unwrap());
    }
    let (db, requests) = watched(&engine);
    (db, requests, orders)
}

fn query() -> dynamorph::Query<Order, dynamorph::Primary, (super::models::Date, Uuid)> {
    Order::query(Uuid::from_u128(1))
}

#[tokio::test]
async fn all_reads_every_item_in_sort_key_order() {
    let (db, _, orders) = orders().await;

    assert_eq!(query().all(&db).await.unwrap(), orders);
    assert_eq!(query().page_size(2).all(&db).await.unwrap(), orders, "over four requests");
    let mut backwards = query().reverse().all(&db).await.unwrap();
    backwards.reverse();
    assert_eq!(backwards, orders);
    assert_eq!(Order::query(Uuid::from_u128(3)).all(&db).await.unwrap(), []);
}

#[tokio::test]
async fn a_limit_is_the_number_of_items_for_every_end() {
    let (db, _, orders) = orders().await;

    for limit in [1, 2, 6, 7, 8, u32::MAX] {
        let expected = &orders[..orders.len().min(limit as usize)];
        assert_eq!(query().limit(limit).all(&db).await.unwrap(), expected, "all {limit}");
        assert_eq!(query().limit(limit).page(&db).await.unwrap().items, expected, "page {limit}");
        assert_eq!(
            query().limit(limit).count(&db).await.unwrap(),
            expected.len() as u64,
            "count {limit}"
        );
        assert_eq!(
            query().limit(limit).page_size(3).all(&db).await.unwrap(),
            expected,
            "pages of 3, {limit}"
        );
        assert_eq!(
            streamed(query().limit(limit).page_size(2), &db).await,
            expected,
            "stream {limit}"
        );
    }
    let newest: Vec<_> = query().reverse().limit(2).all(&db).await.unwrap();
    assert_eq!(newest, [orders[6].clone(), orders[5].clone()]);
}

async fn streamed<I: 'static, S: 'static>(
    query: dynamorph::Query<Order, I, S>,
    db: &Dynamo,
) -> Vec<Order> {
    let mut stream = query.stream(db);
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(item.unwrap());
    }
    assert!(stream.next().await.is_none(), "the end is the end");
    items
}

#[tokio::test]
async fn first_reads_one_item_with_one_request() {
    let (db, requests, orders) = orders().await;

    assert_eq!(query().first(&db).await.unwrap().as_ref(), Some(&orders[0]));
    assert_eq!(query().reverse().first(&db).await.unwrap().as_ref(), Some(&orders[6]));
    let sent = requests.take();
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|request| request["Limit"] == json!(1)), "{sent:?}");
    assert_eq!(Order::query(Uuid::from_u128(3)).first(&db).await.unwrap(), None);
    assert_eq!(query().limit(5).first(&db).await.unwrap().as_ref(), Some(&orders[0]));
}

#[tokio::test]
async fn one_is_an_error_for_none_and_for_several() {
    let (db, _, orders) = orders().await;

    assert_eq!(
        Order::query((Uuid::from_u128(1), &orders[2].placed_on)).one(&db).await.unwrap(),
        orders[2]
    );

    let none = Order::query(Uuid::from_u128(3)).one(&db).await.unwrap_err();
    assert!(matches!(none, Error::NotFound(_)), "{none}");
    assert!(!none.is_condition_failed(), "no write was refused");
    let several = query().one(&db).await.unwrap_err();
    assert!(matches!(several, Error::MultipleFound(_)), "{several}");
    let several = query().limit(1).one(&db).await.unwrap_err();
    assert!(
        matches!(several, Error::MultipleFound(_)),
        "a limit does not hide the second: {several}"
    );
    let context = several.context().unwrap();
    assert_eq!((context.operation(), context.entity()), ("Query", "ORDER"));
}

#[tokio::test]
async fn count_reads_no_items() {
    let (db, requests, _) = orders().await;

    assert_eq!(query().count(&db).await.unwrap(), 7);
    assert_eq!(query().page_size(2).count(&db).await.unwrap(), 7);

    assert!(requests.take().iter().all(|request| request["Select"] == json!("COUNT")));
    assert_eq!(Order::query(Uuid::from_u128(3)).count(&db).await.unwrap(), 0);
}

#[tokio::test]
async fn a_stream_reads_page_after_page_as_it_is_asked() {
    let (db, requests, orders) = orders().await;
    let mut stream = query().page_size(3).stream(&db);
    requests.assert_none("a stream that nobody polled");

    for (at, expected) in orders.iter().enumerate() {
        assert_eq!(&stream.next().await.unwrap().unwrap(), expected);
        assert_eq!(requests.take().len(), usize::from(at % 3 == 0), "at item {at}");
    }
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_stream_is_a_stream_of_the_futures_crate() {
    use futures_util::TryStreamExt as _;
    let (db, _, orders) = orders().await;

    assert_eq!(query().stream(&db).try_collect::<Vec<_>>().await.unwrap(), orders);
}

#[tokio::test]
async fn a_stream_ends_with_its_error() {
    let (db, _, _) = orders().await;
    let mut stream = query().page_size(2).max_pages(1).stream(&db);

    assert!(stream.next().await.unwrap().is_ok());
    assert!(stream.next().await.unwrap().is_ok());
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Incomplete { pages: 1, .. }), "{error}");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn zero_asks_for_nothing_and_is_refused() {
    let (db, requests, _) = orders().await;

    let refused = [
        ("limit", query().limit(0).all(&db).await.map(|_| ()).unwrap_err()),
        ("limit", query().limit(0).page(&db).await.map(|_| ()).unwrap_err()),
        ("limit", query().limit(0).count(&db).await.map(|_| ()).unwrap_err()),
        ("page_size", query().page_size(0).all(&db).await.map(|_| ()).unwrap_err()),
        ("max_pages", query().max_pages(0).all(&db).await.map(|_| ()).unwrap_err()),
    ];
    for (option, error) in refused {
        assert!(
            matches!(&error, Error::InvalidRequest(_, InvalidRequest::Zero(named)) if *named == option),
            "{option}: {error}"
        );
    }
    requests.assert_none("zero");
}

#[tokio::test]
async fn max_pages_bounds_the_requests() {
    let (db, requests, orders) = orders().await;

    let error = query().page_size(2).max_pages(3).all(&db).await.unwrap_err();
    assert!(matches!(error, Error::Incomplete { pages: 3, .. }), "{error}");
    assert_eq!(requests.take().len(), 3);
    let error = query().page_size(2).max_pages(3).count(&db).await.unwrap_err();
    assert!(matches!(error, Error::Incomplete { pages: 3, .. }), "{error}");
    assert_eq!(
        query().page_size(7).max_pages(2).all(&db).await.unwrap(),
        orders,
        "seven items and nothing after them"
    );
    assert_eq!(
        query().page_size(2).max_pages(1).limit(2).all(&db).await.unwrap(),
        orders[..2],
        "enough was read"
    );

    let page = query().page_size(2).max_pages(1).limit(5).page(&db).await.unwrap();
    assert_eq!(page.items, orders[..2]);
    let rest = query().page_size(2).limit(5).cursor(page.cursor).page(&db).await.unwrap();
    assert_eq!(rest.items, orders[2..]);
}

#[tokio::test]
async fn a_query_is_consistent_on_request_only() {
    let (db, requests, orders) = orders().await;

    assert_eq!(query().consistent_read().all(&db).await.unwrap(), orders);
    assert_eq!(Order::by_channel(Uuid::from_u128(1)).consistent_read().all(&db).await.unwrap(), []);
    assert_eq!(query().all(&db).await.unwrap(), orders);

    let flags: Vec<_> =
        requests.take().iter().map(|request| request["ConsistentRead"] == json!(true)).collect();
    assert_eq!(flags, [true, true, false]);
}

#[tokio::test]
async fn conditions_keep_the_type_of_a_query() {
    let (db, _, orders) = orders().await;
    for from in [None, Some(&orders[4].placed_on)] {
        let mut query = query();
        if let Some(from) = from {
            query = query.sort_ge(from);
        }
        let expected = if from.is_some() { &orders[4..] } else { &orders[..] };
        assert_eq!(query.all(&db).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn a_query_of_a_missing_table_says_so() {
    let engine = dynamorph_testing::Engine::from_env();

    let error = Product::query(()).all(&engine.dynamo()).await.unwrap_err();

    assert!(error.is_table_not_found(), "{error}");
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert_eq!(error.context().unwrap().table(), engine.table("shop"));
}
