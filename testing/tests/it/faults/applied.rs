//! Requests that are done, and whose sender is not told.

use dynamorph_testing::Fault;

use super::support::{TABLE, faulty, impatient, is_stored, put};
use crate::support::{key, number};

#[tokio::test(start_paused = true)]
async fn an_applied_fault_has_been_applied_and_another_has_not() {
    let ambiguous = [
        Fault::internal_error(),
        Fault::unavailable(),
        Fault::lost(),
        Fault::timeout(),
        Fault::hang(),
        Fault::not_json(),
    ];
    for fault in ambiguous {
        let (engine, faulty) = faulty().await;
        faulty.on("PutItem").nth(0).fail(fault.clone());
        faulty.on("PutItem").nth(1).fail(fault.clone().applied());
        let client = impatient(&faulty);

        put(&client, "before").await.unwrap_err();
        put(&client, "after").await.unwrap_err();

        assert!(!is_stored(&engine, "before").await, "{fault:?}");
        assert!(is_stored(&engine, "after").await, "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn broken_bodies_are_those_of_requests_that_were_done() {
    let (engine, faulty) = faulty().await;
    faulty.on("PutItem").nth(0).fail(Fault::cut());
    faulty.on("PutItem").nth(1).fail(Fault::stalled());

    put(&impatient(&faulty), "cut").await.unwrap_err();
    put(&impatient(&faulty), "stalled").await.unwrap_err();

    assert!(is_stored(&engine, "cut").await && is_stored(&engine, "stalled").await);
}

#[tokio::test(start_paused = true)]
async fn an_empty_reply_to_a_write_that_was_done_looks_like_success() {
    let (engine, faulty) = faulty().await;
    faulty.on("PutItem").nth(0).fail(Fault::empty().applied());

    put(&impatient(&faulty), "1").await.unwrap();

    assert!(is_stored(&engine, "1").await);
}

#[tokio::test(start_paused = true)]
async fn an_increment_that_is_retried_after_a_lost_reply_counts_twice() {
    let (engine, faulty) = faulty().await;
    faulty.on("UpdateItem").times(2).fail(Fault::lost().applied());

    let add = faulty.client().update_item().table_name(TABLE).set_key(key("A", "1"));
    let add = add.update_expression("ADD hits :one").expression_attribute_values(":one", number(1));
    add.send().await.unwrap();

    let stored = engine.get_item().table_name(TABLE).set_key(key("A", "1")).send().await.unwrap();
    assert_eq!(stored.item.unwrap()["hits"], number(3), "the fault that a mapper has to avoid");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_refused_by_the_engine_is_lost_all_the_same() {
    let (_, faulty) = faulty().await;
    faulty.on("PutItem").fail(Fault::lost().applied());

    let put = impatient(&faulty).put_item().table_name("nothing").set_item(key("A", "1"));

    assert!(put.send().await.unwrap_err().into_service_error().meta().code().is_none());
}

#[test]
#[should_panic(expected = "says that nothing was done")]
fn a_throttle_is_never_applied() {
    let _ = Fault::throttled().applied();
}
