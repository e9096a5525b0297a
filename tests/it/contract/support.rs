//! Tables on the engine under test, raw items, and handles that tell what they send.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamorph::{Dynamo, Error, FromItem, KeyErrorKind};
use dynamorph_testing::{Engine, Faulty, Request};
use serde_json::Value;

pub(crate) use crate::support::random::Random;

pub(crate) type Attributes = HashMap<String, AttributeValue>;

/// The table of `E`, empty, on the engine under test.
pub(crate) async fn table<E: FromItem>() -> (Engine, Dynamo) {
    let engine = Engine::from_env();
    let db = engine.dynamo();
    db.ensure_table::<E>().await.unwrap();
    (engine, db)
}

pub(crate) fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

pub(crate) fn n(number: &str) -> AttributeValue {
    AttributeValue::N(number.to_owned())
}

pub(crate) fn attributes<const N: usize>(pairs: [(&str, AttributeValue); N]) -> Attributes {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Stores an item past the mapper.
pub(crate) async fn put_raw<E: FromItem>(db: &Dynamo, item: Attributes) {
    db.client()
        .put_item()
        .table_name(db.table_name::<E>())
        .set_item(Some(item))
        .send()
        .await
        .unwrap();
}

/// Reads an item past the mapper.
pub(crate) async fn get_raw<E: FromItem, const N: usize>(
    db: &Dynamo,
    key: [(&str, AttributeValue); N],
) -> Option<Attributes> {
    let key = Some(attributes(key));
    let get =
        db.client().get_item().table_name(db.table_name::<E>()).set_key(key).consistent_read(true);
    get.send().await.unwrap().item
}

/// Every request of a handle, as the JSON it sends.
#[derive(Debug, Clone)]
pub(crate) struct Requests(Faulty);

impl Requests {
    pub(crate) fn of(engine: &Engine) -> Self {
        Self(engine.faulty())
    }

    /// A client whose requests these are.
    pub(crate) fn client(&self) -> aws_sdk_dynamodb::Client {
        self.0.client()
    }

    /// The requests since the last call.
    pub(crate) fn take(&self) -> Vec<Value> {
        self.0.take_requests().iter().map(Request::json).collect()
    }

    /// Asserts that nothing was sent since the last call.
    #[track_caller]
    pub(crate) fn assert_none(&self, case: &str) {
        let sent = self.take();
        assert!(sent.is_empty(), "{case}: {} requests were sent", sent.len());
    }
}

/// A second handle on the tables of an engine, which tells what it sends.
pub(crate) fn watched(engine: &Engine) -> (Dynamo, Requests) {
    let requests = Requests::of(engine);
    (requests.0.dynamo(), requests)
}

/// Why a key was refused.
#[track_caller]
pub(crate) fn key_error<T>(result: Result<T, Error>) -> KeyErrorKind {
    match result {
        Err(Error::Key { source, .. }) => source.kind(),
        Err(other) => panic!("not a key error: {other}"),
        Ok(_) => panic!("the key was taken"),
    }
}

/// An error with all its causes, as `Display` and as `Debug` show them.
pub(crate) fn told(error: &Error) -> String {
    let mut text = format!("{error} {error:?}");
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        text = format!("{text}: {error} {error:?}");
        source = error.source();
    }
    text
}
