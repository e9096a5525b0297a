//! Read, change, write the difference.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use dynamorph::prelude::*;
use dynamorph::{Error, Hooks, InvalidRequest, Operation, Outcome, Refusal, async_trait};
use dynamorph_testing::{Engine, Fault, Faulty};
use serde::{Deserialize, Serialize};

use super::support::{attributes, get_raw, n, put_raw, s};

#[derive(Table)]
#[table(name = "things", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk"))]
struct ThingTable;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ThingTable, entity = "THING", pk = "THING#{id}", sk = "THING")]
#[dynamo(index(gsi1, query = "by_color", pk = "COLOR#{color}"))]
struct Thing {
    id: String,
    color: Option<String>,
    count: u32,
    tags: BTreeSet<String>,
    #[serde(default)]
    #[dynamo(updated_at)]
    changed: u64,
    #[dynamo(version)]
    version: u64,
}

/// Without a version.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ThingTable, entity = "PLAIN", pk = "PLAIN#{id}", sk = "PLAIN")]
struct Plain {
    id: String,
    count: u32,
    note: Option<String>,
}

async fn faulty() -> (Faulty, Dynamo) {
    let engine = Engine::from_env();
    engine.dynamo().ensure_table::<Thing>().await.unwrap();
    let faulty = engine.faulty();
    let db = faulty.dynamo();
    (faulty, db)
}

fn thing() -> Thing {
    let tags = BTreeSet::from(["new".to_owned()]);
    Thing { id: "t".into(), color: Some("red".into()), count: 1, tags, ..Thing::default() }
}

#[tokio::test]
async fn what_differs_is_written_and_the_rest_stays() {
    let (faulty, db) = faulty().await;
    thing().create().send(&db).await.unwrap();
    let key = || [("pk", s("THING#t")), ("sk", s("THING"))];
    let mut raw = get_raw::<Thing, 2>(&db, key()).await.unwrap();
    raw.insert("legacy".to_owned(), n("7"));
    put_raw::<Thing>(&db, raw).await;
    faulty.take_requests();

    let now = Thing::modify("t", |thing| {
        thing.color = None;
        thing.count += 1;
        thing.tags.clear();
    })
    .send(&db)
    .await
    .unwrap();
    assert_eq!((now.count, now.version, now.color.as_deref()), (2, 2, None));
    assert!(now.changed > 0);
    let stored = get_raw::<Thing, 2>(&db, key()).await.unwrap();
    assert_eq!(stored["legacy"], n("7"));
    assert_eq!((&stored["count"], &stored["version"]), (&n("2"), &n("2")));
    assert!(!stored.contains_key("gsi1pk") && !stored.contains_key("tags"));
    let update = faulty.requests().of("UpdateItem")[0].json();
    assert!(!update["UpdateExpression"].as_str().unwrap().contains("legacy"));

    // Nothing is written where nothing changes.
    faulty.take_requests();
    assert_eq!(Thing::modify("t", |_| ()).send(&db).await.unwrap(), now);
    assert!(faulty.requests().of("UpdateItem").is_empty());
}

#[tokio::test]
async fn changes_side_by_side_all_count() {
    let (_, db) = faulty().await;
    thing().create().send(&db).await.unwrap();
    Plain { id: "p".into(), ..Plain::default() }.create().send(&db).await.unwrap();
    let change = || async {
        Thing::modify("t", |thing| thing.count += 1).max_attempts(30).send(&db).await.unwrap();
        Plain::modify("p", |plain| plain.count += 1).max_attempts(30).send(&db).await.unwrap();
    };
    futures_util::future::join_all((0..8).map(|_| change())).await;
    let thing = Thing::get("t").one(&db).await.unwrap();
    assert_eq!((thing.count, thing.version), (9, 9));
    assert_eq!(Plain::get("p").one(&db).await.unwrap().count, 8);
}

/// Another writer, who comes before so many updates of a handle.
struct Faster {
    plain: Dynamo,
    left: AtomicU32,
}

impl Faster {
    fn is_due(&self) -> bool {
        let one_less = |left: u32| left.checked_sub(1);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_ok()
    }
}

#[async_trait]
impl Hooks for Faster {
    async fn before_operation(&self, operation: &Operation<'_>) -> Result<(), Refusal> {
        if operation.name() == "UpdateItem" && self.is_due() {
            Thing::update("t").increment(Thing::COUNT, 10).send(&self.plain).await?;
            Plain::update("p").increment(Plain::COUNT, 10).upsert().send(&self.plain).await?;
        }
        Ok(())
    }
}

/// A handle whose first updates come too late, so many of them.
async fn slower(by: u32) -> Dynamo {
    let engine = Engine::from_env();
    let plain = engine.dynamo();
    plain.ensure_table::<Thing>().await.unwrap();
    thing().create().send(&plain).await.unwrap();
    Plain { id: "p".into(), ..Plain::default() }.create().send(&plain).await.unwrap();
    let faster = Faster { plain, left: AtomicU32::new(by) };
    let db = Dynamo::builder(engine.client()).table_prefix(engine.table_prefix());
    db.hooks(faster).build()
}

#[tokio::test]
async fn another_writer_makes_it_begin_again() {
    let db = slower(1).await;
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    let modified = Thing::modify("t", move |thing| {
        counted.fetch_add(1, Ordering::Relaxed);
        thing.count += 1;
    });
    let now = modified.send(&db).await.unwrap();
    assert_eq!((now.count, runs.load(Ordering::Relaxed)), (12, 2));
}

#[tokio::test]
async fn conflicts_that_do_not_end_are_told() {
    let db = slower(u32::MAX).await.metered();
    let never = Thing::modify("t", |thing| thing.count += 1).max_attempts(3).send(&db).await;
    let error = never.expect_err("another writer is always faster");
    assert!(matches!(error, Error::VersionConflict(_)), "{error}");
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert_eq!(error.current::<Thing>().unwrap().map(|thing| thing.count), Some(31));
    // Each attempt is a read and an update.
    assert_eq!(db.cost().requests(), 6);
    let never = Plain::modify("p", |plain| plain.count += 1).max_attempts(1).send(&db).await;
    let error = never.expect_err("another writer is always faster");
    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
    assert_eq!(db.cost().requests(), 8);
}

#[tokio::test]
async fn an_item_that_is_deleted_before_it_is_written_is_missing() {
    let (faulty, db) = faulty().await;
    thing().create().send(&db).await.unwrap();
    faulty.on("UpdateItem").fail(Fault::condition_failed());
    let never = Thing::modify("t", |thing| thing.count += 1).max_attempts(3).send(&db).await;
    assert!(matches!(never, Err(Error::NotFound(_))));
    assert_eq!(faulty.requests().of("GetItem").len(), 1, "there is no such item in the refusal");
    faulty.calm();
}

#[tokio::test]
async fn missing_items_refusals_and_other_keys_are_errors() {
    let (faulty, db) = faulty().await;
    let missing = Thing::modify("x", |thing| thing.count += 1).send(&db).await;
    assert!(matches!(missing, Err(Error::NotFound(_))));
    thing().create().send(&db).await.unwrap();
    faulty.take_requests();
    let refused = Thing::modify("t", |thing| {
        thing.count = 0;
        Err::<(), _>("not today")
    });
    let error = refused.send(&db).await.expect_err("the function says so");
    assert!(error.is_refused());
    assert_eq!(error.outcome(), Outcome::NotApplied);
    let moved = Thing::modify("t", |thing| thing.id = "u".into()).send(&db).await;
    assert!(matches!(moved, Err(Error::InvalidRequest(_, InvalidRequest::KeyChanged))));
    assert!(faulty.requests().of("UpdateItem").is_empty());
    let other = [("pk", s("THING#o")), ("sk", s("THING")), ("type", s("PLAIN"))];
    put_raw::<Thing>(&db, attributes(other)).await;
    let other = Thing::modify("o", |thing| thing.count += 1).send(&db).await;
    assert!(matches!(other, Err(Error::WrongEntity(_))));
}

#[tokio::test]
async fn a_change_whose_answer_was_lost_is_not_made_twice() {
    let (faulty, db) = faulty().await;
    thing().create().send(&db).await.unwrap();
    faulty.on("UpdateItem").times(1).fail(Fault::lost().applied());
    let error = Thing::modify("t", |thing| thing.count += 1).send(&db).await;
    let error = error.expect_err("the version has grown, by whom is not known");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(Thing::get("t").one(&db).await.unwrap().count, 2);
}
