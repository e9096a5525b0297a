//! Attempts that fail and are followed by another.

use std::time::Duration;

use bytes::Bytes;
use dynamorph::prelude::*;
use dynamorph::{Error, ServiceErrorKind, Timeouts};
use dynamorph_testing::{Fault, Reply, Scripted};

use super::shop::{Order, item_body, order, page_body};
use crate::support::frames::{Frames, Step};

/// A page whose connection breaks in the middle.
fn broken_page() -> Reply {
    let body = Bytes::from(page_body([1, 2, 3], None));
    let half = body.slice(..body.len() / 2);
    Reply::body(Frames::body([Step::Data(half), Step::Break]))
}

#[tokio::test(start_paused = true)]
async fn a_page_cut_in_the_middle_is_read_again_and_once() {
    let engine = Scripted::new(|request| {
        if request.number() == 0 { broken_page() } else { Reply::ok(page_body([1, 2, 3], None)) }
    });
    let orders = Order::query("ann").all(&engine.dynamo()).await.unwrap();
    assert_eq!(orders, [order(1), order(2), order(3)]);
    assert_eq!(engine.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_page_shorter_than_announced_is_read_again() {
    let engine = Scripted::new(|request| {
        let body = page_body([1, 2], None);
        let length = body.len().to_string();
        // The part is an answer in itself: only the length tells that it is one.
        let part = if request.number() == 0 { page_body([], None) } else { body };
        Reply::ok(part).header("content-length", length)
    });
    let orders = Order::query("ann").all(&engine.dynamo()).await.unwrap();
    assert_eq!(orders, [order(1), order(2)]);
    assert_eq!(engine.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_page_that_is_always_cut_is_an_error() {
    let engine = Scripted::new(|_| broken_page());
    let error = Order::query("ann").all(&engine.dynamo()).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error:?}");
    assert_eq!(engine.requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn throttles_and_failures_are_tried_again() {
    let failures = [
        ("a throttle", 400, "ProvisionedThroughputExceededException"),
        ("a request limit", 400, "ThrottlingException"),
        ("a failure of the service", 500, "InternalServerError"),
        ("an unavailable service", 503, "ServiceUnavailable"),
    ];
    for (case, status, code) in failures {
        let engine = Scripted::new(move |request| match request.number() {
            0 | 1 => Reply::error(status, code, "later"),
            _ => Reply::ok(item_body(1)),
        });
        assert_eq!(Order::get(("ann", 1)).one(&engine.dynamo()).await.unwrap(), order(1), "{case}");
        assert_eq!(engine.requests().len(), 3, "{case}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_endless_throttle_ends_in_a_typed_error() {
    let engine =
        Scripted::new(|_| Reply::error(400, "ProvisionedThroughputExceededException", "later"));
    let error = order(1).save().send(&engine.dynamo()).await.unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(engine.requests().len(), 3);
    assert_eq!(error.into_input::<Order>().unwrap(), order(1));
}

#[tokio::test(start_paused = true)]
async fn a_write_is_sent_again_with_the_same_item() {
    let engine = Scripted::new(|request| {
        if request.number() == 0 {
            Reply::error(500, "InternalServerError", "")
        } else {
            Reply::ok("{}")
        }
    });
    order(1).create().send(&engine.dynamo()).await.unwrap();
    let sent = engine.requests();
    assert_eq!((sent.len(), sent[0].body()), (2, sent[1].body()));
}

#[tokio::test(start_paused = true)]
async fn a_refused_condition_is_not_tried_again() {
    let engine = Scripted::new(|_| {
        Reply::error(400, "ConditionalCheckFailedException", "The conditional request failed")
    });
    let error = order(1).replace().send(&engine.dynamo()).await.unwrap_err();
    assert!(error.is_condition_failed() && error.is_not_found(), "{error:?}");
    assert_eq!(engine.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_never_answers_never_hangs_a_caller() {
    let db = Scripted::always(Fault::hang()).dynamo();
    let start = tokio::time::Instant::now();
    for (case, limit, error) in [
        ("get", 5, Order::get(("ann", 1)).send(&db).await.err()),
        ("save", 5, order(1).save().send(&db).await.err()),
        ("delete", 5, Order::delete(("ann", 1)).send(&db).await.err()),
        ("query", 30, Order::query("ann").all(&db).await.err()),
    ] {
        assert!(matches!(error, Some(Error::Timeout(_))), "{case}: {error:?}");
        assert!(limit > 0);
    }
    // Three operations of 5 seconds and a page of 30, at most.
    assert!(start.elapsed() <= Duration::from_secs(46), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_body_that_never_ends_never_hangs_a_caller() {
    let engine = Scripted::new(|_| {
        Reply::body(Frames::body([Step::Data(Bytes::from_static(b"{\"Items\":[")), Step::Stall]))
    });
    let start = tokio::time::Instant::now();
    let error = Order::query("ann").all(&engine.dynamo()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_) | Error::Transport { .. }), "{error:?}");
    assert!(start.elapsed() <= Duration::from_secs(31), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn time_limits_are_those_of_the_handle() {
    let engine = Scripted::always(Fault::hang());
    let limits =
        Timeouts::default().operation(Duration::from_millis(700)).page(Duration::from_millis(900));
    let db = Dynamo::builder(engine.client()).timeouts(limits).build();
    let start = tokio::time::Instant::now();
    let error = order(1).save().send(&db).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!(error.into_input::<Order>().unwrap(), order(1));
    assert!((600..800).contains(&start.elapsed().as_millis()), "{:?}", start.elapsed());

    let start = tokio::time::Instant::now();
    Order::query("ann").all(&db).await.unwrap_err();
    assert!((800..1000).contains(&start.elapsed().as_millis()), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_refused_is_tried_again() {
    let engine = Scripted::new(|request| match request.number() {
        0 => Fault::refused().into(),
        _ => Reply::ok(item_body(1)),
    });
    assert_eq!(Order::get(("ann", 1)).one(&engine.dynamo()).await.unwrap(), order(1));
    assert_eq!(engine.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_operation_gives_up_after_three_attempts() {
    let engine = Scripted::new(|_| Reply::error(500, "InternalServerError", ""));
    let error = Order::get(("ann", 1)).send(&engine.dynamo()).await.unwrap_err();
    let Error::Service(failure) = &error else { panic!("{error:?}") };
    assert_eq!(failure.kind(), ServiceErrorKind::Internal);
    assert_eq!(engine.requests().len(), 3);
}
