//! Scans in segments.

use std::collections::BTreeSet;

use dynamorph::prelude::*;
use dynamorph::{Cursor, Dynamo, Error, InvalidRequest};
use dynamorph_testing::Engine;
use serde_json::json;

use super::models::{Order, Product, Shop, order, product};
use super::support::{table, watched};

async fn shop() -> (Engine, Dynamo) {
    let (engine, db) = table::<Shop>().await;
    for at in 0..20 {
        order(at, "2026-11-01", at).create().send(&db).await.unwrap();
        product(&format!("{at:02}")).create().send(&db).await.unwrap();
    }
    (engine, db)
}

#[tokio::test]
async fn segments_have_every_item_once() {
    let (_, db) = shop().await;

    for total in [1, 2, 3, 7, 50] {
        let mut found = Vec::new();
        for segment in Order::scan().segments(total) {
            found.extend(segment.all(&db).await.unwrap());
        }
        let ids: BTreeSet<u128> = found.iter().map(|order| order.id.as_u128()).collect();
        assert_eq!(found.len(), 20, "of {total}");
        assert_eq!(ids, (0..20).collect(), "of {total}");

        let mut counted = 0;
        for segment in 0..total {
            counted += Product::scan().segment(segment, total).count(&db).await.unwrap();
        }
        assert_eq!(counted, 20, "of {total}");
    }
}

#[tokio::test]
async fn segments_run_side_by_side() {
    let (_, db) = shop().await;

    let workers = Shop::scan().page_size(3).segments(4).into_iter().map(|segment| {
        let db = db.clone();
        tokio::spawn(async move { segment.all(&db).await })
    });
    let mut found = 0;
    for worker in workers.collect::<Vec<_>>() {
        found += worker.await.unwrap().unwrap().len();
    }
    assert_eq!(found, 40);
}

#[tokio::test]
async fn segments_of_an_index_have_every_item_once() {
    let (_, db) = shop().await;

    let mut found = 0;
    for segment in Order::BY_ID.scan().segments(3) {
        found += segment.count(&db).await.unwrap();
    }
    assert_eq!(found, 20);
}

#[tokio::test]
async fn each_segment_has_its_own_cursors() {
    let (engine, _) = shop().await;
    let (db, requests) = watched(&engine);

    let mut found = BTreeSet::new();
    let mut cursors: Vec<Option<Cursor>> = Vec::new();
    for segment in Order::scan().limit(2).segments(3) {
        let page = segment.page(&db).await.unwrap();
        found.extend(page.items.iter().map(|order| order.id.as_u128()));
        cursors.push(page.cursor);
    }
    let cursor = cursors.iter().flatten().next().unwrap().clone();
    for (segment, cursor) in (0..).zip(cursors.clone()) {
        if let Some(cursor) = cursor {
            let rest = Order::scan().segment(segment, 3).cursor(cursor).all(&db).await.unwrap();
            found.extend(rest.iter().map(|order| order.id.as_u128()));
        }
    }
    assert_eq!(found, (0..20).collect());

    requests.take();
    let own = cursors.iter().position(Option::is_some).unwrap();
    for (segment, total) in [(0, 3), (1, 3), (2, 3), (0, 2), (1, 2), (0, 1), (2, 4)] {
        if (segment as usize, total) == (own, 3) {
            continue;
        }
        let scan = Order::scan().segment(segment, total).cursor(cursor.clone());
        let refused = scan.page(&db).await;
        assert!(matches!(refused, Err(Error::Cursor(_))), "{segment} of {total}");
    }
    let whole = Order::scan().cursor(cursor).page(&db).await;
    assert!(matches!(whole, Err(Error::Cursor(_))), "the whole table");
    requests.assert_none("a cursor of another segment");
}

#[tokio::test]
async fn segments_that_are_none_are_refused_before_any_request() {
    let engine = Engine::from_env();
    let (db, requests) = watched(&engine);

    for (segment, total) in [(0, 0), (1, 1), (4, 4), (7, 3), (0, 1_000_001), (u32::MAX, u32::MAX)] {
        let refused = Order::scan().segment(segment, total).all(&db).await.unwrap_err();
        assert!(
            matches!(&refused, Error::InvalidRequest(_, InvalidRequest::Segment { segment: of, total: all })
                if (*of, *all) == (segment, total)),
            "{segment} of {total}: {refused}"
        );
    }
    for total in [0, 1_000_001, u32::MAX] {
        let mut segments = Order::scan().segments(total);
        assert_eq!(segments.len(), 1, "one that says what is wrong");
        let refused = segments.remove(0).count(&db).await.unwrap_err();
        assert!(matches!(&refused, Error::InvalidRequest(_, InvalidRequest::Segment { .. })));
    }
    requests.assert_none("a segment that is none");
}

#[tokio::test]
async fn a_segment_is_sent_as_it_is_given() {
    let (engine, _) = shop().await;
    let (db, requests) = watched(&engine);

    Order::scan().segment(2, 5).count(&db).await.unwrap();
    Order::scan().segment(999_999, 1_000_000).count(&db).await.unwrap();
    Order::scan().count(&db).await.unwrap();

    let sent = requests.take();
    assert_eq!((&sent[0]["Segment"], &sent[0]["TotalSegments"]), (&json!(2), &json!(5)));
    assert_eq!(sent[1]["TotalSegments"], json!(1_000_000));
    assert!(sent[2].get("Segment").is_none() && sent[2].get("TotalSegments").is_none());
}
