//! Scans: every item of a table or index, of one entity or of all.

use std::collections::BTreeSet;

use dynamorph::prelude::*;
use dynamorph::{Cursor, Dynamo, Error, InvalidRequest};
use dynamorph_testing::Engine;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::support::{attributes, put_raw, s, table, watched};

#[derive(Table)]
#[table(name = "depot", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "kinds", partition_key = "type", sort_key = "sk"))]
#[table(index(name = "shelves", partition_key = "shelf"))]
#[table(index(name = "keys-only", partition_key = "shelf", projection = "KEYS_ONLY"))]
#[table(index(name = "typed", partition_key = "shelf", projection = include("type")))]
#[table(index(name = "untyped", partition_key = "shelf", projection = include("weight")))]
#[table(index(name = "local-keys", sort_key = "shelf", projection = "KEYS_ONLY"))]
struct DepotTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = DepotTable, entity = "BOX", alias = "CRATE", pk = "HALL#{hall}", sk = "BOX#{id}")]
#[dynamo(index(shelves, query = "by_shelf", partition_key = shelf))]
#[dynamo(index("keys-only", query = "by_shelf_keys", partition_key = shelf))]
#[dynamo(index(typed, query = "by_shelf_typed", partition_key = shelf))]
#[dynamo(index(untyped, query = "by_shelf_untyped", partition_key = shelf))]
#[dynamo(index("local-keys", query = "by_hall_and_shelf", sort_key = shelf))]
struct Parcel {
    hall: u32,
    id: u64,
    shelf: Option<String>,
    weight: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = DepotTable, entity = "LAMP", pk = "HALL#{hall}", sk = "LAMP#{id}")]
#[dynamo(index(kinds, query = "by_kind", partition_key = discriminator, sort_key = table_sort_key))]
#[dynamo(index(shelves, query = "by_shelf", partition_key = shelf))]
#[dynamo(index("keys-only", query = "by_shelf_keys", partition_key = shelf))]
#[dynamo(index("local-keys", query = "by_hall_and_shelf", sort_key = shelf))]
struct Lamp {
    hall: u32,
    id: u32,
    shelf: Option<String>,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Depot in DepotTable { Parcel, Lamp, _ => keep }
}
dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Known in DepotTable { Parcel, Lamp, _ => skip }
}
dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Strict in DepotTable { Parcel, Lamp, _ => error }
}

const PARCELS: u64 = 9;
const LAMPS: u32 = 5;

fn parcel(id: u64) -> Parcel {
    let shelf = (!id.is_multiple_of(3)).then(|| format!("s{}", id % 2));
    Parcel { hall: u32::try_from(id % 4).unwrap(), id, shelf, weight: 10 }
}

fn lamp(id: u32) -> Lamp {
    Lamp { hall: id % 4, id, shelf: Some("s1".into()) }
}

/// Nine parcels, six of them on a shelf; five lamps, all on a shelf; one item of nobody.
async fn depot() -> (Engine, Dynamo) {
    let (engine, db) = table::<Depot>().await;
    for id in 0..PARCELS {
        parcel(id).create().send(&db).await.unwrap();
    }
    for id in 0..LAMPS {
        lamp(id).create().send(&db).await.unwrap();
    }
    put_raw::<Depot>(&db, attributes([("pk", s("HALL#1")), ("sk", s("X")), ("type", s("X"))]))
        .await;
    (engine, db)
}

fn ids(parcels: &[Parcel]) -> BTreeSet<u64> {
    let ids: BTreeSet<u64> = parcels.iter().map(|parcel| parcel.id).collect();
    assert_eq!(ids.len(), parcels.len(), "an item came twice");
    ids
}

fn on_shelves() -> BTreeSet<u64> {
    (0..PARCELS).filter(|id| id % 3 != 0).collect()
}

#[tokio::test]
async fn a_scan_of_a_model_reads_its_items_alone() {
    let (_, db) = depot().await;

    let parcels = Parcel::scan().all(&db).await.unwrap();
    assert_eq!(ids(&parcels), (0..PARCELS).collect());
    assert!(parcels.iter().all(|found| *found == parcel(found.id)));
    assert_eq!(Lamp::scan().all(&db).await.unwrap().len(), LAMPS as usize);
    assert_eq!(Parcel::scan().count(&db).await.unwrap(), PARCELS);
    assert_eq!(Parcel::scan().consistent_read().count(&db).await.unwrap(), PARCELS);
    assert!(Parcel::scan().first(&db).await.unwrap().is_some());
    let error = Parcel::scan().one(&db).await.unwrap_err();
    assert!(matches!(error, Error::MultipleFound(_)), "{error}");
    assert_eq!(error.context().unwrap().operation(), "Scan");

    let mut stream = Parcel::scan().page_size(2).stream(&db);
    let mut streamed = Vec::new();
    while let Some(found) = stream.next().await {
        streamed.push(found.unwrap());
    }
    assert_eq!(ids(&streamed), (0..PARCELS).collect());
}

#[tokio::test]
async fn a_scan_of_an_alias_is_a_scan_of_the_entity() {
    let (_, db) = depot().await;
    put_raw::<Depot>(
        &db,
        attributes([
            ("pk", s("HALL#7")),
            ("sk", s("BOX#00000000000000000099")),
            ("type", s("CRATE")),
            ("hall", super::support::n("7")),
            ("id", super::support::n("99")),
            ("weight", super::support::n("1")),
        ]),
    )
    .await;

    assert!(ids(&Parcel::scan().all(&db).await.unwrap()).contains(&99));
    assert_eq!(Parcel::scan().count(&db).await.unwrap(), PARCELS + 1);
}

#[tokio::test]
async fn a_scan_of_a_registry_treats_unknown_items_by_its_policy() {
    let (_, db) = depot().await;
    let known = PARCELS + u64::from(LAMPS);

    let kept = Depot::scan().all(&db).await.unwrap();
    assert_eq!(kept.len() as u64, known + 1);
    assert_eq!(kept.iter().filter(|item| matches!(item, Depot::Unknown(_))).count(), 1);
    assert_eq!(Depot::scan().count(&db).await.unwrap(), known + 1);

    let page = Known::scan().page(&db).await.unwrap();
    assert_eq!(page.items.len() as u64, known);
    assert_eq!((page.scanned as u64, page.skipped), (known + 1, 1));
    assert_eq!(Known::scan().count(&db).await.unwrap(), known);

    let error = Strict::scan().all(&db).await.unwrap_err();
    assert!(matches!(error, Error::UnexpectedEntity { .. }), "{error}");
}

#[tokio::test]
async fn a_scan_of_an_index_reads_what_lies_in_it() {
    let (_, db) = depot().await;

    let parcels = Parcel::BY_SHELF.scan().all(&db).await.unwrap();
    assert_eq!(ids(&parcels), on_shelves());
    assert_eq!(Parcel::BY_SHELF.scan().count(&db).await.unwrap(), 6);
    assert_eq!(Lamp::BY_SHELF.scan().all(&db).await.unwrap().len(), LAMPS as usize);

    let everything = Parcel::BY_SHELF.scan().widen::<Depot>().all(&db).await.unwrap();
    assert_eq!(everything.len(), 6 + LAMPS as usize);
    assert_eq!(everything.iter().filter(|item| matches!(item, Depot::Lamp(_))).count(), 5);
}

#[tokio::test]
async fn a_scan_of_a_local_index_reads_whole_items() {
    let (_, db) = depot().await;

    let parcels = Parcel::BY_HALL_AND_SHELF.scan().all(&db).await.unwrap();
    assert_eq!(ids(&parcels), on_shelves());
    assert!(parcels.iter().all(|found| *found == parcel(found.id)));
    assert_eq!(Parcel::BY_HALL_AND_SHELF.scan().count(&db).await.unwrap(), 6);
    assert_eq!(Parcel::BY_HALL_AND_SHELF.scan().consistent_read().count(&db).await.unwrap(), 6);
}

#[tokio::test]
async fn a_partial_global_index_is_scanned_for_counts_only() {
    let (engine, db) = depot().await;

    assert_eq!(Parcel::BY_SHELF_KEYS.scan().count(&db).await.unwrap(), 6, "told by its keys");
    assert_eq!(Lamp::BY_SHELF_KEYS.scan().count(&db).await.unwrap(), 5);
    assert_eq!(Parcel::BY_SHELF_TYPED.scan().count(&db).await.unwrap(), 6, "told by a filter");
    assert_eq!(Parcel::BY_SHELF_UNTYPED.scan().count(&db).await.unwrap(), 6);
    assert_eq!(Parcel::BY_SHELF_KEYS.scan().page_size(2).limit(4).count(&db).await.unwrap(), 4);

    let (db, requests) = watched(&engine);
    for (index, error) in [
        ("keys-only", Parcel::BY_SHELF_KEYS.scan().all(&db).await.map(|_| ())),
        ("typed", Parcel::BY_SHELF_TYPED.scan().page(&db).await.map(|_| ())),
        ("untyped", Parcel::BY_SHELF_UNTYPED.scan().first(&db).await.map(|_| ())),
    ] {
        let error = error.unwrap_err();
        assert!(
            matches!(&error, Error::InvalidRequest(_, InvalidRequest::PartialIndex(name)) if *name == index),
            "{index}: {error}"
        );
    }
    requests.assert_none("items of a partial index");
}

/// DynamoDB refuses a filter on a key in a query, and takes it in a scan.
#[tokio::test]
async fn a_scan_filters_by_a_discriminator_that_is_a_key() {
    let (engine, _) = depot().await;
    let (db, requests) = watched(&engine);

    let lamps = Lamp::BY_KIND.scan().all(&db).await.unwrap();
    assert_eq!(lamps.len(), LAMPS as usize, "parcels lie in the index of all kinds too");
    assert_eq!(Lamp::BY_KIND.scan().count(&db).await.unwrap(), u64::from(LAMPS));

    let sent = requests.take();
    assert!(sent.iter().all(|request| request["FilterExpression"] == json!("#0 IN (:0)")));
    assert_eq!(sent[0]["ExpressionAttributeNames"], json!({"#0": "type"}));
}

#[tokio::test]
async fn a_limit_is_the_number_of_items() {
    let (_, db) = depot().await;

    for limit in 1..=10 {
        let expected = u64::from(limit).min(PARCELS);
        let page = Parcel::scan().limit(limit).page(&db).await.unwrap();
        assert_eq!(page.items.len() as u64, expected, "page {limit}");
        let page = Parcel::scan().limit(limit).page_size(3).page(&db).await.unwrap();
        assert_eq!(page.items.len() as u64, expected, "page of pages {limit}");
        let all = Parcel::scan().limit(limit).all(&db).await.unwrap();
        assert_eq!(all.len() as u64, expected, "all {limit}");
        let count = Parcel::scan().limit(limit).count(&db).await.unwrap();
        assert_eq!(count, expected, "count {limit}");
    }
}

#[tokio::test]
async fn pages_lose_and_repeat_nothing() {
    let (_, db) = depot().await;

    for limit in [1, 2, 4, 9, 20] {
        let mut found = Vec::new();
        let mut from: Option<Cursor> = None;
        loop {
            let page = Parcel::scan().limit(limit).cursor(from).page(&db).await.unwrap();
            found.extend(page.items);
            let Some(cursor) = page.cursor else { break };
            from = Some(cursor.to_string().parse().unwrap());
        }
        assert_eq!(ids(&found), (0..PARCELS).collect(), "limit {limit}");
    }
}

#[tokio::test]
async fn max_pages_bounds_a_scan() {
    let (engine, _) = depot().await;
    let (db, requests) = watched(&engine);

    let error = Parcel::scan().page_size(2).max_pages(3).all(&db).await.unwrap_err();
    assert!(matches!(error, Error::Incomplete { pages: 3, .. }), "{error}");
    assert_eq!(requests.take().len(), 3);
    let page = Parcel::scan().page_size(2).max_pages(1).limit(9).page(&db).await.unwrap();
    assert_eq!(page.scanned, 2);
    let rest = Parcel::scan().cursor(page.cursor).all(&db).await.unwrap();
    assert_eq!(rest.len() + page.items.len(), 9);
}

#[tokio::test]
async fn zero_asks_for_nothing_and_is_refused() {
    let engine = Engine::from_env();
    let (db, requests) = watched(&engine);

    for (option, error) in [
        ("limit", Parcel::scan().limit(0).all(&db).await.map(|_| ())),
        ("page_size", Parcel::scan().page_size(0).count(&db).await.map(|_| ())),
        ("max_pages", Parcel::scan().max_pages(0).page(&db).await.map(|_| ())),
    ] {
        let error = error.unwrap_err();
        assert!(
            matches!(&error, Error::InvalidRequest(_, InvalidRequest::Zero(named)) if *named == option),
            "{option}: {error}"
        );
    }
    requests.assert_none("zero");
}

#[tokio::test]
async fn cursors_of_other_reads_are_refused_before_any_request() {
    let (engine, _) = depot().await;
    let (db, requests) = watched(&engine);
    let scanned = Parcel::scan().limit(1).page(&db).await.unwrap().cursor.unwrap();
    let of_index = Parcel::BY_SHELF.scan().limit(1).page(&db).await.unwrap().cursor.unwrap();
    let of_keys = Lamp::BY_KIND.scan().limit(1).page(&db).await.unwrap().cursor.unwrap();
    let queried = Parcel::query(1).limit(1).page(&db).await.unwrap().cursor.unwrap();
    requests.take();

    let refused = [
        ("a query's", Parcel::scan().cursor(queried.clone()).page(&db).await.map(|_| ())),
        ("a scan's", Parcel::query(1).cursor(scanned.clone()).page(&db).await.map(|_| ())),
        ("an index's", Parcel::scan().cursor(of_index.clone()).all(&db).await.map(|_| ())),
        ("the table's", Parcel::BY_SHELF.scan().cursor(scanned).count(&db).await.map(|_| ())),
        ("another's", Parcel::BY_SHELF.scan().cursor(of_keys).page(&db).await.map(|_| ())),
        (
            "a global index's",
            Parcel::BY_HALL_AND_SHELF.scan().cursor(of_index).page(&db).await.map(|_| ()),
        ),
        ("a stream", Parcel::scan().cursor(queried).stream(&db).next().await.unwrap().map(|_| ())),
    ];
    for (case, result) in refused {
        assert!(matches!(result, Err(Error::Cursor(_))), "{case}");
    }
    requests.assert_none("a cursor of something else");
}

#[tokio::test]
async fn a_scan_sends_what_it_explains() {
    let (engine, _) = depot().await;
    let (db, requests) = watched(&engine);

    let scan = Parcel::BY_SHELF.scan().page_size(2);
    let explained = scan.explain().to_string();
    scan.customize(|request| request.return_consumed_capacity("TOTAL".into()))
        .page(&db)
        .await
        .unwrap();

    let sent: Value = requests.take().remove(0);
    assert_eq!(sent["IndexName"], json!("shelves"));
    assert_eq!(sent["Limit"], json!(2));
    assert_eq!(sent["ReturnConsumedCapacity"], json!("TOTAL"));
    for line in ["IndexName: shelves", "Limit: 2", "FilterExpression: #0 IN (:0, :1)"] {
        assert!(explained.contains(line), "{explained}");
    }
}

#[tokio::test]
async fn a_scan_of_a_missing_table_says_so() {
    let engine = Engine::from_env();

    let error = Parcel::scan().all(&engine.dynamo()).await.unwrap_err();

    assert!(error.is_table_not_found(), "{error}");
    assert_eq!(error.context().unwrap().operation(), "Scan");
}
