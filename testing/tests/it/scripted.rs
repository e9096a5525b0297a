//! Answers without an engine.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::operation::RequestId as _;
use aws_smithy_types::body::SdkBody;
use dynamorph_testing::{Fault, Reply, Scripted};
use serde_json::json;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn a_script_is_told_the_request_and_answers() {
    let scripted = Scripted::new(|request| match (request.operation(), request.number()) {
        ("Scan", 0) => Reply::from(Fault::throttled()),
        ("Scan", _) => Reply::ok(json!({ "Count": 3, "ScannedCount": 3 })),
        _ => Reply::error(400, "ResourceNotFoundException", "there is no table"),
    });
    let client = scripted.client();

    assert_eq!(client.scan().table_name("shop").send().await.unwrap().count, 3);
    let error = client.describe_table().table_name("shop").send().await.unwrap_err();

    assert!(error.into_service_error().is_resource_not_found_exception());
    let operations: Vec<_> =
        scripted.requests().iter().map(|request| request.operation().to_owned()).collect();
    assert_eq!(operations, ["Scan", "Scan", "DescribeTable"]);
}

#[tokio::test]
async fn one_reply_answers_every_request() {
    let scripted = Scripted::always(json!({ "TableNames": ["shop"] }));
    for _ in 0..3 {
        let listed = scripted.client().list_tables().send().await.unwrap();
        assert_eq!(listed.table_names(), ["shop"]);
    }
    assert_eq!(scripted.take_requests().len(), 3);
}

#[tokio::test]
async fn headers_and_status_are_those_of_the_reply() {
    let teapot = Reply::error(400, "X", "").status(418).header("x-amzn-requestid", "REQUEST-7");
    let error = Scripted::always(teapot).client().list_tables().send().await.unwrap_err();

    assert_eq!(error.raw_response().unwrap().status().as_u16(), 418);
    assert_eq!(error.request_id(), Some("REQUEST-7"));
}

#[tokio::test]
async fn a_stream_is_made_for_each_request() {
    let scripted = Scripted::new(|_| {
        let body = SdkBody::from_body_1_x(SdkBody::from(r#"{"TableNames":["shop"]}"#));
        assert!(body.bytes().is_none());
        Reply::body(body)
    });
    for _ in 0..2 {
        let listed = scripted.client().list_tables().send().await.unwrap();
        assert_eq!(listed.table_names(), ["shop"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_late_reply_is_a_timeout_where_the_client_has_a_limit() {
    let scripted = Scripted::new(|_| Reply::ok("{}").delayed(Duration::from_secs(3)));
    let limits = TimeoutConfig::builder().read_timeout(Duration::from_secs(1)).build();
    let limited = Client::from_conf(scripted.config().timeout_config(limits).build());

    let start = Instant::now();
    scripted.client().list_tables().send().await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 3);

    limited.list_tables().send().await.unwrap_err();
    assert_eq!(scripted.requests().len(), 1 + 3, "a timeout is tried again");
}

#[tokio::test(start_paused = true)]
async fn faults_by_operation_and_count_come_before_a_script() {
    let scripted = Scripted::always("{}");
    let faulty = scripted.faulty().on("PutItem").times(2).fail(Fault::throttled());

    faulty.client().put_item().table_name("shop").send().await.unwrap();

    assert_eq!((faulty.requests().len(), scripted.requests().len()), (3, 1));
}

#[tokio::test]
async fn nothing_that_is_shown_holds_a_body() {
    let shown = [
        format!("{:?}", Scripted::always("secret")),
        format!("{:?}", Reply::ok("secret")),
        format!("{:?}", Reply::error(400, "X", "secret")),
        format!("{:?}", Fault::error(400, "X", "secret")),
    ];
    for shown in shown {
        assert!(!shown.contains("secret"), "{shown}");
    }
}
