//! Requests that there are no credentials for.

use aws_sdk_dynamodb::Client;
use dynamorph::Error;
use dynamorph::prelude::*;

use super::shop::{Order, order};
use crate::support::scripted::Scripted;

#[tokio::test]
async fn missing_credentials_name_the_endpoint_and_the_fix() {
    let engine = Scripted::always("{}");
    let db = Dynamo::new(Client::from_conf(engine.config_without_credentials().build()));
    let errors = [
        Order::get(("ann", 1)).send(&db).await.err(),
        Order::query("ann").all(&db).await.err(),
        order(1).save().send(&db).await.err(),
        Order::delete(("ann", 1)).send(&db).await.err(),
    ];
    for error in errors {
        let error = error.expect("nothing signs the request");
        assert!(matches!(error, Error::Credentials { .. }), "{error:?}");
        let told = error.to_string();
        assert!(told.contains("scripted.invalid") && told.contains("configure them"), "{told}");
    }
    // Neither DynamoDB nor a metadata endpoint was asked: every connection of this client is the engine's.
    assert!(engine.sent().is_empty());
}

#[tokio::test]
async fn a_write_that_cannot_be_signed_gives_its_item_back() {
    let engine = Scripted::always("{}");
    let db = Dynamo::new(Client::from_conf(engine.config_without_credentials().build()));
    let error = order(1).save().send(&db).await.unwrap_err();
    assert_eq!(error.into_input::<Order>().unwrap(), order(1));
}
