//! Answers and requests that are not what the protocol promises.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextMut;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_runtime_api::box_error::BoxError;
use dynamorph::prelude::*;
use dynamorph::{Error, RawItem};
use dynamorph_testing::{Reply, Scripted};
use serde_json::json;

use super::shop::{Order, item_body, order, page_body, stored};

#[tokio::test]
async fn an_answer_of_another_content_type_is_left_to_the_sdk() {
    let engine = Scripted::new(|request| {
        let body = match request.operation() {
            "GetItem" => item_body(1),
            "Query" => page_body([1, 2], None),
            _ => json!({ "Attributes": stored(1) }).to_string(),
        };
        Reply::ok(body).header("content-type", "application/json")
    });
    let db = engine.dynamo();
    assert_eq!(Order::get(("ann", 1)).one(&db).await.unwrap(), order(1));
    assert_eq!(Order::query("ann").all(&db).await.unwrap(), [order(1), order(2)]);
    assert_eq!(order(1).save().returning_old().send(&db).await.unwrap().1, Some(order(1)));
    assert_eq!(Order::delete(("ann", 1)).returning_old().send(&db).await.unwrap(), Some(order(1)));
}

/// An SDK that speaks another protocol.
#[derive(Debug)]
struct Cbor;

impl Intercept for Cbor {
    fn name(&self) -> &'static str {
        "Cbor"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().headers_mut().insert("content-type", "application/cbor");
        Ok(())
    }
}

#[tokio::test]
async fn a_request_that_is_not_json_is_not_sent() {
    let engine = Scripted::always("{}");
    let db = Dynamo::new(Client::from_conf(engine.config().interceptor(Cbor).build()));
    let error = order(1).save().send(&db).await.unwrap_err();
    assert!(matches!(error, Error::Construction { .. }), "{error:?}");
    assert!(error.to_string().contains("not DynamoDB's JSON"), "{error}");
    assert!(engine.requests().is_empty());
    assert_eq!(error.into_input::<Order>().unwrap(), order(1));
}

#[tokio::test]
async fn requests_that_the_client_is_asked_for_directly_are_the_sdks_own() {
    let engine = Scripted::new(|_| item_body(1));
    let db = engine.dynamo();
    let get = db.client().get_item().table_name("shop").key("pk", AttributeValue::S("x".into()));
    let answer = get.send().await.unwrap();
    assert_eq!(RawItem::from(answer.item.unwrap()).decode::<Order>().unwrap(), Some(order(1)));
    assert_eq!(Order::get(("ann", 1)).one(&db).await.unwrap(), order(1));
}

#[tokio::test]
async fn a_handle_of_another_handles_client_does_everything_once() {
    let engine = Scripted::new(|request| match request.operation() {
        "GetItem" => item_body(1),
        _ => "{}".to_owned(),
    });
    let db = Dynamo::new(Dynamo::new(engine.dynamo().client().clone()).client().clone()).metered();
    order(1).save().send(&db).await.unwrap();
    let sent = engine.requests();
    let body = std::str::from_utf8(sent[0].body()).unwrap();
    assert_eq!(body.matches("\"Item\"").count(), 1, "{body}");
    assert_eq!(Order::get(("ann", 1)).one(&db).await.unwrap(), order(1));
    assert_eq!((db.cost().requests(), db.cost().retries()), (2, 0));
}

#[tokio::test]
async fn a_put_is_one_json_object_with_the_item_first() {
    let engine = Scripted::always("{}");
    order(1).save().send(&engine.dynamo()).await.unwrap();
    let sent = engine.requests();
    assert!(sent[0].body().starts_with(b"{\"Item\":{"));
    let json = sent[0].json();
    assert_eq!(json["Item"], stored(1));
    assert_eq!(json["TableName"], "shop");
}

#[tokio::test]
async fn a_success_without_a_body_is_no_answer() {
    let engine = Scripted::always("");
    let db = engine.dynamo();
    let errors = [
        Order::get(("ann", 1)).send(&db).await.err(),
        Order::query("ann").all(&db).await.err(),
        Order::query("ann").count(&db).await.err(),
        order(1).save().send(&db).await.err(),
        Order::delete(("ann", 1)).returning_old().send(&db).await.err(),
    ];
    for (at, error) in errors.into_iter().enumerate() {
        assert!(matches!(error, Some(Error::MalformedResponse { .. })), "case {at}: {error:?}");
    }
}

#[tokio::test]
async fn a_success_that_is_not_json_is_no_answer() {
    for body in
        ["<html>gateway</html>", "null", "[]", "{\"Item\":", "\"Item\"", "{\"Item\":{\"type\":7}}"]
    {
        let db = Scripted::always(body).dynamo();
        let error = Order::get(("ann", 1)).send(&db).await.unwrap_err();
        assert!(
            matches!(error, Error::MalformedResponse { .. } | Error::Decode { .. }),
            "{body}: {error:?}"
        );
        assert_eq!(error.context().unwrap().table(), "shop");

        // Where the SDK parses it, too.
        let engine = Scripted::new(move |_| Reply::ok(body).header("content-type", "text/html"));
        let result = Order::get(("ann", 1)).send(&engine.dynamo()).await;
        assert!(
            matches!(
                result,
                Err(Error::MalformedResponse { .. } | Error::Decode { .. }) | Ok(None)
            ),
            "{body}: {result:?}"
        );
    }
}

#[tokio::test]
async fn a_page_that_holds_fewer_items_than_it_counts_is_malformed() {
    let db = Scripted::always(r#"{"Count":2,"ScannedCount":2,"Items":[]}"#).dynamo();
    let error = Order::query("ann").all(&db).await.unwrap_err();
    assert!(matches!(error, Error::MalformedResponse { .. }), "{error:?}");
    let db = Scripted::always(r#"{"Count":-2,"ScannedCount":2}"#).dynamo();
    let error = Order::query("ann").count(&db).await.unwrap_err();
    assert!(matches!(error, Error::MalformedResponse { .. }), "{error:?}");
}

#[tokio::test]
async fn the_same_position_twice_is_an_error() {
    let requests = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&requests);
    let engine = Scripted::new(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        Reply::ok(page_body([1], Some(1)))
    });
    let error = Order::query("ann").all(&engine.dynamo()).await.unwrap_err();
    assert!(matches!(error, Error::PaginationStuck(_)), "{error:?}");
    assert_eq!(requests.load(Ordering::Relaxed), 2);

    let error = Order::query("ann").count(&engine.dynamo()).await.unwrap_err();
    assert!(matches!(error, Error::PaginationStuck(_)), "{error:?}");
}

#[tokio::test]
async fn a_position_that_is_no_key_is_malformed() {
    let body = json!({ "Count": 0, "ScannedCount": 1, "Items": [], "LastEvaluatedKey": { "pk": { "S": "CUSTOMER#ann" } } });
    let error =
        Order::query("ann").all(&Scripted::always(body.to_string()).dynamo()).await.unwrap_err();
    assert!(matches!(error, Error::MalformedResponse { .. }), "{error:?}");
}
