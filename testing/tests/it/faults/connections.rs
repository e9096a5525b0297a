//! Connections that break, hang, or bring something else.

use std::time::Duration;

use aws_sdk_dynamodb::error::SdkError;
use dynamorph_testing::Fault;
use tokio::time::Instant;

use super::support::{TABLE, faulty, impatient, is_stored, once, put};
use crate::support::key;

#[tokio::test]
async fn broken_connections_are_the_sdks_own_errors() {
    let (engine, faulty) = faulty().await;
    for fault in [Fault::refused(), Fault::lost(), Fault::timeout()] {
        faulty.on("PutItem").times(1).fail(fault.clone());

        let error = put(&once(&faulty), "1").await.unwrap_err();

        let SdkError::DispatchFailure(failure) = error else { panic!("{fault:?}: {error:?}") };
        assert_eq!(failure.is_timeout(), fault == Fault::timeout());
        assert_eq!(failure.is_io(), fault != Fault::timeout());
        assert!(!is_stored(&engine, "1").await, "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_hung_server_is_left_at_the_limit_of_the_first_byte() {
    let (engine, faulty) = faulty().await;
    faulty.on("PutItem").fail(Fault::hang());
    let start = Instant::now();

    let error = put(&impatient(&faulty), "1").await.unwrap_err();

    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_timeout()));
    assert_eq!(start.elapsed().as_millis(), 1_000);
    assert!(!is_stored(&engine, "1").await);
}

#[tokio::test(start_paused = true)]
async fn a_client_without_limits_hangs() {
    let (_, faulty) = faulty().await;
    faulty.on("PutItem").fail(Fault::hang());
    let client = faulty.client();

    let waited = tokio::time::timeout(Duration::from_hours(1), put(&client, "1")).await;

    assert!(waited.is_err(), "it ends within an hour: {waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_slow_answer_comes_and_what_it_answers_was_done_before() {
    let (engine, faulty) = faulty().await;
    faulty.on("PutItem").fail(Fault::slow(Duration::from_secs(3)));
    let start = Instant::now();

    put(&once(&faulty), "1").await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 3);

    put(&impatient(&faulty), "2").await.unwrap_err();
    assert!(is_stored(&engine, "2").await, "the server did it, though nobody waited");
}

#[tokio::test(start_paused = true)]
async fn a_fault_comes_late_where_it_is_delayed() {
    let (_, faulty) = faulty().await;
    faulty.on("PutItem").fail(Fault::throttled().delayed(Duration::from_millis(700)));
    let start = Instant::now();

    put(&once(&faulty), "1").await.unwrap_err();

    assert_eq!(start.elapsed().as_millis(), 700);
}

#[tokio::test]
async fn a_success_may_be_empty_or_no_json() {
    let (_, faulty) = faulty().await;
    faulty.on("GetItem").times(1).fail(Fault::empty());
    faulty.on("GetItem").times(1).fail(Fault::not_json());
    let get = || once(&faulty).get_item().table_name(TABLE).set_key(key("A", "1"));

    // To the SDK a body without a byte is an answer without an item.
    assert!(get().send().await.unwrap().item.is_none());
    let error = get().send().await.unwrap_err();

    assert_eq!(error.raw_response().unwrap().status().as_u16(), 200);
    assert_eq!(error.raw_response().unwrap().headers().get("content-type"), Some("text/html"));
}

#[tokio::test(start_paused = true)]
async fn a_body_breaks_or_stalls_in_its_middle() {
    let (engine, faulty) = faulty().await;
    put(&engine, "1").await.unwrap();
    for fault in [Fault::cut(), Fault::stalled()] {
        faulty.on("GetItem").times(1).fail(fault.clone());
        let start = Instant::now();

        let get = impatient(&faulty).get_item().table_name(TABLE).set_key(key("A", "1"));
        let error = get.send().await.unwrap_err();

        let is_stalled = fault == Fault::stalled();
        assert_eq!(matches!(error, SdkError::TimeoutError(_)), is_stalled, "{error:?}");
        assert_eq!(matches!(error, SdkError::ResponseError(_)), !is_stalled, "{error:?}");
        assert_eq!(start.elapsed().as_secs(), if is_stalled { 2 } else { 0 });
    }
}
