//! Tables of one model: keys on fields, no templates, no discriminator.

use dynamorph::Error;
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

use super::support::{attributes, get_raw, n, put_raw, s, table};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "readings")]
#[dynamo(index("by-unit", query = "by_unit", partition_key = unit, sort_key = value))]
#[dynamo(index("by-value", query = "by_value", sort_key = value))]
struct Reading {
    #[dynamo(partition_key)]
    sensor: String,
    #[dynamo(sort_key)]
    at: u64,
    unit: Option<String>,
    value: f64,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "users")]
#[serde(rename_all = "camelCase")]
struct User {
    #[dynamo(partition_key, auto = "v4")]
    #[serde(rename = "pk")]
    user_id: String,
    full_name: String,
    #[serde(default)]
    visits: u32,
}

fn reading(at: u64, value: f64) -> Reading {
    Reading { sensor: "s".into(), at, unit: Some("C".into()), value }
}

#[tokio::test]
async fn an_item_is_its_fields() {
    let (_, db) = table::<Reading>().await;
    reading(0, 1.5).create().send(&db).await.unwrap();

    let stored = get_raw::<Reading, 2>(&db, [("sensor", s("s")), ("at", n("0"))]).await.unwrap();
    assert_eq!(
        stored,
        attributes([("sensor", s("s")), ("at", n("0")), ("unit", s("C")), ("value", n("1.5"))])
    );
}

#[tokio::test]
async fn every_verb_works_without_a_discriminator() {
    let (_, db) = table::<Reading>().await;
    let first = reading(5, 1.5).create().send(&db).await.unwrap();

    assert_eq!(Reading::get(("s", 5)).one(&db).await.unwrap(), first);
    assert_eq!(Reading::get(&first).one(&db).await.unwrap(), first);
    let error = reading(5, 2.0).create().send(&db).await.unwrap_err();
    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
    assert_eq!(error.current::<Reading>().unwrap(), Some(first.clone()));
    assert!(reading(6, 2.0).replace().send(&db).await.unwrap_err().is_not_found());
    let (second, old) = reading(5, 2.0).replace().returning_old().send(&db).await.unwrap();
    assert_eq!(old, Some(first));
    reading(5, 3.0).save().send(&db).await.unwrap();
    assert_eq!(
        Reading::delete(&second).returning_old().send(&db).await.unwrap(),
        Some(reading(5, 3.0))
    );
    Reading::delete(("s", 5)).send(&db).await.unwrap();
    assert_eq!(Reading::get(("s", 5)).send(&db).await.unwrap(), None);
}

#[tokio::test]
async fn queries_and_indexes_work_on_fields() {
    let (_, db) = table::<Reading>().await;
    for (at, value) in [(1, 3.0), (2, -1.0), (10, 2.0), (11, 2.0)] {
        reading(at, value).create().send(&db).await.unwrap();
    }
    Reading { unit: None, ..reading(20, 0.5) }.create().send(&db).await.unwrap();

    let ats = |found: Vec<Reading>| found.into_iter().map(|reading| reading.at).collect::<Vec<_>>();
    assert_eq!(ats(Reading::query("s").all(&db).await.unwrap()), [1, 2, 10, 11, 20]);
    assert_eq!(ats(Reading::query("s").sort_gt(1).sort_lt(11).all(&db).await.unwrap()), [2, 10]);
    assert_eq!(ats(Reading::query("s").sort_le(2).reverse().all(&db).await.unwrap()), [2, 1]);
    assert_eq!(ats(Reading::query(("s", 10)).all(&db).await.unwrap()), [10]);
    assert_eq!(ats(Reading::by_unit("C").sort_ge(2.0).all(&db).await.unwrap()).len(), 3);
    assert_eq!(
        Reading::by_unit("C").count(&db).await.unwrap(),
        4,
        "an index without the item that lacks the unit"
    );
    assert_eq!(
        ats(Reading::by_value("s").sort_lt(2.0).consistent_read().all(&db).await.unwrap()),
        [2, 20]
    );
    assert_eq!(Reading::query("t").all(&db).await.unwrap(), []);
    let pages = super::pages::paged(&db, || Reading::by_unit(("C", 2.0)).limit(1)).await;
    assert_eq!(pages.iter().map(|page| page.items.len()).sum::<usize>(), 2);
}

#[tokio::test]
async fn names_of_keys_are_serdes_and_ids_of_text_are_text() {
    let (_, db) = table::<User>().await;
    let ann = User { full_name: "Ann".into(), ..User::default() }.create().send(&db).await.unwrap();

    assert_eq!(ann.user_id.parse::<uuid::Uuid>().unwrap().get_version_num(), 4);
    let stored = get_raw::<User, 1>(&db, [("pk", s(&ann.user_id))]).await.unwrap();
    assert_eq!(stored.get("fullName"), Some(&s("Ann")));
    assert_eq!(User::get(&ann.user_id).one(&db).await.unwrap(), ann);
    assert_eq!(User::query(&ann.user_id).one(&db).await.unwrap(), ann);
    assert_eq!(User::get(UserKey { user_id: ann.user_id.clone() }).one(&db).await.unwrap(), ann);
}

#[tokio::test]
async fn what_others_wrote_is_read() {
    let (_, db) = table::<User>().await;
    put_raw::<User>(
        &db,
        attributes([("pk", s("7")), ("fullName", s("Bob")), ("type", s("ANY")), ("extra", n("1"))]),
    )
    .await;

    let bob = User { user_id: "7".into(), full_name: "Bob".into(), visits: 0 };
    assert_eq!(User::get("7").one(&db).await.unwrap(), bob);
    assert_eq!(User { visits: 1, ..bob }.replace().send(&db).await.unwrap().visits, 1);
}
