//! Deletes of all that a query or a scan finds.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use dynamorph::prelude::*;
use dynamorph::{
    Clock, CursorError, Dynamo, Error, Hooks, InvalidRequest, ItemWrite, KeyValue, Outcome,
    Progress, Refusal, WriteVerb, async_trait,
};
use dynamorph_testing::{Engine, ManualClock};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::models::{Order, Product, Shop, Status, order, product};
use super::support::{Requests, table, watched};

fn sent_by<'r>(requests: &'r [serde_json::Value], member: &str) -> Vec<&'r serde_json::Value> {
    requests.iter().filter(|request| request.get(member).is_some()).collect()
}

/// Orders of two customers, of which every third is paid, and products.
async fn shop() -> (Engine, Dynamo, Requests) {
    let (engine, plain) = table::<Shop>().await;
    let orders = (0..60).map(|at| Order {
        status: if at % 3 == 0 { Status::Paid } else { Status::Open },
        channel: (at % 2 == 0).then(|| "web".to_owned()),
        ..order(at % 2, &format!("2026-11-{:02}", 1 + at % 28), at)
    });
    Order::save_all(orders).send(&plain).await.unwrap();
    Product::save_all((0..10).map(|at| product(&format!("{at:02}")))).send(&plain).await.unwrap();
    let (db, requests) = watched(&engine);
    (engine, db, requests)
}

async fn counts(db: &Dynamo) -> (u64, u64) {
    let orders = Order::scan().consistent_read().count(db).await.unwrap();
    (orders, Product::scan().consistent_read().count(db).await.unwrap())
}

#[tokio::test]
async fn a_query_deletes_what_it_finds_and_reads_keys_only() {
    let (_engine, db, requests) = shop().await;
    let progress = Progress::default();
    let delete = Order::query(Uuid::from_u128(0)).delete_all().progress(&progress);
    let deleted = delete.send(&db).await.unwrap();
    assert_eq!((deleted.deleted(), progress.items()), (30, 30));

    let sent = requests.take();
    let (reads, writes) = (sent_by(&sent, "TableName"), sent_by(&sent, "RequestItems"));
    assert_eq!((reads.len(), writes.len()), (1, 2), "25 and 5");
    assert_eq!(reads[0]["ProjectionExpression"].as_str().unwrap().split(", ").count(), 3);
    let mut names: Vec<&str> = reads[0]["ExpressionAttributeNames"]
        .as_object()
        .unwrap()
        .values()
        .map(|name| name.as_str().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["pk", "sk", "type"]);
    assert_eq!(deleted.cost().requests(), 3);
    assert_eq!(progress.requests(), 3);
    assert_eq!(counts(&db).await, (30, 10));
    // There is nothing left to find.
    let again = Order::query(Uuid::from_u128(0)).delete_all().send(&db).await.unwrap();
    assert_eq!((again.deleted(), again.cost().requests()), (0, 1));
}

#[tokio::test]
async fn conditions_filters_limits_and_cursors_are_kept_to() {
    let (_engine, db, _) = shop().await;
    let customer = Uuid::from_u128(1);
    let query = || Order::query(customer);
    let paid = query().filter(Order::STATUS.eq(Status::Paid));
    assert_eq!(paid.delete_all().send(&db).await.unwrap().deleted(), 10);
    let early = query().sort_lt(super::models::date("2026-11-08"));
    let expected = early.count(&db).await.unwrap();
    let early = query().sort_lt(super::models::date("2026-11-08"));
    assert_eq!(early.delete_all().send(&db).await.unwrap().deleted() as u64, expected);
    let left = query().count(&db).await.unwrap();

    let page = query().limit(3).page(&db).await.unwrap();
    let kept: Vec<Uuid> = page.items.iter().map(|order| order.id).collect();
    let two = query().cursor(page.cursor.clone()).limit(2).delete_all().send(&db).await.unwrap();
    assert_eq!(two.deleted(), 2);
    assert_eq!(query().count(&db).await.unwrap(), left - 2);
    query().cursor(page.cursor.clone()).delete_all().send(&db).await.unwrap();
    let rest: Vec<Uuid> = query().all(&db).await.unwrap().iter().map(|order| order.id).collect();
    assert_eq!(rest, kept);

    let other = Order::query(Uuid::from_u128(0)).cursor(page.cursor).delete_all().send(&db).await;
    assert!(matches!(other, Err(Error::Cursor(CursorError::Invalid))));
    let nothing = query()
        .filter(Order::STATUS.is_in([] as [Status; 0]))
        .delete_all()
        .send(&db)
        .await
        .unwrap();
    assert_eq!((nothing.deleted(), nothing.cost().requests()), (0, 0));
}

#[tokio::test]
async fn indexes_find_what_is_deleted_from_the_table() {
    let (_engine, db, _) = shop().await;
    let paid = Order::by_status(Status::Paid).delete_all().send(&db).await.unwrap();
    assert_eq!((paid.deleted(), counts(&db).await), (20, (40, 10)));
    let web = Order::by_channel(Uuid::from_u128(0)).sort_eq("web").delete_all();
    let deleted = web.send(&db).await.unwrap().deleted() as u64;
    assert_eq!(counts(&db).await, (40 - deleted, 10));
    assert_eq!(deleted, 20);
    let rest = Order::BY_ID.scan().delete_all().everything().send(&db).await.unwrap();
    assert_eq!((rest.deleted(), counts(&db).await), (20, (0, 10)));
}

#[tokio::test]
async fn a_scan_deletes_its_own_entity() {
    let (_engine, db, _) = shop().await;
    let open = Order::scan().page_size(7).filter(Order::STATUS.eq(Status::Open)).delete_all();
    assert_eq!(open.concurrency(1).send(&db).await.unwrap().deleted(), 40);
    assert_eq!(counts(&db).await, (20, 10));
    let all = Order::scan().delete_all().everything().send(&db).await.unwrap();
    assert_eq!((all.deleted(), counts(&db).await), (20, (0, 10)));
}

#[tokio::test]
async fn what_has_no_bounds_is_refused_before_any_request() {
    let (_engine, db, requests) = shop().await;
    let always = || None::<dynamorph::Condition<Product>>;
    for (case, refused) in [
        ("scan", Product::scan().delete_all().send(&db).await),
        ("limit", Product::scan().limit(1).delete_all().send(&db).await),
        ("segment", Product::scan().segment(0, 2).delete_all().send(&db).await),
        ("no filter", Product::scan().filter(always()).delete_all().send(&db).await),
        ("index", Order::BY_STATUS.scan().delete_all().send(&db).await),
        ("the only partition", Product::query(()).delete_all().send(&db).await),
        ("no prefix", Product::query(()).sort_begins_with("").delete_all().send(&db).await),
    ] {
        let error = refused.unwrap_err();
        let is_unbounded = matches!(error, Error::InvalidRequest(_, InvalidRequest::Unbounded));
        assert!(is_unbounded, "{case}: {error}");
        assert!(error.to_string().contains(".delete_all().everything()"), "{error}");
        assert_eq!(error.outcome(), Outcome::NotApplied);
    }
    requests.assert_none("what has no bounds");
    assert_eq!(counts(&db).await, (60, 10));
    // A part of the key is a bound, and so is a filter.
    let nines = Product::query(()).sort_begins_with("09").delete_all().send(&db).await.unwrap();
    assert_eq!(nines.deleted(), 1);
    let one = Product::query(("08",)).delete_all().send(&db).await.unwrap();
    assert_eq!(one.deleted(), 1);
    let rest = Product::query(()).filter(Product::PRICE.eq(100)).delete_all().send(&db).await;
    assert_eq!(rest.unwrap().deleted(), 8);
}

#[tokio::test]
async fn a_number_of_pages_stops_it_and_the_error_says_what_was_deleted() {
    let (_engine, db, _) = shop().await;
    let query = || Order::query(Uuid::from_u128(0)).page_size(10);
    let error = query().max_pages(1).delete_all().concurrency(1).send(&db).await.unwrap_err();
    let Error::DeleteAllIncomplete(rest) = error else { panic!("{error:?}") };
    assert_eq!((rest.deleted(), rest.not_deleted(), rest.unknown()), (0, 10, 0));
    assert!(matches!(rest.cause(), Error::Incomplete { pages: 1, .. }));
    assert!(rest.cursor().is_none(), "nothing was deleted, so it goes on at the beginning");
    let error = query().max_pages(3).delete_all().concurrency(1).send(&db).await.unwrap_err();
    let Error::DeleteAllIncomplete(rest) = error else { panic!("{error:?}") };
    assert_eq!((rest.deleted(), rest.not_deleted(), rest.unknown()), (25, 5, 0));
    let rest = query().cursor(rest.cursor().unwrap()).delete_all().send(&db).await.unwrap();
    assert_eq!((rest.deleted(), counts(&db).await), (5, (30, 10)));
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "delete_all_sessions")]
struct Session {
    #[dynamo(partition_key)]
    user: String,
    #[dynamo(sort_key)]
    device: u32,
    #[dynamo(ttl)]
    ends_at: u64,
}

#[tokio::test]
async fn expired_items_are_deleted_too() {
    let engine = Engine::from_env();
    let clock = ManualClock::new(SystemTime::now());
    let builder = Dynamo::builder(engine.client()).table_prefix(engine.table_prefix());
    let db = builder.clock(clock.clone()).build();
    db.ensure_table::<Session>().await.unwrap();
    let now = clock.now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let sessions = (0..10_u32).map(|device| Session {
        user: "ann".into(),
        device,
        ends_at: now + 100 * u64::from(device),
    });
    Session::save_all(sessions).send(&db).await.unwrap();
    clock.advance(Duration::from_secs(450));
    assert_eq!(Session::query("ann").count(&db).await.unwrap(), 5);
    let deleted = Session::query("ann").delete_all().send(&db).await.unwrap();
    assert_eq!(deleted.deleted(), 10);
    assert_eq!(Session::scan().include_expired().count(&db).await.unwrap(), 0);
}

/// Counts deletes, and refuses that of one key.
#[derive(Clone)]
struct Guard {
    asked: Arc<AtomicUsize>,
    told: Arc<AtomicUsize>,
    refuses: Option<&'static str>,
}

#[async_trait]
impl Hooks for Guard {
    async fn before_write(&self, write: &mut ItemWrite<'_>) -> Result<(), Refusal> {
        assert_eq!((write.verb(), write.entity()), (WriteVerb::Delete, "PRODUCT"));
        self.asked.fetch_add(1, Ordering::Relaxed);
        let refused = self.refuses.map(|key| KeyValue::S(key.to_owned()));
        let is_kept = write.key().iter().any(|(_, value)| Some(value) == refused.as_ref());
        if is_kept { Err("it is kept".into()) } else { Ok(()) }
    }

    async fn after_write(&self, _: &ItemWrite<'_>, result: Result<(), &Error>) {
        self.told.fetch_add(usize::from(result.is_ok()), Ordering::Relaxed);
    }
}

#[tokio::test]
async fn hooks_are_asked_of_every_item() {
    let (engine, plain, _) = shop().await;
    let guard = |refuses| Guard { asked: Arc::default(), told: Arc::default(), refuses };
    let handle = |guard: &Guard| {
        let builder = Dynamo::builder(engine.client()).table_prefix(engine.table_prefix());
        builder.hooks(guard.clone()).build()
    };
    let keeping = guard(Some("PRODUCT#07"));
    let error = Product::scan().delete_all().everything().send(&handle(&keeping)).await;
    let error = error.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    let Error::DeleteAllIncomplete(rest) = error else { panic!("{error:?}") };
    assert_eq!((rest.deleted(), rest.unknown()), (0, 0));
    assert_eq!(keeping.told.load(Ordering::Relaxed), 0);
    assert_eq!(counts(&plain).await.1, 10);

    let open = guard(None);
    let deleted = Product::scan().delete_all().everything().send(&handle(&open)).await.unwrap();
    assert_eq!((deleted.deleted(), counts(&plain).await.1), (10, 0));
    assert_eq!((open.asked.load(Ordering::Relaxed), open.told.load(Ordering::Relaxed)), (10, 10));
}
