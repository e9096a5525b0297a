//! Batches of reads that are throttled, answered in part, or not at all.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dynamorph::prelude::*;
use dynamorph::{Deadline, Error, Progress, batch_get};
use dynamorph_testing::{Fault, Reply, Request, Scripted};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::shop::{Order, order, stored};

/// The body that answers a request.
type Body = Box<dyn Fn(&Request) -> String + Send>;

/// A service that answers as a script says, which is told how many requests came before.
fn scripted(mut script: impl FnMut(usize, &Request) -> Reply + Send + 'static) -> Scripted {
    Scripted::new(move |request| script(request.number(), request))
}

/// The keys of a request, which all are of one table.
fn keys(sent: &Request) -> Vec<Value> {
    sent.json()["RequestItems"]["shop"]["Keys"].as_array().expect("keys").clone()
}

fn number(key: &Value) -> u32 {
    key["sk"]["S"].as_str().expect("a sort key")[6..].parse().expect("a number")
}

/// Answers the keys for which `answers`, and leaves the others.
fn part(sent: &Request, answers: impl Fn(u32) -> bool) -> Reply {
    let (answered, left): (Vec<Value>, Vec<Value>) =
        keys(sent).into_iter().partition(|key| answers(number(key)));
    // In another order than asked for; and the odd ones are not there.
    let items: Vec<Value> =
        answered.iter().rev().map(number).filter(|number| number % 2 == 0).map(stored).collect();
    let mut block = sent.json()["RequestItems"]["shop"].clone();
    block["Keys"] = Value::Array(left.clone());
    let unprocessed = if left.is_empty() { json!({}) } else { json!({ "shop": block }) };
    Reply::ok(json!({ "Responses": { "shop": items }, "UnprocessedKeys": unprocessed }).to_string())
}

fn all(sent: &Request) -> Reply {
    part(sent, |_| true)
}

fn gets(numbers: std::ops::Range<u32>) -> impl Iterator<Item = dynamorph::Get<Order>> + Clone {
    numbers.map(|number| Order::get(("ann", number)))
}

fn expected(numbers: std::ops::Range<u32>) -> Vec<Option<Order>> {
    numbers.map(|number| (number % 2 == 0).then(|| order(number))).collect()
}

/// A service that notes when each request comes, since it was made.
fn timed(
    mut script: impl FnMut(usize, &Request) -> Reply + Send + 'static,
) -> (Scripted, Arc<Mutex<Vec<Duration>>>) {
    let (times, start) = (Arc::new(Mutex::new(Vec::new())), Instant::now());
    let noted = Arc::clone(&times);
    let engine = scripted(move |before, sent| {
        noted.lock().expect("no panic").push(start.elapsed());
        script(before, sent)
    });
    (engine, times)
}

fn throttle() -> Reply {
    Reply::error(400, "ProvisionedThroughputExceededException", "slow down")
}

#[tokio::test(start_paused = true)]
async fn batch_get_unprocessed_keys_retried() {
    let engine = scripted(|before, sent| match before {
        0 => part(sent, |number| number < 40),
        1 => part(sent, |number| number < 70),
        _ => all(sent),
    });
    let found = batch_get(gets(0..100)).send(&engine.dynamo()).await.unwrap();
    assert_eq!(found, expected(0..100));
    let sent: Vec<usize> = engine.requests().iter().map(|sent| keys(sent).len()).collect();
    assert_eq!(sent, [100, 60, 30]);
}

#[tokio::test(start_paused = true)]
async fn options_are_kept_when_keys_are_sent_again() {
    let engine = scripted(|before, sent| match before {
        0 => part(sent, |number| number < 2),
        _ => all(sent),
    });
    let numbers = gets(0..4).map(|get| get.select(Order::NUMBER).consistent_read());
    let found = batch_get(numbers).send(&engine.dynamo()).await.unwrap();
    assert_eq!(found, [Some(0), None, Some(2), None]);
    let blocks: Vec<Value> =
        engine.requests().iter().map(|sent| sent.json()["RequestItems"]["shop"].clone()).collect();
    assert_eq!(blocks.len(), 2);
    for member in ["ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames"] {
        assert_eq!(blocks[0][member], blocks[1][member], "{member}");
        assert!(!blocks[0][member].is_null(), "{member}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_first_part_is_asked_for_at_once_and_later_ones_after_a_wait() {
    let (engine, times) = timed(|before, sent| match before {
        0 => part(sent, |number| number < 50),
        1..=5 => part(sent, |number| number < 50 + u32::try_from(before).unwrap()),
        _ => all(sent),
    });
    let progress = Progress::default();
    let found = batch_get(gets(0..100)).progress(&progress).send(&engine.dynamo()).await;
    assert_eq!(found.unwrap(), expected(0..100));
    let times = times.lock().unwrap().clone();
    assert_eq!(times.len(), 7);
    assert_eq!(times[0], times[1]);
    // Each of the others made progress, so the waits did not grow.
    for pair in times[1..].windows(2) {
        assert!(pair[1].saturating_sub(pair[0]) <= Duration::from_millis(51), "{times:?}");
    }
    assert_eq!((progress.items(), progress.requests(), progress.throttles()), (100, 7, 6));
}

#[tokio::test(start_paused = true)]
async fn batch_get_no_progress_budget() {
    let (engine, times) = timed(|_, _| throttle());
    let start = Instant::now();
    let error = batch_get(gets(0..100)).send(&engine.dynamo()).await.unwrap_err();
    assert!(error.is_throttled() && error.is_retryable(), "{error:?}");
    let Error::BatchGetIncomplete(rest) = error else { panic!("{error:?}") };
    assert_eq!((rest.found(), rest.missing(), rest.unprocessed()), (0, 0, 100));
    let times = times.lock().unwrap().clone();
    // Eight waits, none by the SDK: not three times as many requests.
    assert_eq!(times.len(), 9);
    let mut most = Duration::from_millis(50);
    for pair in times.windows(2) {
        assert!(pair[1].saturating_sub(pair[0]) <= most + Duration::from_millis(1), "{times:?}");
        most = (most * 2).min(Duration::from_secs(2));
    }
    // No wait before giving up.
    assert!(start.elapsed() <= times[8] + Duration::from_millis(1));

    // The same where nothing is ever processed.
    let engine = scripted(|_, sent| part(sent, |_| false));
    let error = batch_get(gets(0..3)).send(&engine.dynamo()).await.unwrap_err();
    assert!(error.is_throttled() && error.is_retryable(), "{error:?}");
    let Error::BatchGetIncomplete(rest) = error else { panic!("{error:?}") };
    assert!(rest.cause().is_none());
    assert_eq!(engine.requests().len(), 9);
}

#[tokio::test(start_paused = true)]
async fn batch_get_backoff_reset_per_progress() {
    // One key in each second request: never eight requests in a row without one.
    let (engine, times) = timed(|before, sent| {
        let first = keys(sent).iter().map(number).min().unwrap();
        if before % 2 == 0 { part(sent, |_| false) } else { part(sent, |number| number == first) }
    });
    let found = batch_get(gets(0..20)).send(&engine.dynamo()).await.unwrap();
    assert_eq!(found, expected(0..20));
    let times = times.lock().unwrap().clone();
    assert_eq!(times.len(), 40);
    for pair in times.windows(2) {
        assert!(pair[1].saturating_sub(pair[0]) <= Duration::from_millis(101), "{times:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn batch_get_partial_then_fatal_returns_both() {
    let engine = scripted(|before, sent| match before {
        0 => part(sent, |number| number < 6),
        _ => Reply::error(400, "AccessDeniedException", "no"),
    });
    let error = batch_get(gets(0..10)).send(&engine.dynamo()).await.unwrap_err();
    assert_eq!(error.code(), Some("AccessDeniedException"));
    assert!(!error.is_retryable());
    assert_eq!(engine.requests().len(), 2);
    let Error::BatchGetIncomplete(rest) = error else { panic!("{error:?}") };
    let rest = rest.into_rest::<Order, Order>().unwrap();
    assert_eq!(rest.found, [(0, order(0)), (2, order(2)), (4, order(4))]);
    assert_eq!(rest.missing, [1, 3, 5]);
    let places: Vec<usize> = rest.unprocessed.iter().map(|(place, _)| *place).collect();
    assert_eq!(places, [6, 7, 8, 9]);
}

#[tokio::test(start_paused = true)]
async fn batch_get_builder_reusable_after_failure() {
    let engine = scripted(|before, sent| match before {
        0 => Reply::error(400, "AccessDeniedException", "no"),
        _ => all(sent),
    });
    let db = engine.dynamo();
    let batch = batch_get(gets(0..10));
    let error = batch.clone().send(&db).await.unwrap_err();
    assert_eq!(batch.send(&db).await.unwrap(), expected(0..10));
    let Error::BatchGetIncomplete(rest) = error else { panic!("{error:?}") };
    let rest = rest.into_rest::<Order, Order>().unwrap();
    let again = batch_get(rest.unprocessed.into_iter().map(|(_, get)| get));
    assert_eq!(again.send(&db).await.unwrap(), expected(0..10));
}

#[tokio::test(start_paused = true)]
async fn batch_get_deadline_returns_unprocessed() {
    let engine = scripted(|before, sent| match before {
        0 => part(sent, |number| number < 4),
        _ => Fault::hang().into(),
    });
    let start = Instant::now();
    let db = engine.dynamo().with_deadline(Deadline::after(Duration::from_secs(3)));
    let error = batch_get(gets(0..10)).send(&db).await.unwrap_err();
    assert!(start.elapsed() <= Duration::from_secs(3), "{:?}", start.elapsed());
    let Error::BatchGetIncomplete(rest) = error else { panic!("{error:?}") };
    assert!(
        matches!(rest.cause(), Some(Error::DeadlineExceeded(_) | Error::Timeout(_))),
        "{rest:?}"
    );
    assert_eq!((rest.found(), rest.missing(), rest.unprocessed()), (2, 2, 6));

    let late = engine.dynamo().with_deadline(Deadline::after(Duration::from_millis(100)));
    let before = engine.requests().len();
    let error = batch_get(gets(0..10)).send(&late).await.unwrap_err();
    assert_eq!(engine.requests().len(), before);
    let Error::BatchGetIncomplete(rest) = error else { panic!("{error:?}") };
    assert!(matches!(rest.cause(), Some(Error::DeadlineExceeded(_))));
    assert_eq!(rest.unprocessed(), 10);
}

#[tokio::test(start_paused = true)]
async fn without_a_deadline_a_silent_service_is_left_after_half_a_minute() {
    let engine = scripted(|_, _| Fault::hang().into());
    let start = Instant::now();
    let error = batch_get(gets(0..10)).send(&engine.dynamo()).await.unwrap_err();
    assert!(matches!(error, Error::BatchGetIncomplete(_)), "{error:?}");
    assert!(start.elapsed() <= Duration::from_secs(32), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn answers_that_do_not_read_are_malformed() {
    let foreign = json!({ "Responses": {}, "UnprocessedKeys": { "shop": { "Keys": [{ "pk": { "S": "x" }, "sk": { "S": "y" } }] } } });
    let elsewhere = |sent: &Request| {
        let keys = &sent.json()["RequestItems"]["shop"]["Keys"];
        json!({ "Responses": {}, "UnprocessedKeys": { "other": { "Keys": keys } } })
    };
    let twice = |sent: &Request| {
        let key = &sent.json()["RequestItems"]["shop"]["Keys"][0];
        json!({ "Responses": {}, "UnprocessedKeys": { "shop": { "Keys": [key, key] } } })
    };
    let both = |sent: &Request| {
        let keys = &sent.json()["RequestItems"]["shop"]["Keys"];
        json!({ "Responses": { "shop": [stored(0)] }, "UnprocessedKeys": { "shop": { "Keys": keys } } })
    };
    let unasked = json!({ "Responses": { "shop": [stored(77)] } });
    let repeated = json!({ "Responses": { "shop": [stored(0), stored(0)] } });
    let cases: [(&str, Body); 9] = [
        ("empty", Box::new(|_| String::new())),
        ("no JSON", Box::new(|_| "<html>".to_owned())),
        ("cut", Box::new(|_| "{\"Responses\":{\"shop\":[".to_owned())),
        ("a foreign key", Box::new(move |_| foreign.to_string())),
        ("another table", Box::new(move |sent| elsewhere(sent).to_string())),
        ("a key twice", Box::new(move |sent| twice(sent).to_string())),
        ("both", Box::new(move |sent| both(sent).to_string())),
        ("an item that was not asked for", Box::new(move |_| unasked.to_string())),
        ("an item twice", Box::new(move |_| repeated.to_string())),
    ];
    for (case, body) in cases {
        let engine = scripted(move |_, sent| Reply::ok(body(sent)));
        let error = batch_get(gets(0..2)).send(&engine.dynamo()).await.unwrap_err();
        let Error::BatchGetIncomplete(rest) = error else { panic!("{case}: {error:?}") };
        assert!(matches!(rest.cause(), Some(Error::MalformedResponse { .. })), "{case}: {rest:?}");
        assert_eq!(rest.unprocessed(), 2, "{case}");
        assert_eq!(engine.requests().len(), 9, "{case}");
    }
    // Members that are not there are no failure.
    let engine = Scripted::always("{}");
    let found = batch_get(gets(0..2)).send(&engine.dynamo()).await.unwrap();
    assert_eq!(found, [None, None]);
}

#[tokio::test(start_paused = true)]
async fn failures_of_the_service_and_the_network_are_tried_again() {
    let engine = scripted(move |before, sent| match before {
        0 => Reply::error(500, "InternalServerError", "no"),
        1 => Fault::lost().into(),
        2 => throttle(),
        _ => all(sent),
    });
    let found = batch_get(gets(0..10)).send(&engine.dynamo()).await.unwrap();
    assert_eq!(found, expected(0..10));
    assert_eq!(engine.requests().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn what_is_left_of_several_requests_is_sent_together() {
    // Each of the three leaves 30.
    let engine =
        scripted(
            |before, sent| {
                if before < 3 { part(sent, |number| number % 100 < 70) } else { all(sent) }
            },
        );
    let found = batch_get(gets(0..300)).send(&engine.dynamo()).await.unwrap();
    assert_eq!(found, expected(0..300));
    let sent: Vec<usize> = engine.requests().iter().map(|sent| keys(sent).len()).collect();
    assert_eq!(sent, [100, 100, 100, 90]);
}

#[tokio::test(start_paused = true)]
async fn a_stream_ends_after_an_error_which_has_what_is_not_handed_over() {
    let engine = scripted(|_, sent| {
        if keys(sent).iter().any(|key| number(key) == 150) {
            Reply::error(400, "AccessDeniedException", "no")
        } else {
            all(sent)
        }
    });
    let mut orders = batch_get(gets(0..10_000)).concurrency(1).stream(&engine.dynamo());
    for number in 0..100 {
        let found = orders.next().await.unwrap().unwrap();
        assert_eq!(found, (number % 2 == 0).then(|| order(number)));
    }
    let Some(Err(Error::BatchGetIncomplete(rest))) = orders.next().await else {
        panic!("an error")
    };
    let rest = rest.into_rest::<Order, Order>().unwrap();
    assert_eq!(rest.unprocessed.len(), 100);
    assert_eq!(rest.unprocessed[0].0, 100);
    assert!(orders.next().await.is_none());
    assert_eq!(engine.requests().len(), 2);
}
