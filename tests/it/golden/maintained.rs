//! What the mapper maintains: versions, times, and the keys of indexes when fields change.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use dynamorph::prelude::*;
use dynamorph_testing::ManualClock;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::support::{assert_reads, assert_stored, database_at, read, refusal, stored};

/// 2026-11-21T08:30:05Z
const NOW: u32 = 1_795_249_805;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "sessions")]
struct Session {
    #[dynamo(partition_key)]
    id: String,
    #[dynamo(ttl)]
    ends: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "leases")]
struct Lease {
    #[dynamo(partition_key)]
    id: String,
    #[dynamo(ttl)]
    ends: Option<i64>,
}

fn session(seconds: i64, nanoseconds: u32) -> Session {
    let ends = DateTime::from_timestamp(seconds, nanoseconds).expect("an instant");
    Session { id: "1".into(), ends }
}

/// Far enough that no item expires.
const END: i64 = 4_000_000_000;

#[tokio::test]
async fn a_ttl_is_epoch_seconds() {
    let at = |end: &str| json!({ "id": { "S": "1" }, "ends": { "N": end } });
    assert_stored(session(END, 0), at("4000000000")).await;
    assert_stored(Lease { id: "1".into(), ends: Some(END) }, at("4000000000")).await;
    assert_stored(Lease { id: "1".into(), ends: None }, json!({ "id": { "S": "1" } })).await;

    // A fraction is cut off, towards the past.
    for (seconds, expected) in [(END, "4000000000"), (-2, "-2")] {
        let item = session(seconds, 750_000_000).to_raw_item().expect("it encodes");
        let ends = item.get("ends").and_then(|ends| ends.as_n().ok());
        assert_eq!(ends.map(String::as_str), Some(expected));
    }
    assert_reads(at("4000000000.75"), session(END, 0)).await;
    let fraction = read::<Lease>(at("4000000000.75"), LeaseKey { id: "1".into() }).await;
    assert!(fraction.is_err(), "an integer is not rounded");

    let milliseconds = Lease { id: "1".into(), ends: Some(END * 1_000) };
    assert!(refusal(milliseconds).await.contains("milliseconds"));
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "pages")]
struct Page {
    #[dynamo(partition_key)]
    id: String,
    text: String,
    #[dynamo(version)]
    version: u64,
}

#[tokio::test]
async fn a_version_counts_writes() {
    let at = |text: &str, version: &str| json!({ "id": { "S": "1" }, "text": { "S": text }, "version": { "N": version } });
    let db = database_at::<Page>(&ManualClock::at_epoch_seconds(NOW)).await;
    let page = Page { id: "1".into(), text: "a".into(), version: 0 };
    let page = page.create().send(&db).await.expect("there is none");
    assert_eq!(stored::<Page>(&db).await, at("a", "1"));
    let page = Page { text: "b".into(), ..page }.save().send(&db).await.expect("it is version 1");
    assert_eq!(stored::<Page>(&db).await, at("b", "2"));
    Page::update(&page).set(Page::TEXT, "c").send(&db).await.expect("it is version 2");
    assert_eq!(stored::<Page>(&db).await, at("c", "3"));
    Page::update("1").set(Page::TEXT, "d").send(&db).await.expect("no version is checked");
    assert_eq!(stored::<Page>(&db).await, at("d", "4"));

    let unversioned = json!({ "id": { "S": "1" }, "text": { "S": "a" } });
    assert_reads(unversioned, Page { id: "1".into(), text: "a".into(), version: 0 }).await;
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "notes")]
struct Note {
    #[dynamo(partition_key)]
    id: String,
    text: String,
    #[dynamo(created_at)]
    made: DateTime<Utc>,
    #[dynamo(updated_at)]
    changed: Option<i64>,
}

#[tokio::test]
async fn times_are_stored_as_their_fields_are() {
    let at = |text: &str, changed: &str| {
        json!({
            "id": { "S": "1" },
            "text": { "S": text },
            "made": { "S": "2026-11-21T08:30:05.000000000Z" },
            "changed": { "N": changed },
        })
    };
    let clock = ManualClock::at_epoch_seconds(NOW);
    let db = database_at::<Note>(&clock).await;
    let note = Note { id: "1".into(), text: "a".into(), ..Note::default() };
    let note = note.create().send(&db).await.expect("there is none");
    assert_eq!(stored::<Note>(&db).await, at("a", "1795249805"));
    clock.advance(Duration::from_secs(5));
    Note { text: "b".into(), ..note }.save().send(&db).await.expect("it is saved");
    assert_eq!(stored::<Note>(&db).await, at("b", "1795249810"));
    clock.advance(Duration::from_secs(5));
    Note::update("1").set(Note::TEXT, "c").send(&db).await.expect("it is there");
    assert_eq!(stored::<Note>(&db).await, at("c", "1795249815"));
}

#[derive(Debug, Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
struct ShopTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "TASK", pk = "TASK#{id}", sk = "TASK")]
#[dynamo(index(gsi1, query = "by_owner", pk = "OWNER#{owner}", sk = "{rank}"))]
struct Task {
    id: u32,
    owner: Option<String>,
    rank: u32,
    tags: BTreeSet<String>,
    due: Option<DateTime<Utc>>,
}

fn task() -> Task {
    let tags = ["new".to_owned()].into();
    Task { id: 1, owner: Some("ann".into()), rank: 5, tags, due: None }
}

#[tokio::test]
async fn an_update_makes_index_keys_again() {
    let db = database_at::<Task>(&ManualClock::at_epoch_seconds(NOW)).await;
    let task = task().create().send(&db).await.expect("there is none");
    Task::update(&task).set(Task::OWNER, "bob").send(&db).await.expect("nothing has changed");
    let moved = json!({
        "pk": { "S": "TASK#00000000000000000001" },
        "sk": { "S": "TASK" },
        "gsi1pk": { "S": "OWNER#bob" },
        "gsi1sk": { "S": "00000000000000000005" },
        "type": { "S": "TASK" },
        "id": { "N": "1" },
        "owner": { "S": "bob" },
        "rank": { "N": "5" },
        "tags": { "SS": ["new"] },
    });
    assert_eq!(stored::<Task>(&db).await, moved);

    // Without one part, no templated key of the index stays.
    Task::update(1).remove(Task::OWNER).send(&db).await.expect("it is there");
    let outside = json!({
        "pk": { "S": "TASK#00000000000000000001" },
        "sk": { "S": "TASK" },
        "type": { "S": "TASK" },
        "id": { "N": "1" },
        "rank": { "N": "5" },
        "tags": { "SS": ["new"] },
    });
    assert_eq!(stored::<Task>(&db).await, outside);
}

#[tokio::test]
async fn an_update_stores_what_a_put_stores() {
    let db = database_at::<Task>(&ManualClock::at_epoch_seconds(NOW)).await;
    Task { owner: None, ..task() }.create().send(&db).await.expect("there is none");
    let due = DateTime::from_timestamp(NOW.into(), 0).expect("an instant");
    let new: BTreeSet<String> = BTreeSet::from(["a".into(), "b".into()]);
    Task::update(1)
        .set(Task::DUE, due)
        .set(Task::TAGS, new.clone())
        .send(&db)
        .await
        .expect("it is there");
    let changed = Task { owner: None, tags: new, due: Some(due), ..task() };
    let put = database_at::<Task>(&ManualClock::at_epoch_seconds(NOW)).await;
    changed.clone().create().send(&put).await.expect("there is none");
    assert_eq!(stored::<Task>(&db).await, stored::<Task>(&put).await);

    // `None` and an empty set are no attributes.
    Task::update(1)
        .set(Task::DUE, None)
        .set(Task::TAGS, BTreeSet::new())
        .send(&db)
        .await
        .expect("it is there");
    let none = Task { tags: BTreeSet::new(), due: None, ..changed };
    none.save().send(&put).await.expect("it is saved");
    assert_eq!(stored::<Task>(&db).await, stored::<Task>(&put).await);
}
