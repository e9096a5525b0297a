//! What each action of an update leaves in the table.

use std::collections::{BTreeMap, BTreeSet};

use dynamorph::prelude::*;
use dynamorph::{Attr, Stored, Update};
use serde::{Deserialize, Serialize};

use super::support::{get_raw, n, put_raw, s, table};
use crate::support::attributes::{item_json, respelled, sorted};
use crate::support::keys::rendered;

#[derive(Table)]
#[table(name = "accounts", partition_key = "pk", sort_key = "sk", discriminator = "type")]
pub(super) struct AccountTable;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = AccountTable, entity = "ACCOUNT", pk = "ACCOUNT#{id}", sk = "ACCOUNT")]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) visits: i64,
    pub(super) note: Option<String>,
    pub(super) points: Option<i64>,
    pub(super) limit: Option<i64>,
    pub(super) rate: Option<f64>,
    pub(super) tags: BTreeSet<String>,
    pub(super) numbers: BTreeSet<u32>,
    pub(super) blobs: BTreeSet<Vec<u8>>,
    pub(super) log: Option<Vec<String>>,
    pub(super) other_log: Option<Vec<String>>,
    pub(super) map: Option<BTreeMap<String, i64>>,
    pub(super) inner: Option<Inner>,
    pub(super) lines: Option<Vec<Inner>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoMap)]
pub(super) struct Inner {
    pub(super) count: i64,
    pub(super) note: Option<String>,
    #[serde(default)]
    pub(super) tags: BTreeSet<String>,
}

pub(super) fn texts(of: &[&str]) -> BTreeSet<String> {
    of.iter().map(|text| (*text).to_owned()).collect()
}

pub(super) fn list(of: &[&str]) -> Vec<String> {
    of.iter().map(|text| (*text).to_owned()).collect()
}

pub(super) fn line(count: i64) -> Inner {
    Inner { count, ..Inner::default() }
}

pub(super) fn account() -> Account {
    Account {
        id: "a".into(),
        name: "ann".into(),
        visits: 3,
        note: Some("n".into()),
        limit: Some(10),
        tags: texts(&["a", "b"]),
        numbers: BTreeSet::from([1]),
        log: Some(list(&["x"])),
        map: Some(BTreeMap::from([("k".into(), 1), ("a.b".into(), 2)])),
        inner: Some(line(1)),
        lines: Some(vec![line(1), line(2)]),
        ..Account::default()
    }
}

/// What is done, and how the account differs afterwards.
pub(super) type Case = (&'static str, fn(Update<Account>) -> Update<Account>, fn(&mut Account));

/// Runs each action on an account of its own: what the table holds then is exactly what a save of the expected account writes.
pub(super) async fn assert_does(cases: Vec<Case>) {
    let (_, db) = table::<Account>().await;
    let mut wrong = Vec::new();
    for (case, update, change) in cases {
        let before = account();
        before.clone().save().send(&db).await.unwrap();
        let mut expected = before.clone();
        change(&mut expected);

        match update(Account::update("a")).returning_new().send(&db).await {
            Ok(answered) if answered == expected => {}
            Ok(answered) => wrong.push(format!("{case}: {answered:?}")),
            Err(error) => wrong.push(format!("{case}: {error} {:?}", error.service_message())),
        }
        let stored = get_raw::<Account, 2>(&db, [("pk", s("ACCOUNT#a")), ("sk", s("ACCOUNT"))]);
        let stored = sorted(respelled(item_json(&stored.await.unwrap())));
        let expected = sorted(respelled(rendered(expected).unwrap()));
        if stored != expected {
            wrong.push(format!("{case}: {stored} is stored"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn set_assigns_values() {
    assert_does(vec![
        ("a value", |u| u.set(Account::NAME, "bob"), |a| a.name = "bob".into()),
        ("an owned value", |u| u.set(Account::NAME, String::new()), |a| a.name = String::new()),
        ("a reference", |u| u.set(Account::VISITS, &7), |a| a.visits = 7),
        ("some", |u| u.set(Account::NOTE, Some("m".to_owned())), |a| a.note = Some("m".into())),
        ("a value of an option", |u| u.set(Account::NOTE, "m"), |a| a.note = Some("m".into())),
        ("none", |u| u.set(Account::NOTE, None::<String>), |a| a.note = None),
        ("none by reference", |u| u.set(Account::NOTE, &None::<String>), |a| a.note = None),
        ("a set", |u| u.set(Account::TAGS, texts(&["z"])), |a| a.tags = texts(&["z"])),
        ("an empty set", |u| u.set(Account::TAGS, BTreeSet::new()), |a| a.tags.clear()),
        ("an empty list", |u| u.set(Account::LOG, vec![]), |a| a.log = Some(vec![])),
        ("a struct", |u| u.set(Account::INNER, line(5)), |a| a.inner = Some(line(5))),
        ("some of a patch", |u| u.set_some(Account::NAME, Some("bob")), |a| a.name = "bob".into()),
        (
            "nothing of a patch",
            |u| u.set_some(Account::NAME, None::<&str>).set(Account::VISITS, 1),
            |a| a.visits = 1,
        ),
        (
            "two attributes",
            |u| u.set(Account::NAME, "bob").set(Account::VISITS, 1),
            |a| {
                a.name = "bob".into();
                a.visits = 1;
            },
        ),
    ])
    .await;
}

#[tokio::test]
async fn set_computes_with_what_was_there_before() {
    assert_does(vec![
        ("an attribute", |u| u.set(Account::NAME, Account::NOTE), |a| a.name = "n".into()),
        ("a sum", |u| u.set(Account::VISITS, Account::VISITS + 5), |a| a.visits = 8),
        ("a difference", |u| u.set(Account::VISITS, Account::VISITS - 5), |a| a.visits = -2),
        (
            "of another attribute",
            |u| u.set(Account::POINTS, Account::VISITS + 1),
            |a| a.points = Some(4),
        ),
        (
            "of two attributes",
            |u| u.set(Account::VISITS, Account::VISITS + Account::LIMIT),
            |a| a.visits = 13,
        ),
        ("increment", |u| u.increment(Account::VISITS, 2), |a| a.visits = 5),
        (
            "increment by an attribute",
            |u| u.increment(Account::VISITS, Account::LIMIT),
            |a| a.visits = 13,
        ),
        ("decrement", |u| u.decrement(Account::LIMIT, 3), |a| a.limit = Some(7)),
        (
            "both sides",
            |u| u.set(Account::VISITS, Account::LIMIT).set(Account::LIMIT, Account::VISITS),
            |a| {
                a.visits = 10;
                a.limit = Some(3);
            },
        ),
        ("if it is absent", |u| u.set_if_not_exists(Account::POINTS, 1), |a| a.points = Some(1)),
        ("if it is there", |u| u.set_if_not_exists(Account::LIMIT, 1), |_| {}),
        (
            "if absent, of an attribute",
            |u| u.set_if_not_exists(Account::POINTS, Account::VISITS),
            |a| a.points = Some(3),
        ),
        (
            "if absent, no elements",
            |u| u.set_if_not_exists(Account::BLOBS, BTreeSet::new()).set(Account::VISITS, 1),
            |a| a.visits = 1,
        ),
    ])
    .await;
}

#[tokio::test]
async fn add_starts_at_nothing() {
    assert_does(vec![
        ("a number", |u| u.add(Account::VISITS, 2), |a| a.visits = 5),
        ("a negative number", |u| u.add(Account::VISITS, -5), |a| a.visits = -2),
        ("to an absent number", |u| u.add(Account::POINTS, 2), |a| a.points = Some(2)),
        ("a fraction", |u| u.add(Account::RATE, 0.25), |a| a.rate = Some(0.25)),
        ("elements", |u| u.add(Account::TAGS, ["b", "c"]), |a| a.tags = texts(&["a", "b", "c"])),
        (
            "elements twice",
            |u| u.add(Account::TAGS, ["c", "c", "a"]),
            |a| a.tags = texts(&["a", "b", "c"]),
        ),
        ("a set", |u| u.add(Account::TAGS, texts(&["c"])), |a| a.tags = texts(&["a", "b", "c"])),
        ("numbers", |u| u.add(Account::NUMBERS, [2, 1]), |a| a.numbers = BTreeSet::from([1, 2])),
        (
            "to an absent set",
            |u| u.add(Account::BLOBS, [vec![1], vec![]]),
            |a| {
                a.blobs = BTreeSet::from([vec![1], vec![]]);
            },
        ),
        (
            "to one set twice",
            |u| u.add(Account::TAGS, ["c"]).add(Account::TAGS, ["d", "c"]),
            |a| {
                a.tags = texts(&["a", "b", "c", "d"]);
            },
        ),
        (
            "nothing",
            |u| u.add(Account::TAGS, Vec::<String>::new()).set(Account::VISITS, 1),
            |a| a.visits = 1,
        ),
        (
            "to a nested number",
            |u| u.add(Account::MAP.key("new"), 4),
            |a| {
                a.map.as_mut().unwrap().insert("new".into(), 4);
            },
        ),
        (
            "to a nested set",
            |u| u.add(Account::INNER.dot(Inner::TAGS), ["t"]),
            |a| {
                a.inner.as_mut().unwrap().tags = texts(&["t"]);
            },
        ),
    ])
    .await;
}

#[tokio::test]
async fn delete_takes_elements_out() {
    assert_does(vec![
        ("one", |u| u.delete(Account::TAGS, ["a"]), |a| a.tags = texts(&["b"])),
        ("all", |u| u.delete(Account::TAGS, ["a", "b"]), |a| a.tags.clear()),
        ("one that is not there", |u| u.delete(Account::TAGS, ["z"]), |_| {}),
        ("of an absent set", |u| u.delete(Account::BLOBS, [vec![1]]), |_| {}),
        ("a number", |u| u.delete(Account::NUMBERS, [1]), |a| a.numbers.clear()),
        (
            "twice",
            |u| u.delete(Account::TAGS, ["a"]).delete(Account::TAGS, ["b", "a"]),
            |a| a.tags.clear(),
        ),
        (
            "nothing",
            |u| u.delete(Account::TAGS, Vec::<String>::new()).set(Account::VISITS, 1),
            |a| a.visits = 1,
        ),
    ])
    .await;
}

#[tokio::test]
async fn every_clause_goes_with_every_other() {
    assert_does(vec![(
        "all",
        |u| {
            u.add(Account::POINTS, 1)
                .delete(Account::TAGS, ["a"])
                .set(Account::NAME, "bob")
                .remove(Account::NOTE)
                .append(Account::LOG, list(&["y"]))
                .add(Account::NUMBERS, [2])
                .increment(Account::VISITS, 1)
                .delete(Account::BLOBS, [vec![7]])
                .remove(Account::LINES.at(0))
                .set_if_not_exists(Account::OTHER_LOG, list(&["o"]))
        },
        |a| {
            a.points = Some(1);
            a.tags = texts(&["b"]);
            a.name = "bob".into();
            a.note = None;
            a.log = Some(list(&["x", "y"]));
            a.numbers = BTreeSet::from([1, 2]);
            a.visits = 4;
            a.lines = Some(vec![line(2)]);
            a.other_log = Some(list(&["o"]));
        },
    )])
    .await;
}

#[tokio::test]
async fn updates_answer_nothing_the_new_or_the_old_item() {
    let (_, db) = table::<Account>().await;
    account().save().send(&db).await.unwrap();
    let update = || Account::update("a").increment(Account::VISITS, 1);

    let old: Option<Account> = update().returning_old().send(&db).await.unwrap();
    let new: Account = update().returning_new().send(&db).await.unwrap();
    let nothing: () = update().send(&db).await.unwrap();
    assert_eq!((old, new.visits, nothing), (Some(account()), 5, ()));
    assert_eq!(Account::get("a").one(&db).await.unwrap(), Account { visits: 6, ..account() });

    let upsert = || Account::update("b").set(Account::NAME, "bea").add(Account::VISITS, 1).upsert();
    assert_eq!(upsert().returning_old().send(&db).await.unwrap(), None);
    let again = upsert().returning_new().send(&db).await.unwrap();
    assert_eq!((again.id.as_str(), again.visits), ("b", 2));
}

/// Attributes that the model does not know are changed by untyped paths, and stay otherwise.
#[tokio::test]
async fn untyped_attributes_beside_the_models() {
    let (_, db) = table::<Account>().await;
    account().save().send(&db).await.unwrap();
    let key = || [("pk", s("ACCOUNT#a")), ("sk", s("ACCOUNT"))];
    let mut item = get_raw::<Account, 2>(&db, key()).await.unwrap();
    item.insert("old.name".into(), n("1"));
    put_raw::<Account>(&db, item).await;

    let update =
        Account::update("a").set(attr("extra"), [1, 2]).increment(Attr::named("old.name"), 1);
    let set = Stored(aws_sdk_dynamodb::types::AttributeValue::Ss(vec!["s".into()]));
    update.add(attr("marks"), set).add(attr("count"), 3).send(&db).await.unwrap();

    let item = get_raw::<Account, 2>(&db, key()).await.unwrap();
    let stored = sorted(respelled(item_json(&item)));
    assert_eq!(stored["extra"], serde_json::json!({"L": [{"N": "1"}, {"N": "2"}]}));
    assert_eq!(stored["old.name"], serde_json::json!({"N": "2"}));
    assert_eq!(stored["marks"], serde_json::json!({"SS": ["s"]}));
    assert_eq!(stored["count"], serde_json::json!({"N": "3"}));
}
