//! What is known of a write whose answers were lost.

use dynamorph::prelude::*;
use dynamorph::{Attempt, Error, Outcome};
use dynamorph_testing::{Engine, Fault, Faulty};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::support::told;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "counters")]
struct Counter {
    #[dynamo(partition_key)]
    name: String,
    count: u64,
    steps: Vec<u32>,
    #[dynamo(version)]
    version: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "notes")]
struct Note {
    #[dynamo(partition_key)]
    name: String,
    /// No part of the key, but made for this item.
    #[dynamo(auto)]
    id: Uuid,
    text: String,
}

async fn faulty<M: DynamoModel>() -> (Faulty, Dynamo) {
    let engine = Engine::from_env();
    engine.dynamo().ensure_table::<M>().await.unwrap();
    let faulty = engine.faulty();
    let db = faulty.dynamo();
    (faulty, db)
}

fn counter(name: &str) -> Counter {
    Counter { name: name.to_owned(), ..Counter::default() }
}

/// Every way in which an answer is lost.
fn losses() -> [Fault; 4] {
    [Fault::lost(), Fault::internal_error(), Fault::unavailable(), Fault::timeout()]
}

#[tokio::test]
async fn a_throttle_after_a_lost_answer_does_not_hide_it() {
    let (faulty, db) = faulty::<Counter>().await;
    faulty.on("PutItem").times(1).fail(Fault::lost().applied());
    faulty.on("PutItem").after(1).fail(Fault::throttled());
    let error = counter("a").create().send(&db).await.expect_err("no success was read");
    assert!(error.is_throttled() && error.is_retryable());
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.attempts()[..2], [Attempt::Lost, Attempt::Throttled]);
    faulty.calm();
    assert!(Counter::get("a").send(&db).await.unwrap().is_some());
}

#[tokio::test]
async fn refusals_alone_are_not_applied() {
    let (faulty, db) = faulty::<Counter>().await;
    faulty.on_any().fail(Fault::throttled());
    let error = counter("a").create().send(&db).await.expect_err("throttled");
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert!(error.attempts().iter().all(|attempt| *attempt == Attempt::Throttled));
    let error = Counter::get("a").send(&db).await.expect_err("throttled");
    assert_eq!((error.outcome(), error.attempts().len()), (Outcome::NotApplied, 3));
    faulty.calm();
    // No connection was made.
    faulty.on_any().fail(Fault::refused());
    let error = counter("a").create().send(&db).await.expect_err("nobody is there");
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert!(error.attempts().iter().all(|attempt| *attempt == Attempt::NotSent), "{error}");
    faulty.calm();
    assert_eq!(Counter::get("a").send(&db).await.unwrap(), None);
    let item: Counter = error.into_input().unwrap();
    assert_eq!(item, counter("a"));
}

#[tokio::test]
async fn a_condition_that_fails_after_a_lost_answer_is_no_conflict() {
    let (faulty, db) = faulty::<Counter>().await;
    for loss in losses() {
        let name = format!("{loss:?}");
        let made = counter(&name).create().send(&db).await.unwrap();
        let verbs: [&str; 3] = ["save", "update", "delete"];
        for verb in verbs {
            let read = Counter::get(&name).send(&db).await.unwrap();
            let read = read.unwrap_or_else(|| made.clone());
            faulty.on_any().times(1).fail(loss.clone().applied());
            let error = match verb {
                "save" => read.save().send(&db).await.err(),
                "update" => {
                    Counter::update(&read).set(Counter::STEPS, vec![1]).send(&db).await.err()
                }
                _ => Counter::delete(&read).send(&db).await.err(),
            };
            let error = error.unwrap_or_else(|| panic!("{verb} after {loss:?}"));
            assert!(matches!(error, Error::OutcomeUnknown(_)), "{verb} after {loss:?}: {error}");
            assert!(!error.is_condition_failed());
            assert_eq!(error.outcome(), Outcome::Unknown);
            // What is there shows what happened.
            let current: Option<Counter> = error.current().unwrap();
            assert_eq!(current.is_none(), verb == "delete");
        }
    }
}

#[tokio::test]
async fn a_create_knows_its_own_item_by_the_id_that_was_made_for_it() {
    let (faulty, db) = faulty::<Note>().await;
    let note = |name: &str| Note { name: name.to_owned(), text: "t".to_owned(), ..Note::default() };
    for loss in losses() {
        let name = format!("{loss:?}");
        faulty.on("PutItem").times(1).fail(loss.clone().applied());
        let made = note(&name).create().send(&db).await.unwrap();
        assert_eq!(Note::get(&name).one(&db).await.unwrap(), made);
        // An id that was given proves nothing: two writers may have the same.
        let given = Note { id: Uuid::from_u128(7), ..note(&format!("{name} given")) };
        faulty.on("PutItem").times(1).fail(loss.clone().applied());
        let error = given.create().send(&db).await.expect_err("it may be another's");
        assert!(matches!(error, Error::OutcomeUnknown(_)), "{error}");
        assert_eq!(error.into_input::<Note>().unwrap().id, Uuid::from_u128(7));
    }
    // Another writer's item is no success.
    let other = note("taken").create().send(&db).await.unwrap();
    faulty.on("PutItem").times(1).fail(Fault::lost());
    let error = note("taken").create().send(&db).await.expect_err("somebody has it");
    assert_eq!(error.current::<Note>().unwrap(), Some(other));
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn updates_that_are_not_idempotent_are_sent_once_after_a_loss() {
    let (faulty, db) = faulty::<Counter>().await;
    counter("a").create().send(&db).await.unwrap();
    let updates = || {
        [
            Counter::update("a").increment(Counter::COUNT, 1),
            Counter::update("a").add(Counter::COUNT, 1),
            Counter::update("a").set(Counter::COUNT, Counter::COUNT + 1),
            Counter::update("a").append(Counter::STEPS, [1]),
            Counter::update("a").prepend(Counter::STEPS, [1]),
            Counter::update("a").set(Counter::STEPS.at(9), 1),
            Counter::update("a").remove(Counter::STEPS.at(0)),
        ]
    };
    for (at, update) in updates().into_iter().enumerate() {
        faulty.take_requests();
        faulty.on("UpdateItem").times(1).fail(Fault::lost().applied());
        let error = update.send(&db).await.expect_err("no answer");
        assert_eq!(faulty.requests().len(), 1, "update {at}");
        assert_eq!(error.outcome(), Outcome::Unknown);
        faulty.calm();
    }
    let stored = Counter::get("a").one(&db).await.unwrap();
    assert_eq!((stored.count, stored.steps.len()), (3, 2));
    // A throttle did nothing, so it is sent again.
    for update in updates() {
        faulty.take_requests();
        faulty.on("UpdateItem").times(2).fail(Fault::throttled());
        update.send(&db).await.unwrap();
        assert_eq!(faulty.requests().len(), 3);
    }
}

#[tokio::test]
async fn updates_that_are_idempotent_are_sent_again() {
    let (faulty, db) = faulty::<Counter>().await;
    counter("a").create().send(&db).await.unwrap();
    let updates = [
        Counter::update("a").set(Counter::STEPS, vec![1, 2]),
        Counter::update("a").set_if_not_exists(Counter::COUNT, 1),
    ];
    for update in updates {
        faulty.take_requests();
        faulty.on("UpdateItem").times(1).fail(Fault::lost().applied());
        update.send(&db).await.unwrap();
        assert_eq!(faulty.requests().len(), 2);
    }
}

#[tokio::test]
async fn writes_that_answer_the_old_item_are_not_sent_again_after_a_loss() {
    let (faulty, db) = faulty::<Note>().await;
    let note = |text: &str| Note { name: "a".to_owned(), text: text.to_owned(), ..Note::default() };
    note("old").create().send(&db).await.unwrap();
    faulty.on("PutItem").times(1).fail(Fault::lost().applied());
    // A second put would answer what the first one wrote.
    let error = note("new").save().returning_old().send(&db).await.expect_err("no answer");
    assert_eq!(error.outcome(), Outcome::Unknown);
    faulty.on("DeleteItem").times(1).fail(Fault::lost().applied());
    let error = Note::delete("a").returning_old().send(&db).await.expect_err("no answer");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(Note::get("a").send(&db).await.unwrap(), None);
}

#[tokio::test]
async fn an_answer_that_does_not_read_is_of_a_write_that_was_applied_or_may_have_been() {
    let (faulty, db) = faulty::<Note>().await;
    let note = || Note { name: "a".to_owned(), text: "t".to_owned(), ..Note::default() };
    for fault in [Fault::empty().applied(), Fault::not_json().applied()] {
        faulty.on("PutItem").times(1).fail(fault.clone());
        let error = note().save().send(&db).await.expect_err("no answer of DynamoDB's");
        assert!(matches!(error, Error::MalformedResponse { .. }), "{fault:?}: {error}");
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(error.attempts(), [Attempt::Unreadable]);
    }
    // The old item does not fit the model: the write is done.
    let raw = [("name", "a")].map(|(name, text)| (name.to_owned(), super::support::s(text)));
    super::support::put_raw::<Note>(&db, raw.into_iter().collect()).await;
    let error = note().save().returning_old().send(&db).await.expect_err("it has no text");
    assert!(matches!(error, Error::Decode { .. }), "{error}");
    assert_eq!(error.outcome(), Outcome::Applied);
    assert!(Note::get("a").send(&db).await.unwrap().is_some());
}

#[tokio::test]
async fn exactly_once_is_once_and_answers_as_the_builder_alone() {
    let (faulty, db) = faulty::<Counter>().await;
    counter("a").create().send(&db).await.unwrap();
    for loss in losses() {
        faulty.on("TransactWriteItems").times(2).fail(loss.applied());
        let once = Counter::update("a").increment(Counter::COUNT, 1).exactly_once();
        once.send(&db).await.unwrap();
    }
    let stored = Counter::get("a").one(&db).await.unwrap();
    assert_eq!(stored.count, 4);
    let saved =
        Counter { count: 9, ..stored.clone() }.save().exactly_once().send(&db).await.unwrap();
    assert_eq!((saved.version, saved.count), (stored.version + 1, 9));
    // Refusals are those of the verbs.
    let stale = stored.clone().save().exactly_once().send(&db).await.expect_err("an old version");
    assert!(matches!(stale, Error::VersionConflict(_)), "{stale}");
    assert_eq!(stale.current::<Counter>().unwrap(), Some(saved));
    let Ok(transaction) = stale.into_transaction() else { panic!("an error without its write") };
    let operations = transaction.into_operations();
    assert_eq!(operations[0].item::<Counter>(), Some(&stored));
    let missing = Counter::update("b").increment(Counter::COUNT, 1).exactly_once().send(&db).await;
    assert!(matches!(missing, Err(Error::NotFound(_))));
    let taken = counter("a").create().exactly_once().send(&db).await.expect_err("it is there");
    assert!(matches!(taken, Error::ConditionFailed(_)), "{}", told(&taken));
    assert_eq!(taken.outcome(), Outcome::NotApplied);
    faulty.calm();
}
