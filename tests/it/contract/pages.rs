//! Pages: exact numbers of items, whatever else is in the partition, and cursors that lose and repeat nothing.

use dynamorph::prelude::*;
use dynamorph::{Cursor, Dynamo, Error, Page, Query};
use uuid::Uuid;

use super::models::{Order, Product, Refund, Shop, Status, date, order, product, refund};
use super::support::{table, watched};

/// Reads pages to the end, each cursor through its text.
pub(crate) async fn paged<E, I, S>(db: &Dynamo, query: impl Fn() -> Query<E, I, S>) -> Vec<Page<E>>
where
    E: dynamorph::FromItem,
{
    let mut pages = Vec::new();
    let mut from: Option<Cursor> = None;
    loop {
        let page = query().cursor(from).page(db).await.unwrap();
        from = page.cursor.as_ref().map(|cursor| cursor.to_string().parse().unwrap());
        let is_last = from.is_none();
        pages.push(page);
        assert!(pages.len() < 1000, "pages without end");
        if is_last {
            return pages;
        }
    }
}

fn items<E>(pages: Vec<Page<E>>) -> Vec<E> {
    pages.into_iter().flat_map(|page| page.items).collect()
}

#[tokio::test]
async fn pages_are_full_until_the_last() {
    let (_, db) = table::<Shop>().await;
    let mut products = Vec::new();
    for sku in 0..11 {
        products.push(product(&format!("{sku:02}")).create().send(&db).await.unwrap());
    }
    for limit in [1, 2, 3, 4, 10, 11, 12] {
        let pages = paged(&db, || Product::query(()).limit(limit)).await;
        let full = pages.iter().filter(|page| page.items.len() == limit as usize).count();
        assert_eq!(full, 11 / limit as usize, "limit {limit}");
        assert!(pages.len() - full <= 1, "limit {limit}: only the last may be short");
        assert_eq!(items(pages), products, "limit {limit}");

        let mut backwards = items(paged(&db, || Product::query(()).limit(limit).reverse()).await);
        backwards.reverse();
        assert_eq!(backwards, products, "limit {limit}, backwards");
    }
}

#[tokio::test]
async fn a_page_without_a_limit_is_one_request() {
    let (engine, db) = table::<Shop>().await;
    for sku in 0..5 {
        product(&sku.to_string()).create().send(&db).await.unwrap();
    }
    let (db, requests) = watched(&engine);

    let page = Product::query(()).page_size(2).page(&db).await.unwrap();
    assert_eq!((page.items.len(), page.scanned, page.skipped), (2, 2, 0));
    assert!(page.cursor.is_some());
    assert_eq!(requests.take().len(), 1);
    let page = Product::query(()).page(&db).await.unwrap();
    assert_eq!((page.items.len(), page.cursor), (5, None));
}

/// One partition of an index: every fifth item is an order, the others are refunds, many of one day.
async fn mixed() -> (dynamorph_testing::Engine, Dynamo, Vec<Order>) {
    let (engine, db) = table::<Shop>().await;
    let mut orders = Vec::new();
    for at in 0..60_u128 {
        let day = format!("2026-11-{:02}", at / 20 + 1);
        if at % 5 == 4 {
            orders.push(order(at, &day, at).create().send(&db).await.unwrap());
        } else {
            refund(&at.to_string(), &day).create().send(&db).await.unwrap();
        }
    }
    (engine, db, orders)
}

fn ids(orders: &[Order]) -> Vec<Uuid> {
    let mut ids: Vec<_> = orders.iter().map(|order| order.id).collect();
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn limits_count_the_items_of_the_entity_only() {
    let (_, db, orders) = mixed().await;
    let query = || Order::by_status(Status::Open);

    for limit in [1, 2, 5, 11, 12, 13] {
        let expected = (limit as usize).min(12);
        assert_eq!(query().limit(limit).all(&db).await.unwrap().len(), expected, "all {limit}");
        assert_eq!(
            query().limit(limit).page(&db).await.unwrap().items.len(),
            expected,
            "page {limit}"
        );
        assert_eq!(
            query().limit(limit).count(&db).await.unwrap(),
            expected as u64,
            "count {limit}"
        );
        assert_eq!(
            query().limit(limit).page_size(3).all(&db).await.unwrap().len(),
            expected,
            "pages of 3, {limit}"
        );
        let pages = paged(&db, || query().limit(limit)).await;
        assert!(
            pages[..pages.len() - 1].iter().all(|page| page.items.len() == limit as usize),
            "limit {limit}"
        );
        assert_eq!(ids(&items(pages)), ids(&orders), "limit {limit}");
    }
    assert!(query().first(&db).await.unwrap().is_some());
    assert_eq!(query().count(&db).await.unwrap(), 12);
    assert_eq!(Refund::by_status(Status::Open).count(&db).await.unwrap(), 48);
}

#[tokio::test]
async fn mid_page_cursor_gsi_duplicates() {
    let (_, db, orders) = mixed().await;

    // Twenty items share each index key; a page may end between any two of them.
    for (limit, page_size) in [(1, 7), (2, 100), (3, 4), (5, 100), (7, 9)] {
        let case = format!("limit {limit}, page size {page_size}");
        let query = || Order::by_status(Status::Open).limit(limit).page_size(page_size);
        let forwards = items(paged(&db, query).await);
        assert_eq!(forwards.len(), orders.len(), "{case}");
        assert_eq!(ids(&forwards), ids(&orders), "{case}");
        let mut backwards = items(paged(&db, || query().reverse()).await);
        backwards.reverse();
        assert_eq!(backwards, forwards, "{case}, backwards");
    }
    let day = || Order::by_status((Status::Open, date("2026-11-02"))).limit(1);
    assert_eq!(items(paged(&db, day).await).len(), 4);
}

#[tokio::test]
async fn empty_page_with_lek_continues() {
    let (engine, _, orders) = mixed().await;
    let (db, requests) = watched(&engine);

    let found = Order::by_status(Status::Open).page_size(1).all(&db).await.unwrap();
    assert_eq!(ids(&found), ids(&orders));
    assert!(requests.take().len() >= 60, "most of the requests brought nothing");
    let page = Order::by_status(Status::Open).page_size(1).page(&db).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert!(Order::by_status(Status::Open).page_size(1).first(&db).await.unwrap().is_some());
    assert_eq!(Order::by_status(Status::Open).page_size(1).count(&db).await.unwrap(), 12);
}

#[tokio::test]
async fn a_page_that_found_nothing_yet_still_has_its_cursor() {
    let (_, db) = table::<Shop>().await;
    for sku in 0..4 {
        refund(&sku.to_string(), "2026-11-01").create().send(&db).await.unwrap();
    }
    order(1, "2026-11-02", 1).create().send(&db).await.unwrap();
    let query = || Order::by_status(Status::Open).page_size(2).max_pages(1);

    let page = query().page(&db).await.unwrap();
    assert_eq!((page.items.len(), page.scanned), (0, 2));
    let pages = paged(&db, query).await;
    assert!(pages[0].cursor.is_some());
    assert_eq!(items(pages).len(), 1);
}

#[tokio::test]
async fn short_pages_ask_for_twice_as_many() {
    let (engine, db) = table::<Shop>().await;
    for sku in 0..100 {
        refund(&format!("{sku:03}"), "2026-11-01").create().send(&db).await.unwrap();
    }
    for id in 0..2 {
        order(1, "2026-11-02", id + 1).create().send(&db).await.unwrap();
    }
    let (db, requests) = watched(&engine);

    let found = Order::by_status(Status::Open).limit(2).all(&db).await.unwrap();

    assert_eq!(found.len(), 2);
    let limits: Vec<_> =
        requests.take().iter().map(|request| request["Limit"].as_u64().unwrap()).collect();
    assert_eq!(limits[0], 2, "what is wanted");
    assert!(limits.len() <= 7, "{limits:?}");
    assert!(limits.windows(2).all(|pair| pair[0] < pair[1]), "{limits:?}");
}

#[tokio::test]
async fn the_same_position_twice_is_an_error_and_no_end() {
    let (engine, db) = table::<Shop>().await;
    for sku in 0..5 {
        product(&sku.to_string()).create().send(&db).await.unwrap();
    }
    let (db, requests) = watched(&engine);
    // Every request starts at the beginning, so each is answered with the position of the second item.
    let query =
        || Product::query(()).page_size(2).customize(|sdk| sdk.set_exclusive_start_key(None));

    let errors = [
        ("all", query().all(&db).await.map(|_| ()).unwrap_err()),
        ("count", query().count(&db).await.map(|_| ()).unwrap_err()),
        ("page", query().limit(5).page(&db).await.map(|_| ()).unwrap_err()),
    ];
    for (case, error) in errors {
        assert!(matches!(error, Error::PaginationStuck(_)), "{case}: {error}");
    }
    assert_eq!(requests.take().len(), 6);
}
