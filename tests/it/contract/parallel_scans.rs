//! Scans whose segments are read side by side: every item once, and where they go on.

use std::collections::BTreeSet;

use dynamorph::prelude::*;
use dynamorph::{
    Cursor, CursorError, CursorKeys, Dynamo, Error, InvalidRequest, Progress, ScanPosition,
    SegmentProgress,
};
use dynamorph_testing::Engine;
use serde_json::json;

use super::models::{Order, Product, Shop, Status, order, product};
use super::support::{table, watched};

async fn shop(orders: u128) -> (Engine, Dynamo) {
    let (engine, db) = table::<Shop>().await;
    let made = (0..orders).map(|at| Order {
        status: if at % 3 == 0 { Status::Paid } else { Status::Open },
        ..order(at, "2026-11-01", at)
    });
    Order::save_all(made).send(&db).await.unwrap();
    Product::save_all((0..20).map(|at| product(&format!("{at:02}")))).send(&db).await.unwrap();
    (engine, db)
}

fn id(order: &Order) -> u128 {
    order.id.as_u128()
}

fn ids(orders: &[Order]) -> BTreeSet<u128> {
    orders.iter().map(id).collect()
}

#[tokio::test]
async fn all_segments_together_have_every_item_once() {
    let (_, db) = shop(40).await;
    for (total, width) in [(1, 1), (2, 1), (3, 8), (7, 2), (50, 4), (8, 0)] {
        let scan = Order::scan().page_size(3).parallel(total).concurrency(width);
        let found = scan.all(&db).await.unwrap();
        assert_eq!((found.len(), ids(&found)), (40, (0..40).collect()), "{total} by {width}");
    }
    assert_eq!(Shop::scan().parallel(4).all(&db).await.unwrap().len(), 60);
    let paid = Order::scan().filter(Order::STATUS.eq(Status::Paid)).parallel(4);
    assert_eq!(paid.all(&db).await.unwrap().len(), 14);
    let mut skus: Vec<String> =
        Product::scan().select(Product::SKU).parallel(3).all(&db).await.unwrap();
    skus.sort();
    assert_eq!(skus.len(), 20);
    assert_eq!((skus[0].as_str(), skus[19].as_str()), ("00", "19"));
    assert_eq!(Order::BY_ID.scan().page_size(2).parallel(3).all(&db).await.unwrap().len(), 40);
}

#[tokio::test]
async fn a_limit_counts_for_all_segments_and_the_rest_follows() {
    let (_, db) = shop(30).await;
    for (limit, page_size) in [(1, None), (7, Some(2)), (29, None), (30, Some(4)), (31, None)] {
        let scan = || {
            let scan = Order::scan();
            if let Some(size) = page_size { scan.page_size(size) } else { scan }
        };
        let mut first = scan().limit(limit).parallel(4).stream(&db);
        let mut found = Vec::new();
        while let Some(order) = first.next().await {
            found.push(order.unwrap());
        }
        assert!(first.next().await.is_none(), "an end is the end");
        assert_eq!(found.len(), 30.min(limit as usize));
        let rest = scan().parallel(4).resume(first.position()).all(&db).await.unwrap();
        found.extend(rest);
        assert_eq!((found.len(), ids(&found)), (30, (0..30).collect()), "{limit}, {page_size:?}");
    }
}

#[tokio::test]
async fn it_goes_on_behind_every_item_and_has_each_once() {
    let (_, db) = shop(24).await;
    let scan = || Order::scan().page_size(3).parallel(3).concurrency(2);
    let index = || Order::BY_STATUS.scan().page_size(5).parallel(2);
    for stop in 0..=24 {
        for is_index in [false, true] {
            let mut stream = if is_index { index().stream(&db) } else { scan().stream(&db) };
            let mut found = Vec::new();
            for _ in 0..stop {
                found.push(stream.next().await.unwrap().unwrap());
            }
            let text = stream.position().map(|position| position.to_string());
            drop(stream);
            let from: Option<ScanPosition> = text.map(|text| text.parse().unwrap());
            let rest = if is_index {
                index().resume(from).all(&db).await
            } else {
                scan().resume(from).all(&db).await
            };
            found.extend(rest.unwrap());
            assert_eq!((found.len(), ids(&found)), (24, (0..24).collect()), "{stop}, {is_index}");
        }
    }
}

#[tokio::test]
async fn a_position_taken_again_and_again_loses_nothing() {
    let (_, db) = shop(25).await;
    let (mut found, mut from) = (Vec::new(), None::<ScanPosition>);
    loop {
        let mut stream = Order::scan().page_size(4).parallel(5).resume(from).stream(&db);
        for _ in 0..2 {
            if let Some(order) = stream.next().await {
                found.push(order.unwrap());
            }
        }
        let position = stream.position().unwrap();
        if position.is_done() {
            break;
        }
        from = Some(position.to_string().parse().unwrap());
    }
    assert_eq!((found.len(), ids(&found)), (25, (0..25).collect()));
}

#[tokio::test]
async fn a_scan_that_is_done_reads_nothing_more() {
    let (engine, db) = shop(5).await;
    let mut stream = Order::scan().parallel(3).stream(&db);
    while let Some(order) = stream.next().await {
        order.unwrap();
    }
    let position = stream.position().unwrap();
    assert_eq!((position.done_segments(), position.total_segments()), (3, 3));
    assert_eq!(format!("{position:?}"), "ScanPosition(3 of 3 segments done, ..)");
    assert!(position.to_string().len() < 40, "what is done takes no room");

    let (db, requests) = watched(&engine);
    let progress = Progress::default();
    let rest = Order::scan().parallel(3).progress(&progress).resume(position).all(&db).await;
    assert!(rest.unwrap().is_empty());
    requests.assert_none("every segment is done");
    assert!(progress.segments().iter().all(|segment| segment.is_done() && segment.items() == 0));
    let shown = "0 items, 0 requests, 0 throttled, 0 read units, 0 write units, 3 of 3 segments";
    assert_eq!(progress.to_string(), shown);
}

#[tokio::test]
async fn an_empty_filter_asks_nothing() {
    let (engine, _) = shop(5).await;
    let (db, requests) = watched(&engine);
    let none = Order::scan().filter(Order::STATUS.is_in([] as [Status; 0])).parallel(4);
    let mut stream = none.stream(&db);
    assert!(stream.next().await.is_none());
    assert!(stream.position().unwrap().is_done());
    requests.assert_none("no item satisfies it");
}

#[tokio::test]
async fn a_position_belongs_to_its_scan() {
    let (engine, _) = shop(12).await;
    let plain = engine.dynamo();
    let (db, requests) = watched(&engine);
    let keys = CursorKeys::new("one", [7; 32]).unwrap();
    let signing = Dynamo::builder(db.client().clone())
        .table_prefix(engine.table_prefix())
        .cursor_keys(keys)
        .build();
    for (case, maker, other) in [("plain", &plain, &signing), ("signed", &signing, &plain)] {
        let mut stream = Order::scan().page_size(2).parallel(3).stream(maker);
        stream.next().await.unwrap().unwrap();
        let position = stream.position().unwrap();
        drop(stream);
        requests.take();

        let maker = if case == "plain" { &db } else { maker };
        let open = Order::STATUS.eq(Status::Open);
        for (wrong, refused) in [
            ("total", Order::scan().parallel(4).resume(position.clone()).all(maker).await),
            ("filter", {
                Order::scan().filter(open).parallel(3).resume(position.clone()).all(maker).await
            }),
            ("index", {
                Order::BY_ID.scan().parallel(3).resume(position.clone()).all(maker).await
            }),
            ("context", {
                let scan = Order::scan().cursor_context("other");
                scan.parallel(3).resume(position.clone()).all(maker).await
            }),
            ("keys", Order::scan().parallel(3).resume(position.clone()).all(other).await),
        ] {
            let is_invalid = matches!(refused, Err(Error::Cursor(CursorError::Invalid)));
            assert!(is_invalid, "{case}, {wrong}: {refused:?}");
        }
        requests.assert_none(case);
        assert!(position.to_string().parse::<Cursor>().is_err(), "it is no cursor");

        // A stream that was refused keeps the position that it was given.
        let mut refused = Order::scan().parallel(4).resume(position.clone()).stream(maker);
        assert!(refused.next().await.unwrap().is_err() && refused.next().await.is_none());
        assert_eq!(refused.position().as_ref(), Some(&position));

        let scan = || Order::scan().page_size(5).limit(50).consistent_read();
        let rest = scan().parallel(3).resume(position).all(maker).await.unwrap();
        assert_eq!(rest.len(), 11, "{case}: page size, limit and consistency are free");
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_before_any_request() {
    let (engine, plain) = shop(3).await;
    let (db, requests) = watched(&engine);
    for total in [0, 1_000_001, u32::MAX] {
        let refused = Order::scan().parallel(total).all(&db).await.unwrap_err();
        let is_segment = matches!(
            &refused,
            Error::InvalidRequest(_, InvalidRequest::Segment { total: of, .. }) if *of == total
        );
        assert!(is_segment, "{total}: {refused}");
    }
    let zero = Order::scan().parallel(2).limit(0).all(&db).await;
    assert!(matches!(zero, Err(Error::InvalidRequest(_, InvalidRequest::Zero("limit")))));
    let cursor = Order::scan().limit(1).page(&plain).await.unwrap().cursor;
    let refused = Order::scan().cursor(cursor).parallel(2).all(&db).await;
    assert!(matches!(refused, Err(Error::Cursor(CursorError::Invalid))));
    requests.assert_none("what cannot be");
}

#[tokio::test]
async fn it_stops_after_so_many_pages_and_goes_on() {
    let (engine, _) = shop(20).await;
    let (db, requests) = watched(&engine);
    let mut stream = Order::scan().page_size(2).max_pages(5).parallel(3).stream(&db);
    let mut found = Vec::new();
    let error = loop {
        match stream.next().await.unwrap() {
            Ok(order) => found.push(order),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::Incomplete { pages: 5, .. }), "{error}");
    assert!(stream.next().await.is_none());
    assert_eq!(requests.take().len(), 5);
    found.extend(Order::scan().parallel(3).resume(stream.position()).all(&db).await.unwrap());
    assert_eq!((found.len(), ids(&found)), (20, (0..20).collect()));
}

#[tokio::test]
async fn progress_counts_segment_by_segment() {
    let (engine, _) = shop(30).await;
    let (db, requests) = watched(&engine);
    let progress = Progress::default();
    let scan = Order::scan().page_size(5).parallel(4).concurrency(2).progress(&progress);
    let mut stream = scan.stream(&db);
    assert_eq!((progress.total_segments(), progress.segments().len()), (4, 0));
    stream.next().await.unwrap().unwrap();
    assert!(progress.items() >= 1 && progress.requests() >= 1);
    while let Some(order) = stream.next().await {
        order.unwrap();
    }
    let sent = requests.take();
    assert!(sent.iter().all(|request| request["TotalSegments"] == json!(4)));
    let segments = progress.segments();
    assert_eq!(segments.iter().map(SegmentProgress::number).collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert_eq!(segments.iter().map(SegmentProgress::items).sum::<u64>(), 30);
    let requests: u64 = segments.iter().map(SegmentProgress::requests).sum();
    assert_eq!((requests, progress.requests()), (sent.len() as u64, sent.len() as u64));
    for (at, segment) in segments.iter().enumerate() {
        let own = sent.iter().filter(|request| request["Segment"] == json!(at)).count();
        assert_eq!(segment.requests(), own as u64);
        assert!(segment.is_done() && segment.throttles() == 0);
        assert!(segment.to_string().starts_with(&format!("segment {at}: ")), "{segment}");
    }
    assert_eq!(progress.items(), 30);
    assert!(progress.to_string().ends_with(", 4 of 4 segments"), "{progress}");
}
