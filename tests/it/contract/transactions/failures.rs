//! Transactions under failures of the service and the network.

use std::time::Duration;

use dynamorph::prelude::*;
use dynamorph::{Deadline, Error, InvalidRequest, Outcome, transact_get, transact_write};
use dynamorph_testing::{Engine, Fault, Faulty};

use super::models::{Account, Bank, account};

/// The table, and a handle on it that faults come before.
async fn faulty() -> (Faulty, Dynamo) {
    let engine = Engine::from_env();
    engine.dynamo().ensure_table::<Bank>().await.unwrap();
    let faulty = engine.faulty();
    let db = faulty.dynamo();
    (faulty, db)
}

fn tokens(faulty: &Faulty) -> Vec<String> {
    let requests = faulty.requests().of("TransactWriteItems");
    let token = |json: serde_json::Value| json["ClientRequestToken"].as_str().unwrap().to_owned();
    requests.iter().map(|request| token(request.json())).collect()
}

#[tokio::test]
async fn tx_token_stable_across_retries() {
    let (faulty, db) = faulty().await;
    account("a", 0).create().send(&db).await.unwrap();
    let rules = [
        Fault::lost().applied(),
        Fault::internal_error(),
        Fault::in_progress(),
        Fault::throttled(),
    ];
    for (at, fault) in rules.into_iter().enumerate() {
        faulty.on("TransactWriteItems").nth(at).fail(fault);
    }
    let add = || Account::update("a").increment(Account::BALANCE, 1);
    transact_write((add(),)).send(&db).await.unwrap();
    assert_eq!(Account::get("a").one(&db).await.unwrap().balance, 1);
    let sent = tokens(&faulty);
    assert_eq!(sent.len(), 5);
    assert!(sent.iter().all(|token| *token == sent[0] && token.len() == 36));
    let bodies = faulty.requests().of("TransactWriteItems");
    assert!(bodies.iter().all(|request| request.json() == bodies[0].json()));
    // Another transaction has another one.
    transact_write((add(),)).send(&db).await.unwrap();
    assert_ne!(tokens(&faulty)[5], sent[0]);
}

#[tokio::test]
async fn contention_is_waited_out_and_nothing_else() {
    let (faulty, db) = faulty().await;
    let contention = Fault::canceled(["None", "TransactionConflict"]);
    faulty.on("TransactWriteItems").times(3).fail(contention);
    let pair = || (account("a", 1).save(), account("b", 1).save());
    transact_write(pair()).send(&db).await.unwrap();
    assert_eq!(faulty.take_requests().of("TransactWriteItems").len(), 4);
    // Reads are waited for alike.
    faulty.on("TransactGetItems").times(2).fail(Fault::canceled(["TransactionConflict", "None"]));
    let (a, b) = transact_get((Account::get("a"), Account::get("b"))).send(&db).await.unwrap();
    assert!(a.is_some() && b.is_some());
    assert_eq!(faulty.take_requests().of("TransactGetItems").len(), 3);
}

#[tokio::test]
async fn tx_mixed_reasons_not_retried() {
    let (faulty, db) = faulty().await;
    let mixed = Fault::canceled(["TransactionConflict", "ConditionalCheckFailed"]);
    faulty.on("TransactWriteItems").times(1).fail(mixed);
    let pair = (account("a", 1).create(), account("b", 1).create());
    let error = transact_write(pair).send(&db).await.expect_err("one will not go away");
    assert!(!error.is_retryable());
    assert_eq!(faulty.requests().len(), 1);
    let Error::TransactionCanceled(canceled) = error else { panic!("another error") };
    assert!(canceled.reasons[0].code.is_contention() && canceled.reasons[0].error.is_none());
    assert!(canceled.reasons[1].error.is_some());
}

#[tokio::test]
async fn a_transaction_whose_outcome_is_unknown_is_settled_by_sending_it_again() {
    let (faulty, db) = faulty().await;
    account("a", 0).create().send(&db).await.unwrap();
    // Applied, and every answer lost; the deadline ends it.
    faulty.on("TransactWriteItems").fail(Fault::lost().applied());
    let soon = db.with_deadline(Deadline::after(Duration::from_millis(700)));
    let add = Account::update("a").increment(Account::BALANCE, 1);
    let error = transact_write((add,)).send(&soon).await.expect_err("no answer");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(error.attempts().len() > 1);
    assert!(error.attempts().iter().all(|attempt| attempt.is_ambiguous()));
    faulty.calm();
    let Ok(failed) = error.into_transaction() else { panic!("an error without its transaction") };
    failed.send(&db).await.unwrap();
    assert_eq!(Account::get("a").one(&db).await.unwrap().balance, 1);
}

#[tokio::test]
async fn a_token_of_ones_own_covers_the_next_run_of_a_program() {
    let (_faulty, db) = faulty().await;
    account("a", 0).create().send(&db).await.unwrap();
    let raise = |by| Account::update("a").increment(Account::BALANCE, by);
    let run = |by| transact_write((raise(by),)).token("raise-2026-11");
    for _ in 0..3 {
        run(5).send(&db).await.unwrap();
    }
    assert_eq!(Account::get("a").one(&db).await.unwrap().balance, 5);
    let error = run(6).send(&db).await.expect_err("another content under the same token");
    assert_eq!(error.code(), Some("IdempotentParameterMismatchException"));
    assert_eq!(error.outcome(), Outcome::NotApplied);
    raise(1).exactly_once().token("raise-2026-12").send(&db).await.unwrap();
    raise(1).exactly_once().token("raise-2026-12").send(&db).await.unwrap();
    assert_eq!(Account::get("a").one(&db).await.unwrap().balance, 6);
}

#[tokio::test]
async fn an_unknown_outcome_of_one_write_is_settled_by_its_token() {
    let (faulty, db) = faulty().await;
    account("a", 0).create().send(&db).await.unwrap();
    faulty.on("TransactWriteItems").fail(Fault::lost().applied());
    let soon = db.with_deadline(Deadline::after(Duration::from_millis(500)));
    let add = Account::update("a").increment(Account::BALANCE, 1).exactly_once();
    let error = add.send(&soon).await.expect_err("no answer");
    assert_eq!(error.outcome(), Outcome::Unknown);
    faulty.calm();
    error.into_transaction().unwrap().send(&db).await.unwrap();
    assert_eq!(Account::get("a").one(&db).await.unwrap().balance, 1);
}

#[tokio::test]
async fn answers_that_all_are_empty_leave_the_outcome_unknown() {
    let (faulty, db) = faulty().await;
    account("a", 0).create().send(&db).await.unwrap();
    for fault in [Fault::empty().applied(), Fault::not_json()] {
        faulty.on("TransactWriteItems").fail(fault);
        let soon = db.with_deadline(Deadline::after(Duration::from_millis(500)));
        let add = Account::update("a").increment(Account::BALANCE, 1);
        let error = transact_write((add,)).send(&soon).await.expect_err("no answer");
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert!(error.attempts().iter().all(|attempt| attempt.is_ambiguous()));
        faulty.calm();
    }
    assert_eq!(Account::get("a").one(&db).await.unwrap().balance, 1);
}

#[tokio::test]
async fn an_item_that_a_transaction_holds_is_written_a_little_later() {
    let (faulty, db) = faulty().await;
    let conflict =
        Fault::error(400, "TransactionConflictException", "a transaction holds the item");
    faulty.on("PutItem").times(2).fail(conflict);
    account("a", 1).create().send(&db).await.unwrap();
    assert_eq!(faulty.requests().of("PutItem").len(), 3);
}

#[tokio::test]
async fn what_is_no_answer_is_no_success() {
    let (faulty, db) = faulty().await;
    for fault in [Fault::empty(), Fault::not_json()] {
        let put =
            || Account::update("a").set(Account::OWNER, "ben").set(Account::BALANCE, 0).upsert();
        faulty.on("TransactWriteItems").times(1).fail(fault.clone());
        faulty.on("TransactGetItems").times(1).fail(fault.clone());
        // It is sent again, since its token makes that safe.
        transact_write((put(),)).send(&db).await.unwrap();
        let (found,) = transact_get((Account::get("a"),)).send(&db).await.unwrap();
        assert!(found.is_some());
        assert_eq!(faulty.take_requests().len(), 4, "{fault:?}");
    }
    // Of other requests, it is an error.
    faulty.on("GetItem").times(1).fail(Fault::empty());
    let error = Account::get("a").send(&db).await.expect_err("not `None`");
    assert!(matches!(error, Error::MalformedResponse { .. }), "{error}");
    assert_eq!(error.outcome(), Outcome::NotApplied);
}

#[tokio::test]
async fn refusals_of_the_service_end_a_transaction_at_once() {
    let (faulty, db) = faulty().await;
    faulty.on("TransactWriteItems").times(1).fail(Fault::error(400, "AccessDeniedException", "no"));
    let error = transact_write((account("a", 1).create(),)).send(&db).await.expect_err("no access");
    assert_eq!(
        (error.code(), error.outcome()),
        (Some("AccessDeniedException"), Outcome::NotApplied)
    );
    assert_eq!(faulty.requests().len(), 1);
    let refused = transact_write(Vec::<dynamorph::WriteOp>::new()).send(&db).await;
    assert!(matches!(refused, Err(Error::InvalidRequest(_, InvalidRequest::Empty(_)))));
}
