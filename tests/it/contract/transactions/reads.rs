//! What read transactions answer.

use dynamorph::prelude::*;
use dynamorph::{Error, InvalidRequest, transact_get};
use dynamorph_testing::Engine;

use super::models::{Account, Audit, Bank, Entry, Session, account, entry};
use crate::contract::support::{attributes, put_raw, s, table};

#[tokio::test]
async fn tx_get_missing_item_alignment() {
    let (_, db) = table::<Bank>().await;
    account("a", 1).create().send(&db).await.unwrap();
    account("c", 3).create().send(&db).await.unwrap();
    let gets: Vec<_> = ["x", "a", "y", "c", "z"].into_iter().map(Account::get).collect();
    let found = transact_get(gets).send(&db).await.unwrap();
    let balances: Vec<_> =
        found.into_iter().map(|found| found.map(|account| account.balance)).collect();
    assert_eq!(balances, [None, Some(1), None, Some(3), None]);
    let [missing, there] =
        transact_get([Account::get("b"), Account::get("a")]).send(&db).await.unwrap();
    assert!(missing.is_none() && there.is_some());
}

#[tokio::test]
async fn a_tuple_answers_a_tuple_of_options() {
    let engine = Engine::from_env();
    let db = engine.dynamo();
    db.ensure_table::<Bank>().await.unwrap();
    db.ensure_table::<Audit>().await.unwrap();
    let made = account("a", 1).create().send(&db).await.unwrap();
    let selected_entry = entry("a", 5).create().send(&db).await.unwrap();
    let entry = entry("a", 6).create().send(&db).await.unwrap();
    let (account, missing, selected, wide, audit) = transact_get((
        Account::get("a"),
        Account::get("b"),
        Entry::get(&selected_entry).select((Entry::AMOUNT, Entry::MADE)),
        Entry::get(&entry).widen::<Bank>(),
        Audit::get(1),
    ))
    .send(&db)
    .await
    .unwrap();
    assert_eq!((account, missing), (Some(made), None));
    assert_eq!(selected, Some((5, Some(selected_entry.made))));
    assert_eq!(wide, Some(Bank::Entry(entry)));
    assert_eq!(audit, None);
}

#[tokio::test]
async fn ttl_expired_hidden_in_tx() {
    let (_, db) = table::<Bank>().await;
    let past = Session { id: "past".to_owned(), ends: Some(1_000) };
    past.save().send(&db).await.unwrap();
    let (hidden, shown) =
        transact_get((Session::get("past"), Session::get("other"))).send(&db).await.unwrap();
    assert_eq!((hidden, shown), (None, None));
    let (shown,) = transact_get((Session::get("past").include_expired(),)).send(&db).await.unwrap();
    assert!(shown.is_some());
}

#[tokio::test]
async fn items_that_do_not_fit_are_errors_as_of_a_get() {
    let (_, db) = table::<Bank>().await;
    let other = [("pk", s("ACCOUNT#a")), ("sk", s("ACCOUNT")), ("type", s("ENTRY"))];
    put_raw::<Bank>(&db, attributes(other)).await;
    let error = transact_get((Account::get("a"),)).send(&db).await.expect_err("it is an entry");
    assert!(matches!(error, Error::WrongEntity(_)), "{error}");
    let broken = [("pk", s("ACCOUNT#b")), ("sk", s("ACCOUNT")), ("type", s("ACCOUNT"))];
    put_raw::<Bank>(&db, attributes(broken)).await;
    let error = transact_get((Account::get("b"),)).send(&db).await.expect_err("it has no id");
    assert!(matches!(error, Error::Decode { .. }), "{error}");
}

#[tokio::test]
async fn what_dynamodb_would_refuse_is_refused_before_any_request() {
    let engine = Engine::from_env();
    let faulty = engine.faulty();
    let db = faulty.dynamo();
    let of = |error: Error| match error {
        Error::InvalidRequest(_, reason) => reason,
        other => panic!("another error: {other}"),
    };
    let none = transact_get(Vec::<dynamorph::Get<Account>>::new()).send(&db).await;
    assert_eq!(of(none.expect_err("nothing")), InvalidRequest::Empty("transact_get"));
    let ids: Vec<String> = (0..101).map(|id| id.to_string()).collect();
    let many = transact_get(ids.iter().map(Account::get).collect::<Vec<_>>()).send(&db).await;
    let too_many = InvalidRequest::TooManyOperations { count: 101, most: 100 };
    assert_eq!(of(many.expect_err("too many")), too_many);
    let twice =
        transact_get((Account::get("a"), Entry::get(("a", uuid::Uuid::nil())), Account::get("a")));
    assert!(twice.send(&db).await.is_err());
    let twice =
        transact_get([Account::get("a"), Account::get("b"), Account::get("a")]).send(&db).await;
    assert_eq!(of(twice.expect_err("twice")), InvalidRequest::SameItem { first: 0, second: 2 });
    let customized = transact_get([Account::get("a").customize(|sdk| sdk)]).send(&db).await;
    assert_eq!(of(customized.expect_err("customized")), InvalidRequest::CustomizedInGroup);
    assert!(faulty.requests().is_empty());
}
