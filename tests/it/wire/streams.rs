//! Bodies that come in parts. Where the SDK's stall protection counts, time is real: it takes it from the system.

use std::time::{Duration, Instant};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::StalledStreamProtectionConfig;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use bytes::Bytes;
use dynamorph::Error;
use dynamorph::prelude::*;
use dynamorph_testing::{Reply, Scripted};

use super::shop::{Order, order, page_body};
use crate::support::frames::{Frames, Step};

const GRACE: Duration = Duration::from_millis(300);

fn protected(engine: &Scripted) -> Dynamo {
    let protection = StalledStreamProtectionConfig::enabled().grace_period(GRACE).build();
    let config =
        engine.config().stalled_stream_protection(protection).retry_config(RetryConfig::disabled());
    Dynamo::new(Client::from_conf(config.build()))
}

#[tokio::test(start_paused = true)]
async fn a_page_in_frames_of_any_size_reads() {
    let body = page_body(1..=20, None);
    for size in [1, 2, 7, 100, body.len() - 1, body.len()] {
        let whole = body.clone().into_bytes();
        let length = whole.len().to_string();
        let engine = Scripted::new(move |_| {
            Reply::body(Frames::trickle(&whole, size, Duration::ZERO))
                .header("content-length", length.clone())
        });
        let orders = Order::query("ann").all(&engine.dynamo()).await.unwrap();
        assert_eq!(orders, (1..=20).map(order).collect::<Vec<_>>(), "frames of {size} bytes");
    }
}

#[tokio::test]
async fn empty_frames_are_nothing() {
    let body = Bytes::from(page_body([1], None));
    let engine = Scripted::new(move |_| {
        let steps = [Step::Data(Bytes::new()), Step::Data(body.clone()), Step::Data(Bytes::new())];
        Reply::body(Frames::body(steps))
    });
    assert_eq!(Order::query("ann").all(&engine.dynamo()).await.unwrap(), [order(1)]);
}

#[tokio::test]
async fn a_slow_page_is_not_taken_for_a_stalled_one() {
    let body = page_body(1..=20, None);
    let frame = body.len().div_ceil(15);
    let engine = Scripted::new(move |_| {
        Reply::body(Frames::trickle(body.as_bytes(), frame, Duration::from_millis(100)))
    });
    let start = Instant::now();
    let orders = Order::query("ann").all(&protected(&engine)).await.unwrap();
    assert_eq!(orders.len(), 20);
    assert!(start.elapsed() > 2 * GRACE, "it was slow enough to be caught");
}

#[tokio::test]
async fn a_stalled_page_is_an_error() {
    let body = Bytes::from(page_body([1], None)).slice(..100);
    let engine =
        Scripted::new(move |_| Reply::body(Frames::body([Step::Data(body.clone()), Step::Stall])));
    let start = Instant::now();
    let error = Order::query("ann").all(&protected(&engine)).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. } | Error::Timeout(_)), "{error:?}");
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "the protection ends it long before the limit of a page"
    );
}
