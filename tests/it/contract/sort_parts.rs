//! What sort conditions compare, and which of them are refused.

use dynamorph::prelude::*;
use dynamorph::{Error, InvalidRequest, KeyErrorKind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::models::{Order, Product, Shop, date, order, product};
use super::support::{attributes, key_error, put_raw, s, table, watched};

#[derive(Table)]
#[table(name = "events", partition_key = "pk", sort_key = "sk", discriminator = "type")]
struct EventTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = EventTable, entity = "EVENT", pk = "TEAM#{team}", sk = "EVENT#{day}#{level}#{name}")]
struct Event {
    team: String,
    day: String,
    level: i32,
    name: String,
}

fn event(day: &str, level: i32, name: &str) -> Event {
    Event { team: "t".into(), day: day.into(), level, name: name.into() }
}

async fn events() -> dynamorph::Dynamo {
    let (_, db) = table::<Event>().await;
    for day in ["2026-11-01", "2026-11-02", "2026-12-01"] {
        for level in [-2, 0, 3] {
            for name in ["a", "b"] {
                event(day, level, name).create().send(&db).await.unwrap();
            }
        }
    }
    db
}

#[tokio::test]
async fn each_condition_compares_the_first_part_that_is_free() {
    let db = events().await;
    let day = "2026-11-02";

    let counts = [
        ("first: eq", Event::query("t").sort_eq(day).count(&db).await.unwrap(), 6),
        (
            "first: begins_with",
            Event::query("t").sort_begins_with("2026-11").count(&db).await.unwrap(),
            12,
        ),
        (
            "first: begins_with nothing",
            Event::query("t").sort_begins_with("").count(&db).await.unwrap(),
            18,
        ),
        (
            "first: between",
            Event::query("t").sort_between("2026-11-02", "2026-12-31").count(&db).await.unwrap(),
            12,
        ),
        ("first: gt", Event::query("t").sort_gt(day).count(&db).await.unwrap(), 6),
        ("first: ge", Event::query("t").sort_ge(day).count(&db).await.unwrap(), 12),
        ("first: lt", Event::query("t").sort_lt(day).count(&db).await.unwrap(), 6),
        ("first: le", Event::query("t").sort_le(day).count(&db).await.unwrap(), 12),
        ("middle: eq", Event::query(("t", day)).sort_eq(-2).count(&db).await.unwrap(), 2),
        (
            "middle: between",
            Event::query(("t", day)).sort_between(-2, 0).count(&db).await.unwrap(),
            4,
        ),
        ("middle: gt", Event::query(("t", day)).sort_gt(-2).count(&db).await.unwrap(), 4),
        ("middle: ge", Event::query(("t", day)).sort_ge(-1).count(&db).await.unwrap(), 4),
        ("middle: lt", Event::query(("t", day)).sort_lt(0).count(&db).await.unwrap(), 2),
        ("middle: le", Event::query(("t", day)).sort_le(0).count(&db).await.unwrap(), 4),
        ("last: eq", Event::query(("t", day, 0)).sort_eq("b").count(&db).await.unwrap(), 1),
        (
            "last: begins_with",
            Event::query(("t", day, 0)).sort_begins_with("b").count(&db).await.unwrap(),
            1,
        ),
        (
            "last: between",
            Event::query(("t", day, 0)).sort_between("a", "b").count(&db).await.unwrap(),
            2,
        ),
        ("last: gt", Event::query(("t", day, 0)).sort_gt("a").count(&db).await.unwrap(), 1),
        ("last: ge", Event::query(("t", day, 0)).sort_ge("a").count(&db).await.unwrap(), 2),
        ("last: lt", Event::query(("t", day, 0)).sort_lt("b").count(&db).await.unwrap(), 1),
        ("last: le", Event::query(("t", day, 0)).sort_le("a").count(&db).await.unwrap(), 1),
        (
            "two bounds",
            Event::query("t").sort_gt("2026-11-01").sort_lt("2026-12-01").count(&db).await.unwrap(),
            6,
        ),
        (
            "two bounds of numbers",
            Event::query(("t", day)).sort_gt(-2).sort_lt(3).count(&db).await.unwrap(),
            2,
        ),
    ];
    for (case, found, expected) in counts {
        assert_eq!(found, expected, "{case}");
    }
}

#[tokio::test]
async fn full_sk_is_equality() {
    let db = events().await;
    event("2026-11-01", 0, "ab").create().send(&db).await.unwrap();

    let explain = Event::query(("t", "2026-11-01", 0, "a")).explain().to_string();
    assert!(explain.contains("#0 = :0 AND #1 = :1"), "{explain}");
    let found = Event::query(("t", "2026-11-01", 0, "a")).all(&db).await.unwrap();
    assert_eq!(found, [event("2026-11-01", 0, "a")]);
}

#[tokio::test]
async fn begins_with_does_not_leak_sibling() {
    let (_, events) = table::<Event>().await;
    for (team, day) in [("1", "d"), ("10", "d"), ("1", "d1"), ("1", "d10")] {
        Event { team: team.into(), day: day.into(), level: 0, name: "a".into() }
            .create()
            .send(&events)
            .await
            .unwrap();
    }

    assert_eq!(Event::query("1").count(&events).await.unwrap(), 3);
    assert_eq!(Event::query(("1", "d")).count(&events).await.unwrap(), 1);
    assert_eq!(Event::query("1").sort_eq("d1").count(&events).await.unwrap(), 1);
    assert_eq!(Event::query("1").sort_begins_with("d1").count(&events).await.unwrap(), 2);
}

#[tokio::test]
async fn range_stays_inside_entity_prefix() {
    let (_, db) = table::<Event>().await;
    let pk = || ("pk", s("TEAM#t"));
    // BETWEEN is inclusive, so the text `EVENT$` itself, one past the prefix, is still looked at: the filter drops it.
    for sk in
        ["EVEN", "EVENT", "EVENT\"", "EVENT$a", "EVENTS#2026-11-02#x", "A", "Z", "\0", "\u{10ffff}"]
    {
        put_raw::<Event>(&db, attributes([pk(), ("sk", s(sk)), ("type", s("OTHER"))])).await;
    }
    event("2026-11-02", 0, "a").create().send(&db).await.unwrap();

    let queries = [
        ("all", Event::query("t")),
        ("gt", Event::query("t").sort_gt("2026-11-01")),
        ("ge", Event::query("t").sort_ge("2026-11-02")),
        ("lt", Event::query("t").sort_lt("2026-11-03")),
        ("le", Event::query("t").sort_le("2026-11-02")),
        ("between", Event::query("t").sort_between("0", "~")),
    ];
    for (case, query) in queries {
        let page = query.page(&db).await.unwrap();
        // What DynamoDB evaluates is billed: the siblings are not.
        assert_eq!((page.items.len(), page.scanned), (1, 1), "{case}");
    }
}

#[tokio::test]
async fn conditions_that_exclude_each_other_are_refused() {
    let engine = dynamorph_testing::Engine::from_env();
    let (db, requests) = watched(&engine);
    let query = || Product::query(());

    let refused = [
        ("two equalities", query().sort_eq("a").sort_eq("a")),
        ("equality and lower bound", query().sort_eq("a").sort_gt("a")),
        ("upper bound and equality", query().sort_lt("a").sort_eq("a")),
        ("equality and prefix", query().sort_eq("a").sort_begins_with("a")),
        ("two prefixes", query().sort_begins_with("a").sort_begins_with("ab")),
        ("prefix and bound", query().sort_begins_with("a").sort_ge("ab")),
        ("bound and prefix", query().sort_le("b").sort_begins_with("a")),
        ("two lower bounds", query().sort_gt("a").sort_ge("b")),
        ("two upper bounds", query().sort_lt("a").sort_lt("b")),
        ("between and a bound", query().sort_between("a", "b").sort_gt("a")),
        ("two ranges", query().sort_between("a", "b").sort_between("a", "b")),
    ];
    for (case, query) in refused {
        let error = query.all(&db).await.unwrap_err();
        assert!(
            matches!(error, Error::InvalidRequest(_, InvalidRequest::SortConditions)),
            "{case}: {error}"
        );
    }
    requests.assert_none("conditions that exclude each other");
}

#[tokio::test]
async fn a_lower_bound_above_the_upper_one_answers_nothing_without_a_request() {
    let engine = dynamorph_testing::Engine::from_env();
    let (db, requests) = watched(&engine);
    let query = || Product::query(()).sort_gt("b").sort_lt("a");

    assert_eq!(query().all(&db).await.unwrap(), []);
    assert_eq!(query().first(&db).await.unwrap(), None);
    assert_eq!(query().count(&db).await.unwrap(), 0);
    assert!(query().one(&db).await.unwrap_err().is_not_found());
    assert!(query().stream(&db).next().await.is_none());
    let page = query().limit(5).page(&db).await.unwrap();
    assert_eq!((page.items, page.cursor, page.scanned), (vec![], None, 0));
    assert_eq!(Product::query(()).sort_between("b", "a").all(&db).await.unwrap(), []);
    assert_eq!(Product::query(()).sort_gt("a").sort_lt("a").all(&db).await.unwrap(), []);
    requests.assert_none("an empty range");
}

#[tokio::test]
async fn text_that_is_no_start_of_a_part_is_refused() {
    let engine = dynamorph_testing::Engine::from_env();
    let (db, requests) = watched(&engine);

    for (text, kind) in [
        ("a#", KeyErrorKind::Delimiter('#')),
        ("\n", KeyErrorKind::Reserved),
        ("a\u{10ffff}", KeyErrorKind::Reserved),
    ] {
        assert_eq!(
            key_error(Product::query(()).sort_begins_with(text).all(&db).await),
            kind,
            "{text:?}"
        );
        assert_eq!(key_error(Product::query(()).sort_gt(text).all(&db).await), kind, "{text:?}");
    }
    let long = "x".repeat(1025);
    assert!(matches!(
        key_error(Product::query(()).sort_begins_with(&long).all(&db).await),
        KeyErrorKind::TooLong { .. }
    ));
    assert!(matches!(
        key_error(Product::query(()).sort_eq(&long).all(&db).await),
        KeyErrorKind::TooLong { .. }
    ));
    requests.assert_none("text that is no part");
}

#[tokio::test]
async fn bounds_hold_up_to_the_longest_key() {
    let (_, db) = table::<Shop>().await;
    let room = 1024 - "PRODUCT#".len();
    let skus: Vec<String> =
        ["a".repeat(room), "a".repeat(room - 1) + "b", "é".repeat(room / 2), "~".repeat(room)]
            .to_vec();
    for sku in &skus {
        product(sku).create().send(&db).await.unwrap();
    }
    for (at, sku) in [(0, &skus[0]), (1, &skus[1]), (2, &skus[3]), (3, &skus[2])] {
        let query = || Product::query(());
        assert_eq!(query().sort_lt(sku).count(&db).await.unwrap(), at, "{at}");
        assert_eq!(query().sort_le(sku).count(&db).await.unwrap(), at + 1, "{at}");
        assert_eq!(query().sort_gt(sku).count(&db).await.unwrap(), 3 - at, "{at}");
        assert_eq!(query().sort_ge(sku).count(&db).await.unwrap(), 4 - at, "{at}");
        assert_eq!(query().sort_gt(sku).sort_le(sku).count(&db).await.unwrap(), 0, "{at}");
    }
}

#[tokio::test]
async fn ids_compare_whole_and_by_their_beginning() {
    let (_, db) = table::<Shop>().await;
    for id in [0x10, 0x11, 0x20] {
        order(1, "2026-11-21", id << 120).create().send(&db).await.unwrap();
    }
    let query = || Order::query((Uuid::from_u128(1), date("2026-11-21")));

    assert_eq!(query().sort_begins_with("1").count(&db).await.unwrap(), 2);
    assert_eq!(query().sort_begins_with("11000000-").count(&db).await.unwrap(), 1);
    assert_eq!(query().sort_gt(Uuid::from_u128(0x10 << 120)).count(&db).await.unwrap(), 2);
}
