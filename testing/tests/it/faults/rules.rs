//! Which request meets which fault.

use dynamorph_testing::{Embedded, Fault};

use super::support::{TABLE, faulty, is_stored, once, put, told};
use crate::support::key;

/// How six puts end: `x` where one failed.
async fn six(faulty: &dynamorph_testing::Faulty) -> String {
    let client = once(faulty);
    let mut ends = String::new();
    for sort in 0..6 {
        let is_done = put(&client, &sort.to_string()).await.is_ok();
        ends.push(if is_done { '.' } else { 'x' });
    }
    ends
}

#[tokio::test]
async fn rules_count_the_requests_of_their_operation() {
    let (_, always) = faulty().await;
    always.on("PutItem").fail(Fault::throttled());
    assert_eq!(six(&always).await, "xxxxxx");

    let (_, twice) = faulty().await;
    twice.on("PutItem").times(2).fail(Fault::throttled());
    assert_eq!(six(&twice).await, "xx....");

    let (_, later) = faulty().await;
    later.on("PutItem").after(4).fail(Fault::throttled());
    assert_eq!(six(&later).await, "....xx");

    let (_, once_later) = faulty().await;
    once_later.on("PutItem").nth(2).fail(Fault::throttled());
    assert_eq!(six(&once_later).await, "..x...");

    let (_, between) = faulty().await;
    between.on("PutItem").after(1).times(3).fail(Fault::throttled());
    assert_eq!(six(&between).await, ".xxx..");

    let (_, others) = faulty().await;
    others.on("GetItem").fail(Fault::throttled());
    assert_eq!(six(&others).await, "......");
}

#[tokio::test]
async fn the_first_rule_that_has_a_fault_decides_and_all_count() {
    let (_, faulty) = faulty().await;
    faulty.on("PutItem").times(1).fail(Fault::throttled());
    faulty.on("PutItem").times(1).fail(Fault::lost().applied());
    faulty.on("PutItem").nth(3).fail(Fault::unavailable());

    assert_eq!(six(&faulty).await, "xx.x..");

    let expected = [
        "PutItem: Throttled",
        "PutItem: Lost, applied",
        "PutItem",
        "PutItem: ServiceUnavailable (503)",
    ];
    assert_eq!(told(&faulty)[..4], expected);
}

#[tokio::test]
async fn a_rule_may_look_at_the_request() {
    let (engine, faulty) = faulty().await;
    let is_second = |request: &dynamorph_testing::Request| request.json()["Item"]["sk"]["S"] == "2";
    faulty.on("PutItem").when(is_second).fail(Fault::throttled());

    put(&once(&faulty), "1").await.unwrap();
    put(&once(&faulty), "2").await.unwrap_err();

    assert!(is_stored(&engine, "1").await && !is_stored(&engine, "2").await);
}

#[tokio::test]
async fn any_operation_is_any_on_items() {
    let (_, faulty) = faulty().await;
    faulty.on_any().fail(Fault::throttled());
    let client = once(&faulty);

    client.describe_table().table_name(TABLE).send().await.unwrap();
    client.list_tables().send().await.unwrap();
    put(&client, "1").await.unwrap_err();
    client.get_item().table_name(TABLE).set_key(key("A", "1")).send().await.unwrap_err();
    client.scan().table_name(TABLE).send().await.unwrap_err();
}

#[tokio::test]
async fn faults_end_when_they_are_calmed() {
    let (_, faulty) = faulty().await;
    faulty.on_any().fail(Fault::throttled());
    put(&once(&faulty), "1").await.unwrap_err();

    faulty.calm();

    assert_eq!(six(&faulty).await, "......");
}

#[tokio::test]
async fn clones_share_rules_and_requests_and_two_around_one_engine_do_not() {
    let engine = Embedded::memory();
    let (one, two) = (engine.faulty(), engine.faulty());
    one.clone().on("ListTables").fail(Fault::throttled());

    once(&one).list_tables().send().await.unwrap_err();
    once(&two).list_tables().send().await.unwrap();

    assert_eq!((one.clone().requests().len(), two.requests().len()), (1, 1));
}

#[tokio::test]
async fn faults_stand_before_any_client_also_before_another_of_them() {
    let (_, inner) = faulty().await;
    inner.on("PutItem").nth(1).fail(Fault::throttled());
    let outer = dynamorph_testing::Faulty::around(&inner.client());
    outer.on("PutItem").nth(0).fail(Fault::throttled());

    assert_eq!(
        six(&outer).await,
        "x.x...",
        "the inner ones see no request that the outer ones keep"
    );
}

#[tokio::test]
#[should_panic(expected = "`putItem` is no operation of DynamoDB")]
async fn a_name_that_no_operation_has_is_refused() {
    faulty().await.1.on("putItem").fail(Fault::throttled());
}
