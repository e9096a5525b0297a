//! Parallel scans under faults: their pace, their positions, and what is sent.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use dynamorph::prelude::*;
use dynamorph::{Deadline, Dynamo, Error, Progress, ScanPosition, SegmentProgress};
use dynamorph_testing::{Embedded, Fault, Reply, Requests, Scripted};

use super::shop::{Order, order, page_body};

/// A table of so many orders, of customers of their own.
async fn orders(count: u32) -> Embedded {
    let engine = Embedded::memory();
    let db = engine.dynamo();
    db.ensure_table::<Order>().await.expect("a table");
    let orders = (0..count).map(|number| Order { customer: format!("c{number}"), ..order(number) });
    Order::save_all(orders).send(&db).await.expect("orders");
    engine
}

fn scan() -> dynamorph::Scan<Order> {
    Order::scan().page_size(4)
}

/// How many requests began at each time.
fn at_once(requests: &Requests) -> Vec<usize> {
    let mut times: BTreeMap<Duration, usize> = BTreeMap::new();
    for request in requests {
        *times.entry(request.at()).or_default() += 1;
    }
    times.into_values().collect()
}

/// Reads until the end or an error.
async fn drain(
    scan: dynamorph::ParallelScan<Order, dynamorph::Primary, Order>,
    db: &Dynamo,
) -> (Vec<u32>, Option<Error>, Option<ScanPosition>) {
    let mut stream = scan.stream(db);
    let (mut found, mut failed) = (Vec::new(), None);
    while let Some(order) = stream.next().await {
        match order {
            Ok(order) => found.push(order.number),
            Err(error) => assert!(failed.replace(error).is_none(), "an error ends it"),
        }
    }
    (found, failed, stream.position())
}

fn assert_each_once(found: &[u32], count: u32, case: &str) {
    let set: BTreeSet<u32> = found.iter().copied().collect();
    assert_eq!((found.len(), set), (count as usize, (0..count).collect()), "{case}");
}

#[tokio::test(start_paused = true)]
async fn a_throttled_round_halves_the_requests_at_once_and_each_page_adds_one() {
    // The first two rounds are throttled, then each of 8 segments has one page.
    let scripted = Scripted::new(|request| {
        let throttled = "ProvisionedThroughputExceededException";
        let reply = match request.number() {
            0..12 => Reply::error(400, throttled, "slow down"),
            number => Reply::ok(page_body([u32::try_from(number).expect("small")], None)),
        };
        reply.delayed(Duration::from_secs(1))
    });
    let progress = Progress::default();
    let scan = Order::scan().parallel(8).progress(&progress);
    let found = scan.all(&scripted.dynamo()).await.expect("it goes on");
    assert_eq!(found.len(), 8);
    // Eight, four, then two; the pages that come in bring it to three and more.
    let waves = at_once(&scripted.requests());
    assert_eq!(waves[..3], [8, 4, 2], "{waves:?}");
    assert_eq!(waves.iter().sum::<usize>(), 20, "the SDK sends nothing again by itself: {waves:?}");
    assert_eq!((progress.throttles(), progress.requests(), progress.items()), (12, 20, 8));
    let throttles: u64 = progress.segments().iter().map(SegmentProgress::throttles).sum();
    assert_eq!(throttles, 12);
}

#[tokio::test(start_paused = true)]
async fn it_gives_up_after_eight_rests_and_says_where_it_stands() {
    let engine = orders(40).await;
    let faulty = engine.faulty().on("Scan").after(5).times(1000).fail(Fault::throttled());
    let (mut found, failed, position) =
        drain(scan().parallel(4).concurrency(1), &faulty.dynamo()).await;
    assert!(failed.expect("it is throttled").is_throttled());
    assert_eq!(faulty.requests().of("Scan").len(), 5 + 9);
    let (rest, failed, position) =
        drain(scan().parallel(4).resume(position), &engine.dynamo()).await;
    assert!(failed.is_none() && position.is_some_and(|position| position.is_done()));
    found.extend(rest);
    assert_each_once(&found, 40, "after a throttle");
}

#[tokio::test(start_paused = true)]
async fn any_fault_at_any_time_loses_nothing() {
    let engine = orders(60).await;
    let kinds = [
        Fault::throttled(),
        Fault::internal_error(),
        Fault::lost(),
        Fault::hang(),
        Fault::not_json(),
        Fault::cut(),
        Fault::empty(),
        Fault::error(400, "AccessDeniedException", "no"),
    ];
    let mut failures = 0;
    for seed in 0..20 {
        let faulty = engine.faulty().on("Scan").chance(seed, 0.4).fail_one_of(kinds.clone());
        let (mut found, mut from, mut runs) = (Vec::new(), None::<ScanPosition>, 0);
        loop {
            let scan = scan().parallel(6).concurrency(3).resume(from);
            let (part, failed, position) = drain(scan, &faulty.dynamo()).await;
            found.extend(part);
            runs += 1;
            assert!(runs < 100, "seed {seed} gets nowhere");
            if failed.is_none() {
                break;
            }
            failures += 1;
            let text = position.map(|position| position.to_string());
            from = text.map(|text| text.parse().expect("a position"));
        }
        assert_each_once(&found, 60, &format!("seed {seed}"));
    }
    assert!(failures > 5, "{failures} runs failed");
}

#[tokio::test(start_paused = true)]
async fn an_error_that_does_not_pass_stops_the_others_and_what_was_read_is_handed_over() {
    let engine = orders(60).await;
    let denied = || Fault::error(400, "AccessDeniedException", "no");
    for failing in 0..12 {
        let faulty = engine.faulty().on("Scan").nth(failing).fail(denied());
        let (mut found, failed, position) = drain(scan().parallel(3), &faulty.dynamo()).await;
        assert_eq!(failed.expect("it is denied").code(), Some("AccessDeniedException"));
        let sent = faulty.requests().of("Scan").len();
        assert!(sent <= failing + 3, "{sent} requests with {failing} failing");
        let rest =
            scan().parallel(3).resume(position).all(&engine.dynamo()).await.expect("the rest");
        found.extend(rest.iter().map(|order| order.number));
        assert_each_once(&found, 60, &format!("request {failing}"));
    }
}

#[tokio::test(start_paused = true)]
async fn an_item_that_does_not_fit_stops_it_before_its_page() {
    let engine = orders(20).await;
    let client = engine.client();
    let s = |text: &str| aws_sdk_dynamodb::types::AttributeValue::S(text.to_owned());
    let put = client.put_item().table_name("shop").item("pk", s("CUSTOMER#x"));
    let put = put.item("sk", s("ORDER#1")).item("type", s("ORDER")).item("number", s("hot canary"));
    put.send().await.expect("a bad item");
    let db = engine.dynamo();
    let (mut found, failed, position) = drain(scan().parallel(3), &db).await;
    let error = failed.expect("it does not fit");
    assert!(matches!(error, Error::Decode { .. }), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("canary"));
    let key = [("pk", s("CUSTOMER#x")), ("sk", s("ORDER#1"))];
    let key = key.map(|(name, value)| (name.to_owned(), value));
    let delete = client.delete_item().table_name("shop").set_key(Some(key.into()));
    delete.send().await.expect("it is gone");
    let rest = scan().parallel(3).resume(position).all(&db).await.expect("the rest");
    found.extend(rest.iter().map(|order| order.number));
    assert_each_once(&found, 20, "after a bad item");
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_is_dropped_sends_nothing_more() {
    let engine = orders(60).await;
    let faulty = engine.faulty().on("Scan").fail(Fault::slow(Duration::from_secs(1)));
    let db = faulty.dynamo();
    let mut stream = scan().parallel(4).stream(&db);
    assert!(faulty.requests().is_empty(), "nothing is sent before it is polled");
    let first = stream.next().await.expect("an item").expect("an order");
    let position = stream.position();
    drop(stream);
    let sent = faulty.requests().len();
    tokio::time::sleep(Duration::from_mins(10)).await;
    assert_eq!(faulty.requests().len(), sent);
    let rest = scan().parallel(4).resume(position).all(&engine.dynamo()).await.expect("the rest");
    let found: Vec<u32> = rest.iter().map(|order| order.number).chain([first.number]).collect();
    assert_each_once(&found, 60, "after a drop");
}

#[tokio::test(start_paused = true)]
async fn a_next_that_is_dropped_loses_nothing() {
    let engine = orders(40).await;
    let faulty = engine.faulty().on("Scan").fail(Fault::slow(Duration::from_millis(50)));
    let db = faulty.dynamo();
    let mut stream = scan().parallel(4).stream(&db);
    let (mut found, mut dropped) = (Vec::new(), 0);
    loop {
        match tokio::time::timeout(Duration::from_millis(7), stream.next()).await {
            Ok(Some(order)) => found.push(order.expect("an order").number),
            Ok(None) => break,
            Err(_) => dropped += 1,
        }
    }
    assert!(dropped > 10, "{dropped} were dropped");
    assert_each_once(&found, 40, "after many drops");
}

#[tokio::test(start_paused = true)]
async fn it_keeps_to_the_deadline() {
    let engine = orders(200).await;
    let faulty = engine.faulty().on("Scan").fail(Fault::slow(Duration::from_millis(400)));
    let start = tokio::time::Instant::now();
    let db = faulty.dynamo().with_deadline(Deadline::after(Duration::from_secs(2)));
    let (mut found, failed, position) = drain(scan().parallel(2), &db).await;
    let error = failed.expect("time is up");
    assert!(matches!(error, Error::DeadlineExceeded(_) | Error::Timeout(_)), "{error:?}");
    assert!(start.elapsed() <= Duration::from_secs(2) && !found.is_empty());
    let rest = scan().parallel(2).resume(position).all(&engine.dynamo()).await.expect("the rest");
    found.extend(rest.iter().map(|order| order.number));
    assert_each_once(&found, 200, "after the deadline");
}

#[tokio::test(start_paused = true)]
async fn pages_are_held_in_bounds_and_one_a_segment() {
    let engine = orders(400).await;
    let faulty = engine.faulty();
    let db = faulty.dynamo();
    let mut stream = Order::scan().page_size(10).parallel(20).concurrency(2).stream(&db);
    let mut found = vec![stream.next().await.expect("an item").expect("an order").number];
    tokio::time::sleep(Duration::from_mins(1)).await;
    let read = faulty.requests().len();
    assert!(read <= 2 + 4, "{read} pages were read for one item");
    while let Some(order) = stream.next().await {
        found.push(order.expect("an order").number);
    }
    assert_each_once(&found, 400, "at leisure");
    // Segments that have begun come first, so that few are open at a time.
    let segments: Vec<u64> =
        faulty.requests().iter().filter_map(|sent| sent.json()["Segment"].as_u64()).collect();
    for at in 0..20 {
        let first = segments.iter().position(|segment| *segment == at).expect("it was read");
        let open = (0..at).filter(|earlier| segments[first..].contains(earlier)).count();
        assert!(open <= 4, "{open} segments are open when {at} begins");
    }
}

#[tokio::test(start_paused = true)]
async fn a_position_that_repeats_is_an_error() {
    let scripted = Scripted::always(Reply::ok(page_body([1, 2], Some(2))));
    let (found, failed, position) = drain(Order::scan().parallel(1), &scripted.dynamo()).await;
    assert!(matches!(failed, Some(Error::PaginationStuck(_))), "{failed:?}");
    assert_eq!(found, [1, 2]);
    assert!(position.is_some_and(|position| !position.is_done()));
}

/// Nothing of an item shows.
#[tokio::test(start_paused = true)]
async fn positions_and_progress_show_no_value() {
    let engine = Embedded::memory();
    let db = engine.dynamo();
    db.ensure_table::<Order>().await.expect("a table");
    let canary = Order { customer: "canary".into(), note: Some("canary".into()), ..order(1) };
    canary.save().send(&db).await.expect("an order");
    let more = Order { customer: "canary".into(), ..order(2) };
    more.save().send(&db).await.expect("an order");
    let progress = Progress::default();
    let mut stream = Order::scan().parallel(1).progress(&progress).stream(&db);
    stream.next().await.expect("an item").expect("an order");
    let position = stream.position().expect("it has begun");
    let shown =
        format!("{stream:?} {position:?} {progress} {progress:?} {:?}", progress.segments());
    assert!(!shown.to_lowercase().contains("canary"), "{shown}");
    let scan = Order::scan().parallel(1).resume(position);
    assert!(!format!("{scan:?}").contains("canary"));
}

#[tokio::test]
async fn a_stream_goes_to_another_task() {
    let engine = orders(10).await;
    let stream = scan().parallel(2).stream(&engine.dynamo());
    let read = tokio::spawn(async move {
        let mut stream = stream;
        let mut found = Vec::new();
        while let Some(order) = stream.next().await {
            found.push(order.expect("an order").number);
        }
        found
    });
    assert_each_once(&read.await.expect("it ends"), 10, "in another task");
}
