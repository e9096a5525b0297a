//! What the recorder keeps.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamorph_testing::{Embedded, Engine, Fault};

use crate::support::{create_table, key, put};

#[tokio::test(start_paused = true)]
async fn requests_have_their_times_on_the_paused_clock() {
    let recorded = Embedded::memory().faulty();
    let client = recorded.client();
    tokio::time::sleep(Duration::from_mins(1)).await;

    client.list_tables().send().await.unwrap();
    tokio::time::sleep(Duration::from_millis(250)).await;
    client.list_tables().send().await.unwrap();
    tokio::time::sleep(Duration::from_millis(10)).await;
    client.list_tables().send().await.unwrap();

    let requests = recorded.requests();
    let times: Vec<u128> = requests.iter().map(|request| request.at().as_millis()).collect();
    assert_eq!(times, [0, 250, 260], "since the first request");
    assert_eq!(requests.pauses(), [Duration::from_millis(250), Duration::from_millis(10)]);
}

#[tokio::test(start_paused = true)]
async fn the_pauses_of_the_sdk_double_up_to_its_limit() {
    let faulty = Embedded::memory().faulty().on("ListTables").times(5).fail(Fault::unavailable());
    let retries = RetryConfig::standard()
        .with_max_attempts(6)
        .with_initial_backoff(Duration::from_millis(100))
        .with_max_backoff(Duration::from_millis(500));
    let client = Client::from_conf(faulty.config().retry_config(retries).build());

    client.list_tables().send().await.unwrap();

    let pauses = faulty.requests().pauses();
    assert_eq!(pauses.len(), 5);
    for (pause, most) in pauses.iter().zip([100, 200, 400, 500, 500]) {
        // The SDK jitters, and a timer of tokio is as fine as a millisecond.
        assert!(pause.as_millis() <= most + 1, "{pauses:?}");
    }
}

#[tokio::test]
async fn bodies_are_kept_and_not_shown() {
    let recorded = Embedded::memory().faulty();
    create_table(&recorded.client(), "shop").await;
    put(&recorded.client(), "shop", "secret", "1", 1).await;

    let requests = recorded.requests();

    let put = &requests.of("PutItem")[0];
    assert_eq!(put.json()["Item"]["pk"]["S"], "secret");
    assert_eq!(serde_json::from_slice::<serde_json::Value>(put.body()).unwrap(), put.json());
    assert_eq!((requests[0].number(), put.number()), (0, 1));
    assert!(!format!("{recorded:?} {requests:?} {put:?}").contains("secret"));
    assert!(format!("{put:?}").contains("PutItem"));
}

#[tokio::test]
async fn taken_requests_are_forgotten_and_numbers_go_on() {
    let recorded = Embedded::memory().faulty();
    let client = recorded.client();
    client.list_tables().send().await.unwrap();

    assert_eq!(recorded.take_requests().len(), 1);
    assert!(recorded.requests().is_empty());

    client.list_tables().send().await.unwrap();
    let numbers: Vec<usize> =
        recorded.take_requests().into_iter().map(|request| request.number()).collect();
    assert_eq!(numbers, [1]);
}

#[tokio::test]
async fn a_recorder_stands_before_either_engine_with_its_table_names() {
    let engine = Engine::from_env();
    let recorded = engine.faulty();
    create_table(&recorded.client(), &engine.table("shop")).await;

    let get = recorded.client().get_item().table_name(engine.table("shop")).set_key(key("A", "1"));
    assert!(get.send().await.unwrap().item.is_none());

    let requests = recorded.requests();
    assert_eq!(requests.of("GetItem")[0].json()["TableName"], engine.table("shop").as_str());
    assert_eq!(requests.of("CreateTable").len(), 1);
}

#[tokio::test]
async fn a_request_that_is_dropped_unpolled_was_not_sent() {
    let recorded = Embedded::memory().faulty();
    let list = recorded.client().list_tables().send();

    drop(list);

    assert!(recorded.requests().is_empty());
}
