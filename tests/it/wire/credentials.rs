//! Requests that there are no credentials for.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Region};
use dynamorph::Error;
use dynamorph::prelude::*;
use dynamorph_testing::Scripted;

use super::shop::{Order, order};

/// A configuration that is the engine's but for the credentials.
fn without_credentials(engine: &Scripted) -> Builder {
    aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .endpoint_url("http://scripted.invalid")
        .http_client(engine.clone())
}

#[tokio::test]
async fn missing_credentials_name_the_endpoint_and_the_fix() {
    let engine = Scripted::always("{}");
    let db = Dynamo::new(Client::from_conf(without_credentials(&engine).build()));
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
    assert!(engine.requests().is_empty());
}

#[tokio::test]
async fn a_write_that_cannot_be_signed_gives_its_item_back() {
    let engine = Scripted::always("{}");
    let db = Dynamo::new(Client::from_conf(without_credentials(&engine).build()));
    let error = order(1).save().send(&db).await.unwrap_err();
    assert_eq!(error.into_input::<Order>().unwrap(), order(1));
}
