//! Deletes of all that is found, under faults: each key is accounted for.

use std::time::Duration;

use dynamorph::prelude::*;
use dynamorph::{Cursor, Deadline, Error, Outcome, Progress};
use dynamorph_testing::{Embedded, Fault};

use super::shop::{Order, order};

async fn orders(count: u32) -> Embedded {
    let engine = Embedded::memory();
    let db = engine.dynamo();
    db.ensure_table::<Order>().await.expect("a table");
    Order::save_all((0..count).map(order)).send(&db).await.expect("orders");
    engine
}

async fn left(engine: &Embedded) -> usize {
    usize::try_from(Order::query("ann").count(&engine.dynamo()).await.expect("a count"))
        .expect("few")
}

#[tokio::test(start_paused = true)]
async fn under_any_fault_each_key_is_accounted_for() {
    let kinds = [
        Fault::throttled(),
        Fault::some_unprocessed(),
        Fault::lost(),
        Fault::lost().applied(),
        Fault::internal_error().applied(),
        Fault::timeout(),
        Fault::error(400, "AccessDeniedException", "no"),
    ];
    let (mut stopped, mut ambiguous) = (0, 0);
    for seed in 0..12 {
        let engine = orders(230).await;
        let faulty = engine.faulty();
        faulty.on("BatchWriteItem").chance(seed, 0.35).fail_one_of(kinds.clone());
        faulty.on("Query").chance(seed + 1000, 0.2).fail(Fault::throttled());
        let db = faulty.dynamo();
        let (mut from, mut there) = (None::<Cursor>, 230);
        for run in 0.. {
            assert!(run < 100, "seed {seed} gets nowhere");
            let progress = Progress::default();
            let query = Order::query("ann").page_size(70).cursor(from.take());
            let result = query.delete_all().concurrency(2).progress(&progress).send(&db).await;
            let now = left(&engine).await;
            let gone = there - now;
            match result {
                Ok(deleted) => {
                    // A key of which nobody knew may have been gone already.
                    assert!(deleted.deleted() >= gone, "seed {seed}");
                    assert_eq!(now, 0, "seed {seed}");
                    assert_eq!(progress.items(), deleted.deleted() as u64, "seed {seed}");
                    break;
                }
                Err(Error::DeleteAllIncomplete(rest)) => {
                    stopped += 1;
                    ambiguous += usize::from(rest.unknown() > 0);
                    assert!(rest.deleted() <= gone, "seed {seed}");
                    assert!(gone <= rest.deleted() + rest.unknown(), "seed {seed}");
                    assert_eq!(progress.items(), rest.deleted() as u64, "seed {seed}");
                    let text = rest.cursor().map(|cursor| cursor.to_string());
                    from = text.map(|text| text.parse().expect("a cursor"));
                    there = now;
                }
                Err(other) => panic!("seed {seed}: {other:?}"),
            }
        }
    }
    assert!(stopped > 5 && ambiguous > 1, "{stopped} stopped, {ambiguous} with unknown keys");
}

#[tokio::test(start_paused = true)]
async fn an_error_says_what_was_deleted_and_goes_on_behind_it() {
    let engine = orders(250).await;
    let denied = Fault::error(400, "AccessDeniedException", "canary");
    // A hundred are deleted in four requests, and of the next four the last is denied.
    let faulty = engine.faulty().on("BatchWriteItem").nth(7).fail(denied);
    let error = Order::query("ann").delete_all().send(&faulty.dynamo()).await;
    let error = error.expect_err("it is denied");
    assert_eq!((error.code(), error.outcome()), (Some("AccessDeniedException"), Outcome::Unknown));
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("canary") && !shown.contains("ann"), "{shown}");
    assert!(
        shown.contains("stopped after 175 items were deleted (25 found and not deleted"),
        "{shown}"
    );
    let Error::DeleteAllIncomplete(rest) = error else { panic!("{error:?}") };
    assert_eq!((rest.deleted(), rest.not_deleted(), rest.unknown()), (175, 25, 0));
    assert!(matches!(rest.cause(), Error::BatchIncomplete(_)));
    assert_eq!(rest.context().entity(), "ORDER");

    let cursor = rest.cursor().expect("a hundred were deleted");
    faulty.take_requests();
    let query = Order::query("ann").cursor(cursor);
    let deleted = query.delete_all().send(&faulty.dynamo()).await.expect("the rest");
    assert_eq!((deleted.deleted(), left(&engine).await), (75, 0));
    let requests = faulty.requests().of("Query");
    assert!(requests[0].json()["ExclusiveStartKey"].is_object(), "it does not begin again");
}

#[tokio::test(start_paused = true)]
async fn reads_and_deletes_are_throttled_and_go_on() {
    let engine = orders(120).await;
    let faulty = engine.faulty();
    faulty.on("Scan").times(3).fail(Fault::throttled());
    faulty.on("BatchWriteItem").times(3).fail(Fault::unprocessed(10));
    let progress = Progress::default();
    let scan = Order::scan().filter(Order::STATUS.eq("open")).delete_all().progress(&progress);
    let deleted = scan.send(&faulty.dynamo()).await.expect("it goes on");
    assert_eq!((deleted.deleted(), left(&engine).await), (120, 0));
    assert_eq!((progress.items(), progress.throttles()), (120, 6));
    assert_eq!(deleted.cost().requests(), faulty.requests().len() as u64);
}

#[tokio::test(start_paused = true)]
async fn it_keeps_to_the_deadline_and_a_future_that_is_dropped_sends_nothing_more() {
    let engine = orders(300).await;
    let slow = Fault::slow(Duration::from_millis(300));
    let faulty = engine.faulty().on("BatchWriteItem").fail(slow);
    let start = tokio::time::Instant::now();
    let db = faulty.dynamo().with_deadline(Deadline::after(Duration::from_secs(1)));
    let error = Order::query("ann").delete_all().concurrency(1).send(&db).await;
    let Err(Error::DeleteAllIncomplete(rest)) = error else { panic!("{error:?}") };
    assert!(start.elapsed() <= Duration::from_secs(1));
    assert!(rest.deleted() > 0 && rest.cursor().is_some());
    let there = left(&engine).await;
    let gone = 300 - there;
    assert!((rest.deleted()..=rest.deleted() + rest.unknown()).contains(&gone), "{gone}: {rest}");

    let db = faulty.dynamo();
    let all = Order::query("ann").delete_all().concurrency(1).send(&db);
    assert!(tokio::time::timeout(Duration::from_secs(1), all).await.is_err());
    let sent = faulty.requests().len();
    tokio::time::sleep(Duration::from_mins(10)).await;
    assert_eq!(faulty.requests().len(), sent);
    Order::query("ann").delete_all().send(&engine.dynamo()).await.expect("the rest");
    assert_eq!(left(&engine).await, 0);
}
