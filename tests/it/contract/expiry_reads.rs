//! Expired items, which reads hide.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use dynamorph::prelude::*;
use dynamorph::{Cursor, Dynamo, Error};
use dynamorph_testing::{Engine, ManualClock};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::support::{attributes, n, put_raw, s, table, watched};

/// Long ago: DynamoDB itself deletes no item that expired more than five years ago.
const NOW: i64 = 1_000_000;

#[derive(Table)]
#[table(
    name = "cache",
    partition_key = "pk",
    sort_key = "sk",
    discriminator = "type",
    ttl = "ends"
)]
#[table(index(name = "owners", partition_key = "owner"))]
#[table(index(name = "ends", partition_key = "owner", sort_key = N("ends")))]
#[table(index(name = "slim", partition_key = "owner", projection = include("type", "id", "owner", "size")))]
#[table(index(name = "thin", partition_key = "owner", projection = include("ends")))]
#[table(index(name = "local", sort_key = "owner", projection = "KEYS_ONLY"))]
struct CacheTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = CacheTable, entity = "ENTRY", pk = "CACHE", sk = "ENTRY#{id}")]
#[dynamo(index(owners, query = "by_owner", partition_key = owner))]
#[dynamo(index(ends, query = "by_end", partition_key = owner, sort_key = ends))]
#[dynamo(index(thin, query = "by_owner_thin", partition_key = owner))]
#[dynamo(index(local, query = "by_owner_local", sort_key = owner))]
struct Entry {
    id: u32,
    owner: String,
    #[dynamo(ttl)]
    ends: Option<i64>,
}

/// Has an attribute of the TTL's name that is none of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = CacheTable, entity = "LASTING", pk = "CACHE", sk = "LASTING#{id}")]
#[dynamo(index(owners, query = "by_owner", partition_key = owner))]
struct Lasting {
    id: u32,
    owner: String,
    ends: Option<i64>,
}

/// Of an index that does not hold the TTL.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = CacheTable, entity = "BLOB", pk = "BLOBS", sk = "BLOB#{id}")]
#[dynamo(index(slim, query = "by_owner_slim", partition_key = owner))]
struct Blob {
    id: u32,
    owner: String,
    size: u32,
    #[dynamo(ttl)]
    ends: Option<i64>,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Cache in CacheTable { Entry, Lasting, Blob, _ => keep }
}
dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Ending in CacheTable { Entry, Blob, _ => skip }
}

fn entry(id: u32, ends: Option<i64>) -> Entry {
    Entry { id, owner: "ann".into(), ends }
}

/// The same tables at the time `NOW`.
fn at_now(db: &Dynamo, engine: &Engine) -> Dynamo {
    let now =
        SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(NOW).unwrap() * 1000 + 999);
    Dynamo::builder(db.client().clone())
        .table_prefix(engine.table_prefix())
        .clock(ManualClock::new(now))
        .build()
}

/// Entries 0 to 9, of which 1, 4 and 7 have expired, and 3 and 6 have no end; two lasting items long past their end.
async fn cache() -> (Engine, Dynamo, super::support::Requests) {
    let (engine, _) = table::<Cache>().await;
    let (db, requests) = watched(&engine);
    let db = at_now(&db, &engine);
    for id in 0..10 {
        let ends = match id {
            1 => Some(NOW),
            4 => Some(1),
            7 => Some(NOW - 1),
            3 | 6 => None,
            _ => Some(NOW + 1),
        };
        entry(id, ends).create().send(&db).await.unwrap();
    }
    for id in 0..2 {
        Lasting { id, owner: "ann".into(), ends: Some(1) }.create().send(&db).await.unwrap();
    }
    requests.take();
    (engine, db, requests)
}

const ALIVE: [u32; 7] = [0, 2, 3, 5, 6, 8, 9];

fn ids(entries: &[Entry]) -> Vec<u32> {
    entries.iter().map(|entry| entry.id).collect()
}

fn set(entries: &[Entry]) -> BTreeSet<u32> {
    entries.iter().map(|entry| entry.id).collect()
}

#[tokio::test]
async fn a_get_answers_no_expired_item() {
    let (_, db, _) = cache().await;

    for id in 0..10 {
        let found = Entry::get(id).send(&db).await.unwrap();
        assert_eq!(found.is_some(), ALIVE.contains(&id), "{id}");
        let found = Entry::get(id).include_expired().send(&db).await.unwrap();
        assert_eq!(found.map(|entry| entry.id), Some(id));
        let owner = Entry::get(id).select(Entry::OWNER).send(&db).await.unwrap();
        assert_eq!(owner.is_some(), ALIVE.contains(&id), "{id}, selected");
        let widened = Entry::get(id).widen::<Cache>().send(&db).await.unwrap();
        assert_eq!(widened.is_some(), ALIVE.contains(&id), "{id}, widened");
    }
    assert!(Entry::get(1).one(&db).await.unwrap_err().is_not_found());
    assert!(Entry::get(1).include_expired().select(Entry::OWNER).one(&db).await.is_ok());
    assert!(Lasting::get(0).send(&db).await.unwrap().is_some(), "it has no TTL");
}

#[tokio::test]
async fn an_expired_item_of_another_entity_is_still_of_another_entity() {
    let (_, db, _) = cache().await;
    let item = [
        ("pk", s("CACHE")),
        ("sk", s("ENTRY#00000000000000000050")),
        ("type", s("LASTING")),
        ("ends", n("1")),
    ];
    put_raw::<Cache>(&db, attributes(item)).await;

    let error = Entry::get(50).send(&db).await.unwrap_err();
    assert!(matches!(error, Error::WrongEntity(_)), "{error}");
}

#[derive(Table)]
#[table(name = "plain-cache", partition_key = "pk", discriminator = "type", ttl = "ends")]
struct PlainTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = PlainTable, entity = "PLAIN", pk = "PLAIN#{id}")]
struct Plain {
    id: u32,
    #[dynamo(ttl)]
    ends: Option<i64>,
}

/// DynamoDB deletes no such item, and its filter compares values of one type only.
#[tokio::test]
async fn an_end_that_is_no_number_is_no_end() {
    let (_, db) = table::<Plain>().await;
    let key = s("PLAIN#00000000000000000051");
    let item = [("pk", key), ("type", s("PLAIN")), ("id", n("51")), ("ends", s("1"))];
    put_raw::<Plain>(&db, attributes(item)).await;

    assert_eq!(Plain::get(51).select(Plain::ID).send(&db).await.unwrap(), Some(51));
    assert_eq!(Plain::query(51).select(Plain::ID).all(&db).await.unwrap(), [51]);
    assert_eq!(Plain::scan().count(&db).await.unwrap(), 1);
}

#[tokio::test]
async fn queries_and_scans_hide_expired_items() {
    let (_, db, requests) = cache().await;

    assert_eq!(ids(&Entry::query(()).all(&db).await.unwrap()), ALIVE);
    let sent = requests.take();
    assert_eq!(sent[0]["FilterExpression"], json!("#2 IN (:2) AND NOT #3 <= :3"));
    assert_eq!(sent[0]["ExpressionAttributeValues"][":3"], json!({"N": NOW.to_string()}));

    assert_eq!(Entry::query(()).count(&db).await.unwrap(), 7);
    assert_eq!(Entry::query(()).include_expired().all(&db).await.unwrap().len(), 10);
    assert_eq!(Entry::query(()).include_expired().count(&db).await.unwrap(), 10);
    assert_eq!(set(&Entry::scan().all(&db).await.unwrap()), BTreeSet::from(ALIVE));
    assert_eq!(Entry::scan().count(&db).await.unwrap(), 7);
    assert_eq!(Entry::scan().include_expired().count(&db).await.unwrap(), 10);
    assert_eq!(set(&Entry::by_owner("ann").all(&db).await.unwrap()), BTreeSet::from(ALIVE));
    assert_eq!(Entry::BY_OWNER.scan().count(&db).await.unwrap(), 7);
    let selected = Entry::query(()).select(Entry::ID).all(&db).await.unwrap();
    assert_eq!(selected, ALIVE);
    assert_eq!(Lasting::query(()).all(&db).await.unwrap().len(), 2);
}

#[tokio::test]
async fn hidden_items_count_as_evaluated_and_move_the_cursor() {
    let (_, db, _) = cache().await;

    for limit in 1..=8 {
        let (mut found, mut scanned) = (Vec::new(), 0);
        let mut from: Option<Cursor> = None;
        loop {
            let page = Entry::query(()).limit(limit).cursor(from).page(&db).await.unwrap();
            scanned += page.scanned;
            found.extend(ids(&page.items));
            let Some(cursor) = page.cursor else { break };
            from = Some(cursor.to_string().parse().unwrap());
        }
        assert_eq!(found, ALIVE, "limit {limit}");
        assert!(scanned >= 10, "limit {limit}: {scanned}");
    }
}

#[tokio::test]
async fn the_time_is_no_part_of_a_cursor() {
    let (engine, db, _) = cache().await;
    let page = Entry::query(()).limit(2).page(&db).await.unwrap();

    let later = Dynamo::builder(db.client().clone())
        .table_prefix(engine.table_prefix())
        .clock(ManualClock::at_epoch_seconds(u32::try_from(NOW).unwrap() + 100))
        .build();
    let rest = Entry::query(()).cursor(page.cursor.clone()).all(&later).await.unwrap();
    assert_eq!(ids(&rest), [3, 6]);
    let rest = Entry::query(()).include_expired().cursor(page.cursor).all(&db).await.unwrap();
    assert_eq!(ids(&rest), [3, 4, 5, 6, 7, 8, 9]);
}

#[tokio::test]
async fn a_time_to_live_that_is_a_key_is_checked_after_reading() {
    let (_, db, requests) = cache().await;
    let with_end = BTreeSet::from([0, 2, 5, 8, 9]);

    assert_eq!(set(&Entry::by_end("ann").all(&db).await.unwrap()), with_end);
    let sent = requests.take();
    assert_eq!(sent[0]["FilterExpression"], json!("#1 IN (:1)"), "no filter on a key");
    assert_eq!(Entry::by_end("ann").count(&db).await.unwrap(), 5);
    assert_eq!(requests.take()[0].get("Select"), None, "keys are read to be counted");
    assert_eq!(Entry::by_end("ann").include_expired().count(&db).await.unwrap(), 8);
    assert_eq!(Entry::by_end("ann").sort_le(NOW).all(&db).await.unwrap(), []);
    assert_eq!(Entry::by_end("ann").sort_le(NOW).include_expired().count(&db).await.unwrap(), 3);

    let mut found = BTreeSet::new();
    let mut from: Option<Cursor> = None;
    let (mut scanned, mut skipped) = (0, 0);
    loop {
        let page = Entry::by_end("ann").limit(1).cursor(from).page(&db).await.unwrap();
        found.extend(ids(&page.items));
        (scanned, skipped) = (scanned + page.scanned, skipped + page.skipped);
        let Some(cursor) = page.cursor else { break };
        from = Some(cursor.to_string().parse().unwrap());
    }
    assert_eq!(found, with_end);
    assert!(skipped >= 3 && scanned >= 8, "{skipped} of {scanned}");

    requests.take();
    assert_eq!(set(&Entry::BY_END.scan().all(&db).await.unwrap()), with_end);
    assert_eq!(Entry::BY_END.scan().count(&db).await.unwrap(), 5);
    let sent = requests.take();
    assert!(
        sent.iter().all(|sent| sent["FilterExpression"] == json!("#0 IN (:0) AND NOT #1 <= :1")),
        "a scan filters by keys: {sent:?}"
    );
}

#[tokio::test]
async fn an_index_without_the_time_to_live_shows_expired_items() {
    let (_, db, _) = cache().await;
    for id in 0..3 {
        let ends = Some(NOW + i64::from(id) - 1);
        Blob { id, owner: "ann".into(), size: 1, ends }.create().send(&db).await.unwrap();
    }

    assert_eq!(Blob::query(()).all(&db).await.unwrap().len(), 1);
    let sizes = Blob::by_owner_slim("ann").select(Blob::SIZE).all(&db).await.unwrap();
    assert_eq!(sizes, [1, 1, 1]);
    assert_eq!(Blob::by_owner_slim("ann").count(&db).await.unwrap(), 3);
    assert_eq!(Blob::BY_OWNER_SLIM.scan().count(&db).await.unwrap(), 3);
    for explained in [
        Blob::by_owner_slim("ann").select(Blob::SIZE).explain().to_string(),
        Blob::BY_OWNER_SLIM.scan().select(Blob::SIZE).explain().to_string(),
    ] {
        assert!(
            explained
                .contains("Lint: expired items show: the index does not hold the TTL attribute"),
            "{explained}"
        );
    }
    let hidden = Blob::query(()).explain().to_string();
    assert!(!hidden.contains("expired items show"), "{hidden}");
    let asked = Blob::by_owner_slim("ann").select(Blob::SIZE).include_expired().explain();
    assert!(!asked.to_string().contains("expired items show"), "they were asked for");
}

#[tokio::test]
async fn an_index_without_the_discriminator_tells_expired_items_by_their_keys() {
    let (_, db, _) = cache().await;

    assert_eq!(Entry::by_owner_thin("ann").count(&db).await.unwrap(), 7);
    let owners = Entry::by_owner_thin("ann").select(Entry::OWNER).all(&db).await.unwrap();
    assert_eq!(owners.len(), 7);
    assert_eq!(Entry::BY_OWNER_THIN.scan().count(&db).await.unwrap(), 7);
}

#[tokio::test]
async fn a_local_index_reads_the_time_to_live_from_the_table() {
    let (_, db, _) = cache().await;

    assert_eq!(set(&Entry::by_owner_local(()).all(&db).await.unwrap()), BTreeSet::from(ALIVE));
    assert_eq!(Entry::by_owner_local(()).count(&db).await.unwrap(), 7);
    assert_eq!(Entry::by_owner_local(()).include_expired().count(&db).await.unwrap(), 10);
    assert_eq!(Entry::BY_OWNER_LOCAL.scan().all(&db).await.unwrap().len(), 7);
}

#[tokio::test]
async fn a_registry_hides_the_expired_items_of_entities_with_a_time_to_live() {
    let (_, db, requests) = cache().await;
    let item = [("pk", s("CACHE")), ("sk", s("X")), ("type", s("OTHER")), ("ends", n("1"))];
    put_raw::<Cache>(&db, attributes(item)).await;
    requests.take();

    let all = Cache::query(Entry::partition(())).all(&db).await.unwrap();
    assert_eq!(all.len(), 7 + 2 + 1, "lasting and unknown items are not hidden");
    assert_eq!(requests.take()[0]["FilterExpression"], json!("NOT (#1 IN (:1, :2) AND #2 <= :3)"));
    assert_eq!(Cache::query(Entry::partition(())).count(&db).await.unwrap(), 10);
    assert_eq!(Cache::query(Entry::partition(())).include_expired().count(&db).await.unwrap(), 13);
    assert_eq!(Cache::scan().all(&db).await.unwrap().len(), 10);
    requests.take();

    let ending = Ending::query(Entry::partition(())).all(&db).await.unwrap();
    assert_eq!(ending.len(), 7);
    assert_eq!(requests.take()[0]["FilterExpression"], json!("NOT #1 <= :1"));
    assert_eq!(Ending::query(Entry::partition(())).count(&db).await.unwrap(), 7);
}
