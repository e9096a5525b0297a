//! How long a signed cursor is taken.

use std::time::{Duration, SystemTime};

use dynamorph::Clock as _;

use super::clocks::NOW;
use super::signed_cursors::{after_two, assert_refused, keys, orders, shop, timed};

#[tokio::test]
async fn a_cursor_lives_as_long_as_it_may() {
    let engine = shop().await;
    let (db, requests, clock) = timed(&engine, keys().max_age(Duration::from_mins(10)));
    let from = after_two(&db, orders()).await;

    clock.advance(Duration::from_mins(10));
    let page = orders().cursor(from.clone()).page(&db).await.unwrap();
    requests.take();
    clock.advance(Duration::from_millis(1));
    assert_refused(&db, &from.to_string(), "a millisecond too old").await;
    clock.advance(Duration::from_secs(1 << 32));
    assert_refused(&db, &from.to_string(), "years too old").await;
    requests.assert_none("an old cursor");

    clock.set(SystemTime::UNIX_EPOCH + Duration::from_secs(u64::from(NOW) + 1_200));
    assert!(orders().cursor(page.cursor).page(&db).await.is_ok(), "each page's cursor is new");
}

#[tokio::test]
async fn a_cursor_of_the_future_is_refused_beyond_the_skew_of_clocks() {
    let engine = shop().await;
    let (db, requests, clock) = timed(&engine, keys().max_age(Duration::from_mins(10)));
    let from = after_two(&db, orders()).await;
    let made = clock.now();

    clock.set(made - Duration::from_mins(1));
    assert!(orders().cursor(from.clone()).page(&db).await.is_ok());
    requests.take();
    clock.set(made - Duration::from_millis(60_001));
    assert_refused(&db, &from.to_string(), "more than a minute ahead").await;
    clock.set(SystemTime::UNIX_EPOCH - Duration::from_secs(1));
    assert_refused(&db, &from.to_string(), "a clock before 1970").await;
    requests.assert_none("a cursor of the future");
}

#[tokio::test]
async fn a_cursor_without_a_lifetime_has_no_age() {
    let engine = shop().await;
    let (db, _, clock) = timed(&engine, keys());
    let from = after_two(&db, orders()).await;

    for moment in [0, 1, u64::from(NOW) * 50] {
        clock.set(SystemTime::UNIX_EPOCH + Duration::from_secs(moment));
        assert!(orders().cursor(from.clone()).page(&db).await.is_ok(), "at {moment}");
    }
    let (limited, _, _) = timed(&engine, keys().max_age(Duration::from_mins(10)));
    assert!(
        orders().cursor(from).page(&limited).await.is_ok(),
        "a lifetime that is set later holds for cursors made before"
    );
}
