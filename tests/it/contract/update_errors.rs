//! Updates that cannot be: what is refused before any request, and what the service says of the item.

use std::collections::BTreeSet;

use dynamorph::prelude::*;
use dynamorph::{Error, ExpressionError, InvalidRequest, Update};
use dynamorph_testing::{Engine, Reply, Scripted};

use super::support::{get_raw, put_raw, s, table, watched};
use super::update_actions::{Account, Inner, account};

type Case = (&'static str, fn(Update<Account>) -> Update<Account>);

/// Whether an error is the one.
type IsExpected = fn(&Error) -> bool;

async fn refused(cases: Vec<Case>, is_expected: fn(&ExpressionError) -> bool) {
    let (db, requests) = watched(&Engine::from_env());
    for (case, update) in cases {
        let update = update(Account::update("a"));
        let explained = update.explain().to_string();
        match update.send(&db).await {
            Err(Error::InvalidRequest(_, InvalidRequest::Expression(error))) => {
                assert!(is_expected(&error), "{case}: {error}");
                assert!(explained.contains(&error.to_string()), "{case}: {explained}");
            }
            other => panic!("{case}: {other:?}"),
        }
    }
    requests.assert_none("refused updates");
}

#[tokio::test]
async fn actions_that_meet_are_refused_before_any_request() {
    refused(
        vec![
            ("set twice", |u| u.set(Account::NAME, "a").set(Account::NAME, "a")),
            ("set and remove", |u| u.set(Account::NOTE, "a").remove(Account::NOTE)),
            ("set and add", |u| u.set(Account::VISITS, 1).add(Account::VISITS, 1)),
            ("add and increment", |u| u.add(Account::VISITS, 1).increment(Account::VISITS, 1)),
            ("add twice to a number", |u| u.add(Account::VISITS, 1).add(Account::VISITS, 1)),
            ("add and delete", |u| u.add(Account::TAGS, ["a"]).delete(Account::TAGS, ["b"])),
            ("remove twice", |u| u.remove(Account::NOTE).remove(Account::NOTE)),
            ("both ends of a list", |u| {
                u.append(Account::LOG, ["y".to_owned()]).prepend(Account::LOG, ["z".to_owned()])
            }),
            ("both ends and again", |u| {
                let u = u.prepend(Account::LOG, ["y".to_owned()]);
                u.append(Account::LOG, ["z".to_owned()]).prepend(Account::LOG, ["y".to_owned()])
            }),
            ("set and append", |u| {
                u.set(Account::LOG, vec![]).append(Account::LOG, ["y".to_owned()])
            }),
            ("an attribute and its member", |u| {
                u.set(Account::INNER, Inner::default()).set(Account::INNER.dot(Inner::COUNT), 1)
            }),
            ("a member and its attribute", |u| {
                u.set(Account::INNER.dot(Inner::COUNT), 1).remove(Account::INNER)
            }),
            ("an element and its member", |u| {
                u.remove(Account::LINES.at(0)).set(Account::LINES.at(0).dot(Inner::COUNT), 1)
            }),
            ("two spellings", |u| u.set(Account::MAP.key("k"), 1).set(attr("map.k"), 1)),
            ("a map that is a list", |u| u.set(Account::MAP.key("k"), 1).set(attr("map[0]"), 1)),
        ],
        |error| matches!(error, ExpressionError::OverlappingPaths { .. }),
    )
    .await;
}

#[tokio::test]
async fn nothing_to_do_is_refused_before_any_request() {
    refused(
        vec![
            ("nothing", |u| u),
            ("a condition", |u| u.condition(Account::VISITS.gt(1))),
            ("no value", |u| u.set_some(Account::NAME, None::<&str>)),
            ("no elements to add", |u| u.add(Account::TAGS, Vec::<String>::new())),
            ("no elements to delete", |u| u.delete(Account::TAGS, BTreeSet::<String>::new())),
            ("no elements to append", |u| u.append(Account::LOG, vec![]).prepend(Account::LOG, [])),
            ("an empty set where none is", |u| u.set_if_not_exists(Account::TAGS, BTreeSet::new())),
        ],
        |error| matches!(error, ExpressionError::NoActions),
    )
    .await;
}

#[tokio::test]
async fn values_that_are_none_are_refused_before_any_request() {
    refused(
        vec![
            ("set", |u| u.set(Account::RATE, f64::NAN)),
            ("set an option", |u| u.set(Account::RATE, Some(f64::INFINITY))),
            ("set if absent", |u| u.set_if_not_exists(Account::RATE, f64::NAN)),
            ("a sum", |u| u.set(Account::RATE, Account::RATE + f64::NAN)),
            ("increment", |u| u.increment(Account::RATE, f64::NAN)),
            ("add", |u| u.add(Account::RATE, f64::NAN)),
            ("untyped", |u| u.set(attr("rate"), f64::NAN)),
            ("after others", |u| u.set(Account::NAME, "a").decrement(Account::RATE, f64::NAN)),
        ],
        |error| matches!(error, ExpressionError::Value { attribute, .. } if attribute == "rate"),
    )
    .await;
    refused(
        vec![
            ("set", |u| u.set(attr("a..b"), 1)),
            ("an operand", |u| u.set(attr("a"), attr("[0]"))),
            ("remove", |u| u.remove(attr(""))),
        ],
        |error| matches!(error, ExpressionError::Path(_)),
    )
    .await;
    refused(
        vec![
            ("the key", |u| u.set(attr("pk"), "x")),
            ("a part of the key", |u| u.set(attr("id"), "x")),
            ("the discriminator", |u| u.remove(attr("type"))),
            ("inside the key", |u| u.set(attr("pk.x"), "x")),
        ],
        |error| matches!(error, ExpressionError::OwnedAttribute { .. }),
    )
    .await;
}

/// An account without any optional attribute.
fn bare() -> Account {
    Account { id: "a".into(), name: "ann".into(), visits: 1, ..Account::default() }
}

async fn answers(cases: Vec<Case>, is_expected: fn(&Error) -> bool) {
    let (_, db) = table::<Account>().await;
    bare().save().send(&db).await.unwrap();
    for (case, update) in cases {
        let error = update(Account::update("a")).send(&db).await.expect_err(case);
        assert!(is_expected(&error), "{case}: {error} {:?}", error.service_message());
        assert_eq!(error.code(), Some("ValidationException"), "{case}");
        assert_eq!(error.context().unwrap().operation(), "UpdateItem", "{case}");
    }
    assert_eq!(Account::get("a").one(&db).await.unwrap(), bare());
}

#[tokio::test]
async fn a_path_into_nothing_is_a_missing_parent() {
    answers(
        vec![
            ("a member", |u| u.set(Account::INNER.dot(Inner::COUNT), 1)),
            ("a value of a map", |u| u.set(Account::MAP.key("k"), 1)),
            ("an element", |u| u.set(Account::LOG.at(0), "x")),
            ("a member of an element", |u| u.set(Account::LINES.at(0).dot(Inner::COUNT), 1)),
            ("add", |u| u.add(Account::MAP.key("k"), 1)),
            ("a nested set", |u| u.delete(Account::INNER.dot(Inner::TAGS), ["t"])),
            ("remove", |u| u.remove(Account::MAP.key("k"))),
            ("append", |u| u.set_if_not_exists(Account::INNER.dot(Inner::NOTE), "m")),
            ("into text", |u| u.set(attr("name.x"), 1)),
            ("into a number", |u| u.set(attr("visits[0]"), 1)),
        ],
        |error| matches!(error, Error::MissingParent(_)),
    )
    .await;
}

#[tokio::test]
async fn computing_with_nothing_is_a_missing_operand() {
    answers(
        vec![
            ("increment", |u| u.increment(Account::POINTS, 1)),
            ("decrement", |u| u.decrement(Account::POINTS, 1)),
            ("by nothing", |u| u.increment(Account::VISITS, Account::POINTS)),
            ("a sum", |u| u.set(Account::VISITS, Account::POINTS + 1)),
            ("an attribute", |u| u.set(Account::NAME, Account::NOTE)),
            ("a default", |u| u.set_if_not_exists(Account::POINTS, Account::LIMIT)),
        ],
        |error| matches!(error, Error::MissingOperand(_)),
    )
    .await;
}

/// A type that an item has, and the model does not say, is the service's error.
#[tokio::test]
async fn computing_with_another_type_is_the_services_error() {
    let (_, db) = table::<Account>().await;
    account().save().send(&db).await.unwrap();
    let key = [("pk", s("ACCOUNT#a")), ("sk", s("ACCOUNT"))];
    let mut item = get_raw::<Account, 2>(&db, key).await.unwrap();
    item.extend([("points".to_owned(), s("5")), ("log".to_owned(), s("x"))]);
    put_raw::<Account>(&db, item).await;

    let cases: Vec<Case> = vec![
        ("increment", |u| u.increment(Account::POINTS, 1)),
        ("add", |u| u.add(Account::POINTS, 1)),
        ("append", |u| u.append(Account::LOG, ["y".to_owned()])),
    ];
    for (case, update) in cases {
        let error = update(Account::update("a")).send(&db).await.expect_err(case);
        assert!(matches!(error, Error::Service(_)), "{case}: {error}");
        assert_eq!(error.code(), Some("ValidationException"), "{case}");
    }
}

/// The words of the service itself: it has one code for all that it refuses.
#[tokio::test]
async fn the_services_words_tell_what_is_missing() {
    let parent = "The document path provided in the update expression is invalid for update";
    let operand = "The provided expression refers to an attribute that does not exist in the item";
    let other = "An operand in the update expression has an incorrect data type";
    let validation = "ValidationException";
    let cases: [(&str, &str, IsExpected); 5] = [
        (validation, parent, |error| matches!(error, Error::MissingParent(_))),
        (validation, operand, |error| matches!(error, Error::MissingOperand(_))),
        (validation, other, |error| matches!(error, Error::Service(_))),
        (validation, "", |error| matches!(error, Error::Service(_))),
        ("AccessDeniedException", parent, |error| matches!(error, Error::Service(_))),
    ];
    for (code, message, is_expected) in cases {
        let engine = Scripted::new(move |_| Reply::error(400, code, message));
        let update = Account::update("a").increment(Account::VISITS, 1);
        let error = update.send(&engine.dynamo()).await.unwrap_err();
        assert!(is_expected(&error), "{code} {message}: {error}");
        assert_eq!((error.code(), engine.requests().len()), (Some(code), 1), "{message}");
    }
}
