//! Transactions that are refused: before a request, and by DynamoDB.

use dynamorph::prelude::*;
use dynamorph::{CancellationCode, Error, InvalidRequest, Outcome, WriteOp, transact_write};
use dynamorph_testing::Engine;

use super::models::{Account, Audit, Bank, Entry, Session, account, entry};
use crate::contract::support::{attributes, put_raw, s, table, told};

fn reason(error: Error) -> InvalidRequest {
    match error {
        Error::InvalidRequest(_, reason) => reason,
        other => panic!("another error: {other}"),
    }
}

#[tokio::test]
async fn tx_over_100_refused() {
    let faulty = Engine::from_env().faulty();
    let db = faulty.dynamo();
    let entries: Vec<_> = (0..101).map(|amount| entry("a", amount).create()).collect();
    let error = transact_write(entries).send(&db).await.expect_err("it is not split");
    assert_eq!(error.outcome(), Outcome::NotApplied);
    // The operations come back, as they were given.
    let Ok(failed) = error.into_transaction() else { panic!("an error without its transaction") };
    let operations = failed.into_operations();
    assert_eq!(operations.len(), 101);
    let amounts =
        operations.iter().map(|op| op.item::<Entry>().map(|entry| (entry.amount, entry.made)));
    assert!(amounts.eq((0..101).map(|amount| Some((amount, 0)))));
    assert!(faulty.requests().is_empty());
}

#[tokio::test]
async fn tx_same_item_twice_refused() {
    let faulty = Engine::from_env().faulty();
    let db = faulty.dynamo();
    let twice = transact_write((
        account("a", 1).create(),
        Account::check("b"),
        Account::update("a").set(Account::OWNER, "ben"),
    ));
    let error = twice.send(&db).await.expect_err("two operations on one item");
    assert_eq!(reason(error), InvalidRequest::SameItem { first: 0, second: 2 });
    let check = transact_write((Account::check("a"), Account::delete("a")));
    let error = check.send(&db).await.expect_err("a check is an operation too");
    assert_eq!(reason(error), InvalidRequest::SameItem { first: 0, second: 1 });
    assert!(faulty.requests().is_empty());
}

#[tokio::test]
async fn nothing_too_much_and_bad_tokens_are_refused_before_any_request() {
    let faulty = Engine::from_env().faulty();
    let db = faulty.dynamo();
    let nothing = transact_write(Vec::<WriteOp>::new()).send(&db).await;
    assert_eq!(reason(nothing.expect_err("nothing")), InvalidRequest::Empty("transact_write"));
    for token in [String::new(), "x".repeat(37)] {
        let bad = transact_write([Account::delete("a")]).token(&token).send(&db).await;
        assert_eq!(reason(bad.expect_err("no token")), InvalidRequest::Token(token.len()));
    }
    let large = |id| Audit { id, text: "x".repeat(399_000) };
    let large: Vec<_> = (0..11).map(|id| large(id).create()).collect();
    let error = transact_write(large).send(&db).await.expect_err("4 MB");
    assert!(matches!(reason(error), InvalidRequest::TransactionSize(size) if size > 4_194_304));
    let customized =
        transact_write([account("a", 1).create().customize(|sdk| sdk)]).send(&db).await;
    assert_eq!(reason(customized.expect_err("customized")), InvalidRequest::CustomizedInGroup);
    let customized = Account::update("a").set(Account::OWNER, "b").customize(|sdk| sdk);
    let customized = transact_write([customized]).send(&db).await;
    assert_eq!(reason(customized.expect_err("customized")), InvalidRequest::CustomizedInGroup);
    assert!(faulty.requests().is_empty());
}

#[tokio::test]
async fn an_operation_that_cannot_be_sent_stops_all_and_changes_nothing() {
    let (engine, plain) = table::<Bank>().await;
    let faulty = engine.faulty();
    let db = faulty.dynamo();
    let broken =
        Account::update("b").increment(Account::BALANCE, 1).condition(attr("a b..").exists());
    let error = transact_write((account("a", 1).create(), broken)).send(&db).await;
    let error = error.expect_err("a path that is none");
    let Ok(failed) = error.into_transaction() else { panic!("an error without its transaction") };
    let operations = failed.into_operations();
    assert_eq!(operations[0].item::<Account>().map(|account| account.version), Some(0));
    let empty = transact_write((Account::delete(""), account("a", 1).create())).send(&db).await;
    assert!(matches!(empty, Err(Error::Key { .. })));
    assert!(faulty.requests().is_empty());
    assert_eq!(Account::get("a").send(&plain).await.unwrap(), None);
}

#[tokio::test]
async fn tx_reason_alignment() {
    let (_, db) = table::<Bank>().await;
    let first = account("versioned", 1).create().send(&db).await.unwrap();
    Account::update("versioned").increment(Account::BALANCE, 1).send(&db).await.unwrap();
    account("poor", 3).create().send(&db).await.unwrap();
    let other = [("pk", s("ACCOUNT#other")), ("sk", s("ACCOUNT")), ("type", s("ENTRY"))];
    put_raw::<Bank>(&db, attributes(other)).await;
    let expired = Session { id: "past".to_owned(), ends: Some(1_000) };
    expired.clone().save().send(&db).await.unwrap();

    let error = transact_write((
        account("new", 1).create(),
        first.clone().save(),
        Account::update("poor").increment(Account::BALANCE, -5).condition(Account::BALANCE.ge(5)),
        Account::update("missing").set(Account::OWNER, "x"),
        Account::delete("other"),
        Session::update("past").set(Session::ENDS, 2_000),
        expired.upsert(),
        Account::check("poor").absent(),
    ));
    // Two of them are on one item.
    assert!(matches!(error.send(&db).await, Err(Error::InvalidRequest(..))));

    let canceled = transact_write((
        account("new", 1).create(),
        first.save(),
        Account::update("poor").increment(Account::BALANCE, -5).condition(Account::BALANCE.ge(5)),
        Account::update("missing").set(Account::OWNER, "x"),
        Account::delete("other"),
        Session::update("past").set(Session::ENDS, 2_000),
        account("last", 1).create(),
    ))
    .send(&db)
    .await
    .expect_err("much is wrong");
    assert_eq!(canceled.outcome(), Outcome::NotApplied);
    assert!(!canceled.is_retryable());
    let text = told(&canceled);
    let Error::TransactionCanceled(canceled) = canceled else { panic!("{text}") };
    let kinds: Vec<_> = canceled
        .reasons
        .iter()
        .map(|reason| match &reason.error {
            None => "fine",
            Some(Error::VersionConflict(_)) => "version",
            Some(Error::ConditionFailed(_)) => "condition",
            Some(Error::NotFound(_)) => "missing",
            Some(Error::WrongEntity(_)) => "entity",
            Some(_) => "other",
        })
        .collect();
    let expected = ["fine", "version", "condition", "missing", "entity", "missing", "fine"];
    assert_eq!(kinds, expected, "{text}");
    let codes: Vec<_> = canceled.reasons.iter().map(|reason| reason.code).collect();
    assert_eq!(codes[0], CancellationCode::None);
    assert_eq!(codes[1], CancellationCode::ConditionalCheckFailed);
    assert_eq!(canceled.reasons[2].current::<Account>().unwrap().map(|poor| poor.balance), Some(3));
    assert_eq!(canceled.reasons[1].current::<Account>().unwrap().map(|item| item.version), Some(2));
    assert_eq!(canceled.reasons[3].current::<Account>().unwrap(), None);
    assert!(canceled.reasons[4].current::<Account>().is_err());
    assert_eq!(
        canceled.reasons.iter().map(|reason| reason.entity).collect::<Vec<_>>()[5],
        "SESSION"
    );
    // Nothing was written, and nothing of an item is told.
    for id in ["new", "last", "missing"] {
        assert_eq!(Account::get(id).send(&db).await.unwrap(), None);
    }
    assert!(!text.contains("versioned") && !text.contains("poor"), "{text}");
}

#[tokio::test]
async fn a_canceled_transaction_gives_its_operations_back_as_they_were() {
    let (_, db) = table::<Bank>().await;
    account("there", 1).create().send(&db).await.unwrap();
    let error =
        transact_write((account("new", 1).create(), account("there", 2).create())).send(&db).await;
    let Ok(failed) = error.expect_err("one is there").into_transaction() else {
        panic!("no transaction")
    };
    assert!(failed.token().is_some());
    let mut operations = failed.into_operations();
    assert_eq!(operations[0].item::<Account>().map(|account| account.version), Some(0));
    operations.pop();
    transact_write(operations).send(&db).await.unwrap();
    assert_eq!(Account::get("new").one(&db).await.unwrap().version, 1);
}
