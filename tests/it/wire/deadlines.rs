//! Deadlines and time limits, on a paused clock.

use std::time::{Duration, SystemTime};

use dynamorph::prelude::*;
use dynamorph::{Attempt, Deadline, Error, InvalidRequest, Outcome, transact_write};
use dynamorph_testing::{Embedded, Fault, Faulty};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "drops")]
struct Drop {
    #[dynamo(partition_key)]
    id: u32,
    text: String,
}

async fn faulty() -> (Faulty, Dynamo) {
    let engine = Embedded::memory();
    let db = engine.dynamo();
    db.ensure_table::<Drop>().await.expect("a table");
    for id in 0..3 {
        Drop { id, ..Drop::default() }.save().send(&db).await.expect("a drop");
    }
    let faulty = engine.faulty();
    let db = faulty.dynamo();
    (faulty, db)
}

fn drop_of(id: u32) -> Drop {
    Drop { id, text: "t".to_owned() }
}

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn servers_that_hang_do_not_hang_the_caller() {
    let (faulty, db) = faulty().await;
    faulty.on_any().fail(Fault::hang());
    let limit = 31 * SECOND;
    let begun = Instant::now();
    let errors = [
        drop_of(1).save().send(&db).await.expect_err("put"),
        Drop::get(1).send(&db).await.expect_err("get"),
        Drop::update(1).set(Drop::TEXT, "x").send(&db).await.expect_err("update"),
        Drop::delete(1).send(&db).await.expect_err("delete"),
        Drop::scan().all(&db).await.expect_err("scan"),
        transact_write((drop_of(1).save(),)).send(&db).await.expect_err("transaction"),
    ];
    assert!(begun.elapsed() < 3 * limit, "{:?}", begun.elapsed());
    for error in &errors {
        assert!(matches!(error, Error::Timeout(_)), "{error}");
        assert!(error.is_retryable());
        assert!(error.attempts().iter().all(|attempt| *attempt == Attempt::TimedOut), "{error}");
    }
    let outcomes = errors.map(|error| error.outcome());
    let (unknown, none) = (Outcome::Unknown, Outcome::NotApplied);
    assert_eq!(outcomes, [unknown, none, unknown, unknown, none, unknown]);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_shortens_every_request() {
    let (faulty, db) = faulty().await;
    faulty.on_any().fail(Fault::hang());
    for seconds in [1, 2, 8] {
        let deadline = Deadline::after(seconds * SECOND).margin(Duration::from_millis(100));
        let by = Instant::now() + seconds * SECOND;
        let db = db.with_deadline(deadline);
        let error = drop_of(1).save().send(&db).await.expect_err("nobody answers");
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert!(Instant::now() <= by, "{seconds} s");
        let error = transact_write((drop_of(1).save(),)).send(&db).await.expect_err("nor here");
        assert!(Instant::now() <= by, "{seconds} s: {error}");
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_when_the_deadline_is_near() {
    let (faulty, db) = faulty().await;
    let late = db.with_deadline(Deadline::after(Duration::from_millis(250)));
    let errors = [
        drop_of(7).save().send(&late).await.expect_err("put"),
        Drop::get(1).send(&late).await.expect_err("get"),
        Drop::scan().all(&late).await.expect_err("scan"),
        transact_write((drop_of(7).save(),)).send(&late).await.expect_err("transaction"),
    ];
    for error in errors {
        assert!(matches!(error, Error::DeadlineExceeded(_)), "{error}");
        assert_eq!((error.outcome(), error.attempts().len()), (Outcome::NotApplied, 0));
    }
    assert!(faulty.requests().is_empty());
    let past = db.with_deadline(Deadline::from_epoch_millis(1_000));
    assert!(Drop::get(1).send(&past).await.is_err());
    let soon = db.with_deadline(Deadline::after(SECOND));
    assert!(Drop::get(1).send(&soon).await.expect("there is time").is_some());
    let epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("it is past 1970");
    let in_an_hour = u64::try_from(epoch.as_millis()).expect("a date") + 3_600_000;
    let later = db.with_deadline(Deadline::from_epoch_millis(in_an_hour));
    assert!(Drop::get(1).send(&later).await.expect("there is an hour").is_some());
}

#[tokio::test(start_paused = true)]
async fn a_token_that_dynamodb_may_have_forgotten_is_not_sent_again() {
    let (faulty, db) = faulty().await;
    faulty.on("TransactWriteItems").fail(Fault::unavailable());
    let error = transact_write((drop_of(7).save(),)).send(&db).await.expect_err("nobody answers");
    faulty.calm();
    let failed = error.into_transaction().expect("a transaction");
    tokio::time::sleep(8 * 60 * SECOND).await;
    faulty.on("TransactWriteItems").fail(Fault::unavailable());
    let error = failed.send(&db).await.expect_err("nobody answers");
    faulty.calm();
    tokio::time::sleep(60 * SECOND).await;
    faulty.take_requests();
    let error = error.into_transaction().expect("a transaction").send(&db).await;
    let error = error.expect_err("its first attempt was nine minutes ago");
    assert!(matches!(error, Error::InvalidRequest(_, InvalidRequest::TokenTooOld)), "{error}");
    assert!(faulty.requests().is_empty());
    // Its operations make another transaction.
    let operations = error.into_transaction().expect("a transaction").into_operations();
    transact_write(operations).send(&db).await.expect("a new token");
    assert!(Drop::get(7).send(&db).await.expect("an answer").is_some());
}

#[tokio::test(start_paused = true)]
async fn pages_stop_at_the_deadline() {
    let (faulty, db) = faulty().await;
    faulty.on("Scan").fail(Fault::slow(SECOND));
    let db = db.with_deadline(Deadline::after(2 * SECOND + SECOND / 2));
    let error = Drop::scan().page_size(1).all(&db).await.expect_err("four pages take four seconds");
    assert!(matches!(error, Error::DeadlineExceeded(_) | Error::Timeout(_)), "{error}");
}

#[tokio::test(start_paused = true)]
async fn what_is_dropped_sends_nothing_more() {
    let (faulty, db) = faulty().await;
    faulty.on_any().fail(Fault::unavailable());
    let put = drop_of(1).save().send(&db);
    assert!(tokio::time::timeout(Duration::from_millis(1), put).await.is_err());
    let sent = faulty.requests().len();
    tokio::time::sleep(60 * SECOND).await;
    assert_eq!(faulty.requests().len(), sent);
    // One that was never polled sends nothing at all.
    faulty.take_requests();
    std::mem::drop(drop_of(1).save().send(&db));
    tokio::time::sleep(60 * SECOND).await;
    assert!(faulty.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_transaction_waits_with_growing_jitter_for_as_long_as_it_may() {
    let (faulty, db) = faulty().await;
    faulty.on("TransactWriteItems").fail(Fault::canceled(["TransactionConflict"]));
    let begun = Instant::now();
    let error = transact_write((drop_of(1).save(),)).send(&db).await.expect_err("no end");
    assert!(error.is_retryable());
    let requests = faulty.requests().of("TransactWriteItems");
    assert_eq!(requests.len(), 9);
    let most = [50, 100, 200, 400, 800, 1_600, 2_000, 2_000].map(Duration::from_millis);
    let pauses = requests.pauses();
    assert!(pauses.iter().zip(most).all(|(pause, most)| *pause <= most), "{pauses:?}");
    assert!(begun.elapsed() <= 10 * SECOND && begun.elapsed() > SECOND / 5);
    // One that another request is still at work on is waited for: the service takes five seconds to finish it.
    faulty.calm();
    faulty.take_requests();
    faulty.on("TransactWriteItems").fail(Fault::in_progress());
    let begun = Instant::now();
    let error = transact_write((drop_of(1).save(),)).send(&db).await.expect_err("no end");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(begun.elapsed() > 7 * SECOND, "{:?}", begun.elapsed());
}
