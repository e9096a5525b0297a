//! Batches of writes that are throttled, done in part, or not answered.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dynamorph::prelude::*;
use dynamorph::{
    BatchIncomplete, BatchOp, BatchRest, BatchWriter, Deadline, Error, Outcome, Progress,
    batch_write,
};
use dynamorph_testing::{Fault, Reply, Request, Scripted};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::shop::{Order, order};

/// What answers the requests.
type Script = fn(usize, &Request) -> Reply;

/// A service that answers as a script says, which is told how many requests came before.
fn scripted(mut script: impl FnMut(usize, &Request) -> Reply + Send + 'static) -> Scripted {
    Scripted::new(move |request| script(request.number(), request))
}

/// The writes of a request, which all are of one table.
fn writes(sent: &Request) -> Vec<Value> {
    sent.json()["RequestItems"]["shop"].as_array().expect("writes").clone()
}

fn number(write: &Value) -> u32 {
    let put = &write["PutRequest"]["Item"]["sk"]["S"];
    let key = put.as_str().or(write["DeleteRequest"]["Key"]["sk"]["S"].as_str());
    key.expect("a sort key")[6..].parse().expect("a number")
}

/// Writes those for which `writes`, and leaves the others.
fn part(sent: &Request, does: impl Fn(u32) -> bool) -> Reply {
    let left: Vec<Value> = writes(sent).into_iter().filter(|write| !does(number(write))).collect();
    let unprocessed = if left.is_empty() { json!({}) } else { json!({ "shop": left }) };
    Reply::ok(json!({ "UnprocessedItems": unprocessed }).to_string())
}

fn all() -> Reply {
    Reply::ok(json!({ "UnprocessedItems": {} }).to_string())
}

fn throttle() -> Reply {
    Reply::error(400, "ProvisionedThroughputExceededException", "slow down")
}

fn reset() -> Reply {
    Fault::lost().into()
}

fn saves(numbers: std::ops::Range<u32>) -> Vec<BatchOp> {
    numbers.map(|number| order(number).save().into()).collect()
}

fn counts(engine: &Scripted) -> Vec<usize> {
    engine.requests().iter().map(|sent| writes(sent).len()).collect()
}

fn incomplete(error: Error) -> BatchIncomplete {
    match error {
        Error::BatchIncomplete(rest) => *rest,
        other => panic!("{other:?}"),
    }
}

fn places(ops: &[(usize, BatchOp)]) -> Vec<usize> {
    ops.iter().map(|(place, _)| *place).collect()
}

#[tokio::test(start_paused = true)]
async fn what_is_left_of_all_requests_is_pooled_into_full_ones() {
    // Each of the four leaves ten.
    let engine = scripted(
        |before, sent| {
            if before < 4 { part(sent, |number| number % 25 < 15) } else { all() }
        },
    );
    let progress = Progress::default();
    let batch = batch_write(saves(0..100)).progress(&progress);
    let written = batch.send(&engine.dynamo()).await.unwrap();
    assert_eq!(counts(&engine), [25, 25, 25, 25, 25, 15]);
    assert_eq!((written.written(), written.cost().requests()), (100, 6));
    assert_eq!((progress.items(), progress.throttles()), (100, 4));
}

#[tokio::test(start_paused = true)]
async fn waits_grow_while_nothing_is_written_and_end_after_eight() {
    let (times, start) = (Arc::new(Mutex::new(Vec::new())), Instant::now());
    let noted = Arc::clone(&times);
    let engine = scripted(move |_, _| {
        noted.lock().unwrap().push(start.elapsed());
        throttle()
    });
    let error = batch_write(saves(0..5)).send(&engine.dynamo()).await.unwrap_err();
    assert!(error.is_throttled() && error.is_retryable(), "{error:?}");
    assert_eq!(error.outcome(), Outcome::NotApplied);
    let times = times.lock().unwrap().clone();
    // Nine requests, and not three times as many by the SDK's own retries.
    assert_eq!(times.len(), 9);
    let mut most = Duration::from_millis(50);
    for pair in times.windows(2) {
        assert!(pair[1].saturating_sub(pair[0]) <= most + Duration::from_millis(1), "{times:?}");
        most = (most * 2).min(Duration::from_secs(2));
    }
    assert_eq!(start.elapsed(), times[8], "no wait before giving up");
    let rest = incomplete(error);
    assert_eq!((rest.written(), rest.not_written(), rest.unknown()), (0, 5, 0));
}

#[tokio::test(start_paused = true)]
async fn two_items_a_request_are_progress_until_all_are_written() {
    // As a table with little capacity writes them.
    let start = Instant::now();
    let engine = scripted(|_, sent| {
        let mut first: Vec<u32> = writes(sent).iter().map(number).collect();
        first.truncate(2);
        part(sent, |number| first.contains(&number))
    });
    let written = batch_write(saves(0..25)).send(&engine.dynamo()).await.unwrap();
    assert_eq!(written.written(), 25);
    assert_eq!(engine.requests().len(), 13);
    assert!(start.elapsed() <= Duration::from_millis(12 * 51), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn an_item_that_was_ambiguous_once_is_never_said_to_be_not_written() {
    let lost: [(&str, Script); 6] = [
        ("an internal error", |before, _| {
            if before == 0 { Reply::error(500, "InternalServerError", "no") } else { throttle() }
        }),
        ("a reset", |before, _| if before == 0 { reset() } else { throttle() }),
        ("silence", |before, _| if before == 0 { Fault::hang().into() } else { throttle() }),
        ("an empty body", |before, _| if before == 0 { Reply::ok("") } else { throttle() }),
        ("no JSON", |before, _| if before == 0 { Reply::ok("<html>") } else { throttle() }),
        (
            "left unprocessed later",
            |before, sent| {
                if before == 0 { reset() } else { part(sent, |_| false) }
            },
        ),
    ];
    for (case, script) in lost {
        let engine = scripted(script);
        let error = batch_write(saves(0..3)).send(&engine.dynamo()).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{case}");
        let rest = incomplete(error);
        assert_eq!((rest.written(), rest.not_written(), rest.unknown()), (0, 0, 3), "{case}");
        assert!(rest.cause().is_some(), "{case}");
        assert_eq!(rest.into_unknown().len(), 3, "{case}");
    }
    // Confirmed later, it is written.
    let engine = scripted(|before, _| if before == 0 { reset() } else { all() });
    assert_eq!(batch_write(saves(0..3)).send(&engine.dynamo()).await.unwrap().written(), 3);
    // A refusal says that nothing was applied.
    let engine = scripted(|before, _| match before {
        0 => throttle(),
        _ => Reply::error(400, "ValidationException", "no"),
    });
    let rest = incomplete(batch_write(saves(0..3)).send(&engine.dynamo()).await.unwrap_err());
    assert_eq!((rest.not_written(), rest.unknown()), (3, 0));
    assert_eq!(engine.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn later_requests_are_still_made_after_a_failure_that_passes_and_none_after_one_that_does_not()
 {
    // The second request always fails.
    let poison = |sent: &Request| writes(sent).iter().any(|write| number(write) == 30);
    let engine =
        scripted(
            move |_, sent| {
                if poison(sent) { Reply::error(500, "InternalServerError", "no") } else { all() }
            },
        );
    let batch = batch_write(saves(0..200)).concurrency(1);
    let rest = incomplete(batch.send(&engine.dynamo()).await.unwrap_err());
    assert_eq!((rest.written(), rest.not_written(), rest.unknown()), (175, 0, 25));
    let BatchRest { not_written, unknown, .. } = rest.into_rest();
    assert!(not_written.is_empty());
    assert_eq!(places(&unknown), (25..50).collect::<Vec<_>>());

    let engine = scripted(move |_, sent| {
        if poison(sent) { Reply::error(400, "AccessDeniedException", "no") } else { all() }
    });
    let batch = batch_write(saves(0..200)).concurrency(1);
    let error = batch.send(&engine.dynamo()).await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Some("AccessDeniedException"), Outcome::Unknown));
    let rest = incomplete(error);
    assert_eq!((rest.written(), rest.not_written(), rest.unknown()), (25, 175, 0));
    assert_eq!(engine.requests().len(), 2);
    let text = rest.to_string();
    assert!(text.contains("175 of 200 items not confirmed"), "{text}");
    assert!(text.contains("AccessDeniedException") && text.contains("`shop`"), "{text}");
    assert_eq!(rest.into_not_written().len(), 175);
}

#[tokio::test(start_paused = true)]
async fn requests_under_way_are_waited_for_when_one_fails_for_good() {
    let engine = scripted(|before, _| match before {
        1 => Reply::error(400, "AccessDeniedException", "no"),
        _ => all(),
    });
    let rest = incomplete(batch_write(saves(0..100)).send(&engine.dynamo()).await.unwrap_err());
    assert_eq!((rest.written(), rest.not_written(), rest.unknown()), (75, 25, 0));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_names_what_was_not_sent_is_malformed_and_leaves_all_unknown() {
    let stored = |number: u32| json!({ "PutRequest": { "Item": super::shop::stored(number) } });
    let cases = [
        ("another key", json!({ "shop": [stored(77)] })),
        ("another table", json!({ "other": [stored(0)] })),
        ("more than was sent", json!({ "shop": [stored(0), stored(1), stored(0)] })),
        ("neither a put nor a delete", json!({ "shop": [{}] })),
    ];
    for (case, unprocessed) in cases {
        let body = json!({ "UnprocessedItems": unprocessed }).to_string();
        let engine = Scripted::always(body);
        let rest = incomplete(batch_write(saves(0..2)).send(&engine.dynamo()).await.unwrap_err());
        assert!(matches!(rest.cause(), Some(Error::MalformedResponse { .. })), "{case}: {rest:?}");
        assert_eq!((rest.written(), rest.not_written(), rest.unknown()), (0, 0, 2), "{case}");
    }
    // That nothing is said to be left is tolerated.
    let engine = Scripted::always("{}");
    assert_eq!(batch_write(saves(0..2)).send(&engine.dynamo()).await.unwrap().written(), 2);
}

#[tokio::test(start_paused = true)]
async fn tables_called_by_their_arn_are_told_by_it() {
    let arn = "arn:aws:dynamodb:us-east-1:123456789012:table/shop";
    let engine = scripted(move |before, sent| {
        let left = &sent.json()["RequestItems"][arn];
        assert!(left.is_array(), "{}", sent.json());
        let unprocessed = if before == 0 { json!({ arn: left }) } else { json!({}) };
        Reply::ok(json!({ "UnprocessedItems": unprocessed }).to_string())
    });
    let db = dynamorph::Dynamo::builder(engine.client()).table_name::<Order>(arn);
    let written = batch_write(saves(0..3)).send(&db.build()).await.unwrap();
    assert_eq!((written.written(), engine.requests().len()), (3, 2));
}

#[tokio::test(start_paused = true)]
async fn a_deadline_ends_it_with_everything_accounted_for() {
    let engine = scripted(|before, sent| match before {
        0 => part(sent, |number| number < 10),
        _ => Fault::hang().into(),
    });
    let start = Instant::now();
    let db = engine.dynamo().with_deadline(Deadline::after(Duration::from_secs(3)));
    let batch = batch_write(saves(0..60)).concurrency(1);
    let rest = incomplete(batch.send(&db).await.unwrap_err());
    assert!(start.elapsed() <= Duration::from_secs(3), "{:?}", start.elapsed());
    assert_eq!((rest.written(), rest.not_written() + rest.unknown()), (10, 50));
    assert!(rest.unknown() >= 25, "{rest:?}");

    let late = engine.dynamo().with_deadline(Deadline::after(Duration::from_millis(100)));
    let before = engine.requests().len();
    let rest = incomplete(batch_write(saves(0..5)).send(&late).await.unwrap_err());
    assert!(matches!(rest.cause(), Some(Error::DeadlineExceeded(_))), "{rest:?}");
    assert_eq!((rest.not_written(), engine.requests().len()), (5, before));

    let silent = scripted(|_, _| Fault::hang().into());
    let start = Instant::now();
    let rest = incomplete(batch_write(saves(0..5)).send(&silent.dynamo()).await.unwrap_err());
    assert!(start.elapsed() <= Duration::from_secs(32), "{:?}", start.elapsed());
    assert_eq!(rest.unknown(), 5);
}

#[tokio::test(start_paused = true)]
async fn large_items_go_in_requests_of_16_mb() {
    let engine = scripted(|_, _| all());
    // Each is 1.2 MB of JSON, and less than 400 KB.
    let large = |number| Order { note: Some("\u{1}".repeat(200_000)), ..order(number) };
    Order::save_all((0..14).map(large)).concurrency(1).send(&engine.dynamo()).await.unwrap();
    let sent: Vec<usize> = engine.requests().iter().map(|sent| sent.body().len()).collect();
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|bytes| *bytes <= 16 << 20), "{sent:?}");
    assert_eq!(counts(&engine), [13, 1]);
}

#[tokio::test(start_paused = true)]
async fn capacity_is_summed_over_requests_by_table_and_index() {
    let engine = scripted(|before, sent| {
        let consumed = json!([{ "TableName": "shop", "CapacityUnits": 3.0, "Table": { "CapacityUnits": 2.0 },
            "GlobalSecondaryIndexes": { "gsi1": { "CapacityUnits": 1.0 } } }]);
        assert_eq!(sent.json()["ReturnConsumedCapacity"], "INDEXES");
        let left = if before == 0 { json!({ "shop": [writes(sent)[0]] }) } else { json!({}) };
        Reply::ok(json!({ "UnprocessedItems": left, "ConsumedCapacity": consumed }).to_string())
    });
    let progress = Progress::default();
    let batch = batch_write(saves(0..3)).progress(&progress);
    let written = batch.send(&engine.dynamo()).await.unwrap();
    let cost = written.cost();
    let shares: Vec<_> =
        cost.consumed().map(|share| (share.table, share.index, share.write_units)).collect();
    assert_eq!(shares, [("shop", None, 4.0), ("shop", Some("gsi1"), 2.0)]);
    assert_eq!((cost.requests(), cost.retries(), cost.throttles()), (2, 0, 0));
    assert_eq!(&progress.cost(), cost);
}

#[tokio::test(start_paused = true)]
async fn a_writer_pools_what_is_left_too() {
    let engine = scripted(|before, sent| match before {
        0 => part(sent, |number| number < 20),
        _ => all(),
    });
    let db = engine.dynamo();
    let mut writer = BatchWriter::new(&db).concurrency(1);
    for number in 0..30 {
        writer.put(order(number)).await.unwrap();
    }
    assert_eq!(writer.finish().await.unwrap().written(), 30);
    assert_eq!(counts(&engine), [25, 5, 5]);
}
