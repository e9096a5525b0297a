//! A table behind faults, and clients of it.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::{PutRequest, WriteRequest};
use dynamorph_testing::{Embedded, Faulty};

use crate::support::{create_table, key, number};

pub(crate) const TABLE: &str = "shop";

pub(crate) type PutError = aws_sdk_dynamodb::error::SdkError<PutItemError>;

/// An engine with the table, and what stands before it.
pub(crate) async fn faulty() -> (Client, Faulty) {
    let engine = Embedded::memory();
    create_table(&engine.client(), TABLE).await;
    (engine.client(), engine.faulty())
}

/// A client that sends each request once.
pub(crate) fn once(faulty: &Faulty) -> Client {
    Client::from_conf(faulty.config().retry_config(RetryConfig::disabled()).build())
}

/// A client that sends each request once and waits a second for the first byte of an answer, two for the whole.
pub(crate) fn impatient(faulty: &Faulty) -> Client {
    let limits = TimeoutConfig::builder()
        .read_timeout(Duration::from_secs(1))
        .operation_timeout(Duration::from_secs(2))
        .build();
    let config = faulty.config().retry_config(RetryConfig::disabled()).timeout_config(limits);
    Client::from_conf(config.build())
}

/// Puts the item `A`, `sort`.
pub(crate) async fn put(client: &Client, sort: &str) -> Result<(), PutError> {
    let put = client.put_item().table_name(TABLE).set_item(key("A", sort));
    put.item("count", number(1)).send().await.map(|_| ())
}

pub(crate) async fn is_stored(client: &Client, sort: &str) -> bool {
    crate::support::count(client, TABLE, "A", sort).await.is_some()
}

pub(crate) fn put_request(sort: &str) -> WriteRequest {
    let mut item = key("A", sort).unwrap();
    item.insert("count".to_owned(), number(1));
    let put = PutRequest::builder().set_item(Some(item)).build().unwrap();
    WriteRequest::builder().put_request(put).build()
}

/// The operations of the requests and how each ended, as `PutItem: Lost, applied`.
pub(crate) fn told(faulty: &Faulty) -> Vec<String> {
    let line = |request: &dynamorph_testing::Request| match request.fault() {
        Some(fault) => format!("{}: {fault:?}", request.operation()),
        None => request.operation().to_owned(),
    };
    faulty.requests().iter().map(line).collect()
}
