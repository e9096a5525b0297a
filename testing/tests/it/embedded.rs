//! The embedded engine alone: its clock, its sweep, and how it takes requests.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextMut;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::types::{ReturnConsumedCapacity, TimeToLiveSpecification};
use aws_smithy_types::body::SdkBody;
use dynamorph_testing::{Embedded, Engine, ManualClock};

use crate::support::{count, create_table, key, number, put};

const NOW: u32 = 1_767_225_600;

#[tokio::test]
async fn a_sweep_deletes_what_has_expired_on_the_engines_clock() {
    let clock = ManualClock::at_epoch_seconds(NOW);
    let engine = Embedded::memory_with(clock.clone());
    let client = engine.client();
    create_table(&client, "sessions").await;
    let specification = TimeToLiveSpecification::builder()
        .attribute_name("expires_at")
        .enabled(true)
        .build()
        .unwrap();
    client
        .update_time_to_live()
        .table_name("sessions")
        .time_to_live_specification(specification)
        .send()
        .await
        .unwrap();
    put(&client, "sessions", "A", "for ever", 1).await;
    let put = client.put_item().table_name("sessions").set_item(key("A", "a minute"));
    put.item("expires_at", number(i64::from(NOW) + 60)).send().await.unwrap();

    let before = engine.sweep_ttl();
    clock.advance(Duration::from_secs(61));
    let after = engine.sweep_ttl();
    let left = client.scan().table_name("sessions").send().await.unwrap();

    assert_eq!((before, after, left.count), (0, 1, 1));
}

#[tokio::test]
async fn clones_share_a_database_and_others_do_not() {
    let engine = Embedded::memory();
    create_table(&engine.client(), "shared").await;

    let same = engine.clone().client().list_tables().send().await.unwrap();
    let other = Embedded::memory().client().list_tables().send().await.unwrap();

    assert_eq!(same.table_names(), ["shared"]);
    assert!(other.table_names().is_empty());
}

#[tokio::test]
async fn a_future_dropped_before_its_first_poll_writes_nothing() {
    let client = Embedded::memory().client();
    create_table(&client, "dropped").await;

    let write = put(&client, "dropped", "A", "1", 1);
    drop(write);

    assert_eq!(count(&client, "dropped", "A", "1").await, None);
}

#[tokio::test]
async fn a_future_dropped_after_any_number_of_polls_leaves_the_engine_whole() {
    let client = Embedded::memory().client();
    create_table(&client, "dropped").await;
    for polls in 0_i64..20 {
        let sort = polls.to_string();
        let mut write = Box::pin(put(&client, "dropped", "A", &sort, polls));
        for _ in 0..polls {
            if poll_once(write.as_mut()).is_ready() {
                break;
            }
        }
        drop(write);

        let found = count(&client, "dropped", "A", &sort).await;
        assert!(found.is_none_or(|found| found == polls), "a write is whole or it is not there");
    }
    put(&client, "dropped", "A", "last", 7).await;
    assert_eq!(count(&client, "dropped", "A", "last").await, Some(7));
}

fn poll_once<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tasks_share_one_engine() {
    let engine = Embedded::memory();
    create_table(&engine.client(), "shared").await;
    put(&engine.client(), "shared", "A", "1", 0).await;

    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let client = engine.client();
            tokio::spawn(async move {
                let add = client.update_item().table_name("shared").set_key(key("A", "1"));
                let add =
                    add.update_expression("ADD #c :one").expression_attribute_names("#c", "count");
                add.expression_attribute_values(":one", number(1)).send().await.unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }

    assert_eq!(count(&engine.client(), "shared", "A", "1").await, Some(8));
}

#[tokio::test]
async fn a_body_that_is_not_in_memory_is_read() {
    let engine = Embedded::memory();
    create_table(&engine.client(), "streamed").await;
    let client = Client::from_conf(engine.config().interceptor(StreamedBody).build());

    put(&client, "streamed", "A", "1", 3).await;

    assert_eq!(count(&engine.client(), "streamed", "A", "1").await, Some(3));
}

/// Replaces each request's body by one that has no bytes in memory, as a body that is made while it is sent.
#[derive(Debug)]
struct StreamedBody;

impl Intercept for StreamedBody {
    fn name(&self) -> &'static str {
        "StreamedBody"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), aws_sdk_dynamodb::error::BoxError> {
        let body = std::mem::replace(context.request_mut().body_mut(), SdkBody::taken());
        let streamed = SdkBody::from_body_1_x(body);
        assert!(streamed.bytes().is_none());
        *context.request_mut().body_mut() = streamed;
        Ok(())
    }
}

#[tokio::test]
async fn consumed_capacity_is_reported_when_asked_for() {
    let client = Embedded::memory().client();
    create_table(&client, "capacity").await;

    let get = client.get_item().table_name("capacity").set_key(key("A", "1"));
    let got = get.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await.unwrap();

    assert!(got.consumed_capacity.is_some_and(|capacity| capacity.capacity_units.is_some()));
}

#[tokio::test]
async fn an_operation_the_engine_does_not_have_is_an_error_of_the_service() {
    let error = Embedded::memory().client().describe_limits().send().await.unwrap_err();

    let code = aws_sdk_dynamodb::error::ProvideErrorMetadata::code(&error).map(str::to_owned);
    assert_eq!(code.as_deref(), Some("UnknownOperationException"));
}

#[tokio::test]
async fn an_engine_at_an_address_connects_there() {
    // Nothing listens on the port of a listener that is closed again.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let engine = Engine::at(&format!("http://127.0.0.1:{port}"));
    let retries = aws_sdk_dynamodb::config::retry::RetryConfig::disabled();
    let client = Client::from_conf(engine.config().retry_config(retries).build());

    let error = client.list_tables().send().await.unwrap_err();

    assert!(matches!(error, aws_sdk_dynamodb::error::SdkError::DispatchFailure(_)), "{error:?}");
}

#[test]
#[should_panic(expected = "no address of a local server")]
fn an_engine_takes_no_address_with_tls() {
    let _ = Engine::at("https://dynamodb.us-east-1.amazonaws.com");
}

#[tokio::test]
async fn table_names_carry_the_engines_prefix() {
    let engine = Engine::memory();
    let name = engine.table("shop");
    create_table(&engine.client(), &name).await;

    let mut listed = pin!(engine.client().list_tables().send());
    let tables = listed.as_mut().await.unwrap();

    assert!(engine.is_embedded());
    assert_eq!(tables.table_names(), [format!("{}shop", engine.table_prefix())]);
}
