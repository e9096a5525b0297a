//! Spans: what they say of a call, and that they hold no value.

use dynamorph::prelude::*;
use dynamorph::{Dynamo, Hooks, Operation, Refusal, async_trait};
use dynamorph_testing::{Reply, Scripted};
use serde_json::json;

use super::shop::{Order, item_body, order, page_body};
use crate::support::traces::{Trace, Traces};

fn field<'a>(span: &'a Trace, name: &str) -> Option<&'a str> {
    span.fields.get(name).map(String::as_str)
}

/// The only span, of what `run` does.
async fn span_of<T>(run: impl Future<Output = T>) -> Trace {
    let traces = Traces::default();
    let guard = traces.listen();
    run.await;
    drop(guard);
    let mut own = traces.own();
    assert_eq!(own.len(), 1, "{own:#?}");
    own.remove(0)
}

#[tokio::test]
async fn a_call_has_a_span_with_the_names_of_opentelemetry() {
    let consumed = json!({
        "TableName": "shop", "CapacityUnits": 1.5,
        "Table": { "CapacityUnits": 0.0 }, "GlobalSecondaryIndexes": { "gsi1": { "CapacityUnits": 1.5 } },
    });
    let scripted = Scripted::new(move |_| {
        let mut body: serde_json::Value = page_body([1, 2], None).parse().expect("JSON");
        body["ScannedCount"] = 7.into();
        body["ConsumedCapacity"] = consumed.clone();
        Reply::ok(body.to_string()).header("x-amzn-requestid", "AWS-ID")
    });
    let db = scripted.dynamo().with_request_id("request-7");
    let span = span_of(Order::by_status("open").all(&db)).await;
    assert_eq!(
        (span.target.as_str(), span.name.as_str(), span.level),
        ("dynamorph", "dynamodb", tracing::Level::INFO)
    );
    let expected = [
        ("otel.name", "Query shop"),
        ("otel.kind", "client"),
        ("db.system.name", "aws.dynamodb"),
        ("db.operation.name", "Query"),
        ("db.collection.name", "shop"),
        ("aws.dynamodb.index_name", "gsi1"),
        ("aws.dynamodb.count", "2"),
        ("aws.dynamodb.scanned_count", "7"),
        (
            "aws.dynamodb.consumed_capacity",
            r#"[{"TableName":"shop","CapacityUnits":1.5,"Table":{"CapacityUnits":0},"GlobalSecondaryIndexes":{"gsi1":{"CapacityUnits":1.5}}}]"#,
        ),
        ("aws.request_id", "AWS-ID"),
        ("dynamorph.entity", "ORDER"),
        ("dynamorph.request_id", "request-7"),
        ("dynamorph.attempts", "1"),
    ];
    for (name, value) in expected {
        assert_eq!(field(&span, name), Some(value), "{name}");
    }
    assert_eq!(span.fields.len(), expected.len(), "{:?}", span.fields);
    assert_eq!(scripted.requests()[0].json()["ReturnConsumedCapacity"], "INDEXES");
}

#[tokio::test]
async fn each_page_and_each_write_has_a_span_of_its_own() {
    let scripted = Scripted::new(|request| match (request.operation(), request.number()) {
        ("Query", 0) => Reply::ok(page_body([1], Some(1))),
        ("Query", _) => Reply::ok(page_body([2], None)),
        ("GetItem", _) => Reply::ok(item_body(1)),
        _ => Reply::ok("{}"),
    });
    let db = scripted.dynamo();
    let traces = Traces::default();
    let guard = traces.listen();
    Order::query("ann").all(&db).await.expect("two pages");
    Order::get(("ann", 1)).send(&db).await.expect("an order");
    order(1).save().send(&db).await.expect("a put");
    Order::update(("ann", 1)).set(Order::NOTE, "new").send(&db).await.expect("an update");
    Order::delete(("ann", 1)).send(&db).await.expect("a delete");
    Order::scan().count(&db).await.expect("a count");
    drop(guard);
    let spans = traces.own();
    let names: Vec<_> = spans.iter().filter_map(|span| field(span, "otel.name")).collect();
    let expected = ["Query", "Query", "GetItem", "PutItem", "UpdateItem", "DeleteItem", "Scan"];
    assert_eq!(names, expected.map(|operation| format!("{operation} shop")));
    assert!(spans.iter().all(|span| field(span, "db.system.name") == Some("aws.dynamodb")));
    assert!(field(&spans[0], "dynamorph.request_id").is_none(), "nobody asked for one");
}

#[tokio::test]
async fn a_span_says_how_a_call_failed_and_how_often_it_was_tried() {
    let throttled = Scripted::new(|request| {
        if request.number() < 2 {
            Reply::error(400, "ThrottlingException", "slow down")
        } else {
            Reply::ok(item_body(1))
        }
    });
    tokio::time::pause();
    let span = span_of(Order::get(("ann", 1)).send(&throttled.dynamo())).await;
    assert_eq!((field(&span, "dynamorph.attempts"), field(&span, "error.type")), (Some("3"), None));

    let refused = Scripted::new(|_| Reply::error(400, "ConditionalCheckFailedException", "no"));
    let span = span_of(order(1).create().send(&refused.dynamo())).await;
    assert_eq!(field(&span, "error.type"), Some("ConditionalCheckFailedException"));
    assert_eq!(field(&span, "otel.status_code"), Some("ERROR"));

    let invalid = Scripted::new(|_| {
        Reply::error(400, "ValidationException", "no").header("x-amzn-requestid", "AWS-ID")
    });
    let span = span_of(Order::query("ann").all(&invalid.dynamo())).await;
    assert_eq!(field(&span, "error.type"), Some("ValidationException"));
    assert_eq!(field(&span, "aws.request_id"), Some("AWS-ID"));
    assert_eq!(field(&span, "aws.dynamodb.count"), None);

    let garbled = Scripted::always(r#"{"Item":{"type":{"S":"ORDER"}}}"#);
    let span = span_of(Order::get(("ann", 1)).send(&garbled.dynamo())).await;
    assert_eq!(field(&span, "error.type"), Some("Decode"));
}

#[tokio::test]
async fn a_call_that_a_hook_refuses_was_tried_no_time() {
    struct Closed;
    #[async_trait]
    impl Hooks for Closed {
        async fn before_operation(&self, _: &Operation<'_>) -> Result<(), Refusal> {
            Err("closed".into())
        }
    }
    let scripted = Scripted::always("{}");
    let db = Dynamo::builder(scripted.client()).hooks(Closed).build().metered();
    let span = span_of(Order::get(("ann", 1)).send(&db)).await;
    assert_eq!(field(&span, "error.type"), Some("Refused"));
    assert_eq!(field(&span, "dynamorph.attempts"), Some("0"));
    assert_eq!((db.cost().requests(), scripted.requests().len()), (0, 0));
    let id = field(&span, "dynamorph.request_id").expect("hooks get an id");
    assert!(uuid::Uuid::parse_str(id).is_ok(), "{id}");
}

#[tokio::test]
async fn capacity_summed_over_pages_and_retries() {
    let page = |number, last, units: f64| {
        let mut body: serde_json::Value = page_body([number], last).parse().expect("JSON");
        body["ConsumedCapacity"] = json!({ "TableName": "shop", "CapacityUnits": units, "Table": { "CapacityUnits": units } });
        Reply::ok(body.to_string())
    };
    let scripted = Scripted::new(move |request| match request.number() {
        0 => Reply::error(500, "InternalServerError", "again"),
        1 => page(1, Some(1), 1.5),
        2 | 3 => Reply::error(400, "ThrottlingException", "slow down"),
        _ => page(2, None, 2.0),
    });
    tokio::time::pause();
    let db = scripted.dynamo().metered();
    let page = Order::query("ann").limit(2).page(&db).await.expect("two orders");
    assert_eq!((page.cost.requests(), page.cost.retries(), page.cost.read_units()), (2, 3, 3.5));
    assert_eq!(db.cost(), page.cost);
}
