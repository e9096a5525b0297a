//! Signed cursors: what they were signed for and nothing else takes them, and nobody learns why not.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dynamorph::prelude::*;
use dynamorph::{
    Cursor, CursorError, CursorKeys, Dynamo, DynamoBuilder, Error, FromItem, Primary, Query,
};
use dynamorph_testing::{Engine, ManualClock};
use uuid::Uuid;

use super::clocks::NOW;
use super::models::{Date, Order, Shop, Status, date, order, product};
use super::support::{Requests, table, told};

pub(super) const KEY: [u8; 32] = *b"0123456789abcdef0123456789abcdef";
pub(super) const OTHER_KEY: [u8; 32] = *b"fedcba9876543210fedcba9876543210";

pub(super) fn keys() -> CursorKeys {
    CursorKeys::new("one", KEY).unwrap()
}

/// A handle on the tables of an engine, and what it sends.
pub(super) fn handle(
    engine: &Engine,
    configure: impl FnOnce(DynamoBuilder) -> DynamoBuilder,
) -> (Dynamo, Requests) {
    let requests = Requests::of(engine);
    let builder = Dynamo::builder(requests.client()).table_prefix(engine.table_prefix());
    (configure(builder).build(), requests)
}

pub(super) fn signing(engine: &Engine, keys: CursorKeys) -> (Dynamo, Requests) {
    handle(engine, |builder| builder.cursor_keys(keys))
}

/// A handle that signs, with a clock of its own.
pub(super) fn timed(engine: &Engine, keys: CursorKeys) -> (Dynamo, Requests, ManualClock) {
    let clock = ManualClock::at_epoch_seconds(NOW);
    let (db, requests) = handle(engine, |builder| builder.cursor_keys(keys).clock(clock.clone()));
    (db, requests, clock)
}

pub(super) async fn shop() -> Engine {
    let (engine, db) = table::<Shop>().await;
    for id in 1..=6 {
        let channel = Some("web".to_owned());
        let order = Order { channel, ..order(1, &format!("2026-11-{id:02}"), id) };
        order.create().send(&db).await.unwrap();
        product(&format!("{id:02}")).create().send(&db).await.unwrap();
    }
    engine
}

pub(super) fn orders() -> Query<Order, Primary, (Date, Uuid)> {
    Order::query(Uuid::from_u128(1)).limit(2)
}

pub(super) async fn after_two<E: FromItem, I, S>(db: &Dynamo, query: Query<E, I, S>) -> Cursor {
    query.limit(2).page(db).await.unwrap().cursor.unwrap()
}

/// Asserts that the text is refused, when it is read or by every query and scan, as every other cursor is.
pub(super) async fn assert_refused(db: &Dynamo, text: &str, case: &str) {
    let cursor = match text.parse::<Cursor>() {
        Ok(cursor) => cursor,
        Err(Error::Cursor(CursorError::Invalid)) => return,
        Err(other) => panic!("{case}: {other}"),
    };
    for (read, refused) in [
        ("query", orders().cursor(cursor.clone()).page(db).await.map(|_| ())),
        ("index", Order::by_status(Status::Open).cursor(cursor.clone()).page(db).await.map(|_| ())),
        ("scan", Shop::scan().cursor(cursor).page(db).await.map(|_| ())),
    ] {
        let is_invalid = matches!(refused, Err(Error::Cursor(CursorError::Invalid)));
        assert!(is_invalid, "{case}, {read}: {refused:?}");
    }
}

#[tokio::test]
async fn a_signed_cursor_goes_on() {
    let engine = shop().await;
    let (db, _) = signing(&engine, keys());
    let from: Cursor = after_two(&db, orders()).await.to_string().parse().unwrap();

    let page = orders().cursor(from.clone()).page(&db).await.unwrap();
    assert_eq!(page.items.iter().map(|order| order.id.as_u128()).collect::<Vec<_>>(), [3, 4]);
    let rest = Order::query(Uuid::from_u128(1)).cursor(from.clone());
    assert_eq!(rest.all(&db).await.unwrap().len(), 4);
    let rest = Order::query(Uuid::from_u128(1)).cursor(from.clone());
    assert_eq!(rest.count(&db).await.unwrap(), 4);
    let mut stream = orders().cursor(from).stream(&db);
    assert_eq!(stream.next().await.unwrap().unwrap().id.as_u128(), 3);

    let from = after_two(&db, Order::by_status(Status::Open)).await;
    let rest = Order::by_status(Status::Open).cursor(from).all(&db).await.unwrap();
    assert_eq!(rest.len(), 4);
    let collection = || Shop::query(Order::partition(Uuid::from_u128(1)));
    let from = after_two(&db, collection()).await;
    assert_eq!(collection().cursor(from).all(&db).await.unwrap().len(), 4);
    let from = Shop::scan().limit(5).page(&db).await.unwrap().cursor;
    assert_eq!(Shop::scan().cursor(from).all(&db).await.unwrap().len(), 7);
}

#[tokio::test]
async fn a_signed_cursor_of_a_segment_is_its_segments() {
    let engine = shop().await;
    let (db, requests) = signing(&engine, keys());
    let (mut found, mut refusals) = (0, 0);
    for segment in 0..2 {
        let scan = || Shop::scan().segment(segment, 2);
        let page = scan().limit(1).page(&db).await.unwrap();
        found +=
            page.items.len() + scan().cursor(page.cursor.clone()).all(&db).await.unwrap().len();
        requests.take();
        // How the partitions lie in the segments is the service's own affair: one may be empty.
        let Some(cursor) = page.cursor else { continue };
        for (case, other) in [
            ("the other segment", Shop::scan().segment(1 - segment, 2)),
            ("of another total", Shop::scan().segment(segment, 3)),
            ("of no segment", Shop::scan()),
        ] {
            let refused = other.cursor(cursor.clone()).page(&db).await;
            assert!(matches!(refused, Err(Error::Cursor(CursorError::Invalid))), "{case}");
            refusals += 1;
        }
        requests.assert_none("a cursor of another segment");
    }
    assert_eq!(found, 12);
    assert!(refusals >= 3);
}

/// Cursors with and without a signature, each with a handle that made it.
async fn cursors(engine: &Engine) -> Vec<(&'static str, String, Dynamo, Requests)> {
    let mut all = Vec::new();
    for is_signed in [false, true] {
        let handle = || {
            handle(engine, |builder| if is_signed { builder.cursor_keys(keys()) } else { builder })
        };
        let (db, requests) = handle();
        all.push(("query", after_two(&db, orders()).await.to_string(), db, requests));
        let (db, requests) = handle();
        let by_status = after_two(&db, Order::by_status(Status::Open)).await.to_string();
        all.push(("index", by_status, db, requests));
        let (db, requests) = handle();
        let scan = Shop::scan().limit(3).page(&db).await.unwrap().cursor.unwrap();
        all.push(("scan", scan.to_string(), db, requests));
    }
    all
}

#[tokio::test]
async fn a_cursor_with_any_bit_changed_is_refused() {
    let engine = shop().await;
    for (case, text, db, requests) in cursors(&engine).await {
        requests.take();
        for (at, byte) in text.bytes().enumerate() {
            for bit in 0..8 {
                let mut changed = text.clone().into_bytes();
                changed[at] = byte ^ (1 << bit);
                let Ok(changed) = String::from_utf8(changed) else { continue };
                assert_refused(&db, &changed, &format!("{case}: bit {bit} of character {at}"))
                    .await;
            }
        }
        let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let changed = URL_SAFE_NO_PAD.encode(changed);
            assert_refused(&db, &changed, &format!("{case}: bit {bit}")).await;
        }
        requests.assert_none(case);
    }
}

#[tokio::test]
async fn a_cursor_cut_or_extended_is_refused() {
    let engine = shop().await;
    for (case, text, db, requests) in cursors(&engine).await {
        requests.take();
        let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        for end in 0..text.len() {
            assert_refused(&db, &text[..end], &format!("{case}: cut at {end}")).await;
            assert_refused(&db, &text[end + 1..], &format!("{case}: behind {end}")).await;
        }
        for end in 0..bytes.len() {
            let cut = URL_SAFE_NO_PAD.encode(&bytes[..end]);
            assert_refused(&db, &cut, &format!("{case}: {end} bytes")).await;
        }
        for more in [&b"\0"[..], b"A", b"S\0\x01a", &[0; 16], &[0; 32], &bytes] {
            for extended in [[&bytes, more].concat(), [more, &bytes].concat()] {
                assert_refused(&db, &URL_SAFE_NO_PAD.encode(extended), case).await;
            }
        }
        for more in ["=", "A", "AA", "AAA", "AAAA", "\n", " ", "\0", "%3D", &text] {
            assert_refused(&db, &format!("{text}{more}"), case).await;
        }
        requests.assert_none(case);
    }
}

#[tokio::test]
async fn text_beyond_16_kib_is_not_decoded() {
    let (longest, longer) = ("A".repeat(16 << 10), "A".repeat((16 << 10) + 1));
    for text in [longest, longer, "A".repeat(64 << 20)] {
        let refused = text.parse::<Cursor>();
        assert!(matches!(refused, Err(Error::Cursor(CursorError::Invalid))));
    }
}

#[tokio::test]
async fn a_cursor_of_another_key_is_refused() {
    let engine = shop().await;
    let (db, requests) = signing(&engine, keys());
    let (unsigned, _) = handle(&engine, |builder| builder);
    let foreign = [
        ("another key of the same id", CursorKeys::new("one", OTHER_KEY)),
        ("the same key of another id", CursorKeys::new("two", KEY)),
        ("another key", CursorKeys::new("two", OTHER_KEY)),
        ("an id that begins the same", CursorKeys::new("on", KEY)),
        ("a key that begins the same", CursorKeys::new("one", [&KEY[..], &[1]].concat())),
    ];
    let mut texts = vec![("no key", after_two(&unsigned, orders()).await.to_string())];
    for (case, keys) in foreign {
        let (other, _) = signing(&engine, keys.unwrap());
        texts.push((case, after_two(&other, orders()).await.to_string()));
    }
    let signed = after_two(&db, orders()).await.to_string();
    requests.take();

    for (case, text) in texts {
        assert_refused(&db, &text, case).await;
    }
    requests.assert_none("another key's cursor");

    let (unsigned, requests) = handle(&engine, |builder| builder);
    assert_refused(&unsigned, &signed, "signed, where there are no keys").await;
    requests.assert_none("a signed cursor where there are no keys");
}

#[tokio::test]
async fn a_key_is_rotated_between_two_pages() {
    let engine = shop().await;
    let (before, _) = signing(&engine, keys());
    let from = after_two(&before, orders()).await;

    let rotated = CursorKeys::new("two", OTHER_KEY).unwrap().accept("one", KEY).unwrap();
    let (during, _) = signing(&engine, rotated);
    let page = orders().cursor(from.clone()).page(&during).await.unwrap();
    assert_eq!(page.items[0].id.as_u128(), 3);

    let (after, _) = signing(&engine, CursorKeys::new("two", OTHER_KEY).unwrap());
    let next = orders().cursor(page.cursor.clone()).page(&after).await.unwrap();
    assert_eq!(next.items[0].id.as_u128(), 5, "the second page's cursor is signed by the new key");
    assert_refused(&after, &from.to_string(), "the key that was dropped").await;
    assert_refused(&before, &page.cursor.unwrap().to_string(), "the key that is not known yet")
        .await;
}

#[tokio::test]
async fn a_cursor_belongs_to_its_context() {
    let engine = shop().await;
    for is_signed in [false, true] {
        let (db, requests) =
            handle(
                &engine,
                |builder| if is_signed { builder.cursor_keys(keys()) } else { builder },
            );
        let own = || orders().cursor_context("tenant-7").cursor_context("ann");
        let from = after_two(&db, own()).await;
        let text = URL_SAFE_NO_PAD.decode(from.to_string()).unwrap();
        assert!(
            !String::from_utf8_lossy(&text).contains("tenant"),
            "the context is not in the text"
        );
        let none = after_two(&db, orders()).await;
        requests.take();

        let others = [
            ("another tenant", orders().cursor_context("tenant-8").cursor_context("ann")),
            ("another user", orders().cursor_context("tenant-7").cursor_context("bob")),
            ("no user", orders().cursor_context("tenant-7")),
            ("no tenant", orders().cursor_context("ann")),
            ("none", orders()),
            ("another order", orders().cursor_context("ann").cursor_context("tenant-7")),
            ("both in one", orders().cursor_context("tenant-7ann")),
            ("one more", own().cursor_context("")),
            ("another case", orders().cursor_context("Tenant-7").cursor_context("ann")),
        ];
        for (case, query) in others {
            let refused = query.cursor(from.clone()).page(&db).await;
            let is_invalid = matches!(refused, Err(Error::Cursor(CursorError::Invalid)));
            assert!(is_invalid, "{case}: {refused:?}");
        }
        let refused = orders().cursor_context("").cursor(none).page(&db).await;
        assert!(refused.is_err(), "an empty context is one");
        requests.assert_none("another context's cursor");

        let page = own().cursor(from).page(&db).await.unwrap();
        assert_eq!(page.items[0].id.as_u128(), 3);

        let scan = || Shop::scan().cursor_context(Uuid::from_u128(7).as_bytes());
        let from = scan().limit(5).page(&db).await.unwrap().cursor;
        assert!(Shop::scan().cursor(from.clone()).page(&db).await.is_err(), "a scan's");
        assert_eq!(scan().cursor(from).all(&db).await.unwrap().len(), 7);
    }
}

#[tokio::test]
async fn a_signed_cursor_of_another_query_is_refused() {
    let engine = shop().await;
    let (db, requests) = signing(&engine, keys());
    let (elsewhere, _) = handle(&engine, |builder| {
        builder.cursor_keys(keys()).table_prefix(format!("{}x", engine.table_prefix()))
    });
    let from = after_two(&db, orders()).await;
    let ranged = after_two(&db, orders().sort_ge(date("2026-11-01"))).await;
    let filtered = after_two(&db, orders().filter(Order::STATUS.eq(Status::Open))).await;
    let by_status = after_two(&db, Order::by_status(Status::Open)).await;
    requests.take();

    let refused = [
        ("partition", Order::query(Uuid::from_u128(2)).cursor(from.clone()).page(&db).await),
        ("direction", orders().reverse().cursor(from.clone()).page(&db).await),
        (
            "sort condition",
            orders().sort_ge(date("2026-11-02")).cursor(ranged.clone()).page(&db).await,
        ),
        ("no sort condition", orders().cursor(ranged).page(&db).await),
        (
            "filter",
            orders()
                .filter(Order::STATUS.eq(Status::Paid))
                .cursor(filtered.clone())
                .page(&db)
                .await,
        ),
        ("no filter", orders().cursor(filtered).page(&db).await),
        (
            "a filter",
            orders().filter(Order::STATUS.eq(Status::Open)).cursor(from.clone()).page(&db).await,
        ),
        ("index", Order::by_status(Status::Open).cursor(from.clone()).page(&db).await),
        ("table for index", orders().cursor(by_status.clone()).page(&db).await),
        ("value of the index", Order::by_status(Status::Paid).cursor(by_status).page(&db).await),
        ("scan", Order::scan().cursor(from.clone()).page(&db).await),
        ("table", orders().cursor(from).page(&elsewhere).await),
    ];
    for (case, result) in refused {
        let is_invalid = matches!(result, Err(Error::Cursor(CursorError::Invalid)));
        assert!(is_invalid, "{case}: {result:?}");
    }
    requests.assert_none("another query's cursor");
}

#[tokio::test]
async fn every_refusal_says_the_same() {
    let engine = shop().await;
    let (db, _, clock) = timed(&engine, keys().max_age(Duration::from_secs(1)));
    let (unsigned, _) = handle(&engine, |builder| builder);
    let from = after_two(&db, orders()).await;
    let forged = "AgEDb25lAAAA".parse::<Cursor>().map(|_| ());

    let mut said = vec![told(&forged.unwrap_err())];
    said.push(told(&orders().reverse().cursor(from.clone()).page(&db).await.unwrap_err()));
    said.push(told(
        &orders().cursor_context("x").cursor(from.clone()).page(&db).await.unwrap_err(),
    ));
    said.push(told(&orders().cursor(from.clone()).page(&unsigned).await.unwrap_err()));
    let none = after_two(&unsigned, orders()).await;
    said.push(told(&orders().cursor(none).page(&db).await.unwrap_err()));
    clock.advance(Duration::from_secs(2));
    said.push(told(&orders().cursor(from).page(&db).await.unwrap_err()));

    said.dedup();
    assert_eq!(said.len(), 1, "{said:#?}");
}
