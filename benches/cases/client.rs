//! Whole calls of the client on a transport in memory: endpoint, signing, retries and parsing are the SDK's on both sides, and the
//! requests are the same.

use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::get_item::builders::GetItemFluentBuilder;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use dynamorph::Dynamo;
use dynamorph::prelude::*;
use tokio::runtime::{Builder, Runtime};

use super::by_hand::{self, Item};
use super::case::{BY_HAND, Case, OURS, SERDE_DYNAMO};
use super::order::{CUSTOMER, Order, orders};
use super::transport::Canned;
use super::{decode, encode, item};

/// A runtime as a Lambda function or a command has it.
fn current_thread() -> Arc<Runtime> {
    Arc::new(Builder::new_current_thread().enable_all().build().expect("a runtime"))
}

/// A runtime as `#[tokio::main]` makes it.
fn multi_thread() -> Arc<Runtime> {
    Arc::new(Builder::new_multi_thread().enable_all().build().expect("a runtime"))
}

/// `GetItem`.
pub(crate) fn get() -> Vec<Case> {
    const GROUP: &str = "get, 1 item";
    let expected = orders(1).remove(0);
    let client = Canned::client(item::one(&expected));
    let (db, runtime) = (Dynamo::new(client.clone()), current_thread());
    let id = expected.id.clone();
    let (runtime_s, client_s, id_s) = (Arc::clone(&runtime), client.clone(), id.clone());
    let (runtime_h, id_h) = (Arc::clone(&runtime), id.clone());
    let ours = move || {
        runtime.block_on(async { Order::get((CUSTOMER, &id)).one(&db).await.expect("an order") })
    };
    let serde_dynamo = move || {
        runtime_s.block_on(async { decode::by_serde_dynamo(got(get_item(&client_s, &id_s)).await) })
    };
    let by_hand = move || {
        runtime_h.block_on(async { decode::hand_written(got(get_item(&client, &id_h)).await) })
    };
    assert!(ours() == expected && serde_dynamo() == expected && by_hand() == expected);
    vec![
        Case::new(GROUP, OURS, 1, ours),
        Case::new(GROUP, SERDE_DYNAMO, 1, serde_dynamo),
        Case::new(GROUP, BY_HAND, 1, by_hand),
    ]
}

fn get_item(client: &Client, id: &str) -> GetItemFluentBuilder {
    client
        .get_item()
        .table_name("shop")
        .key("pk", AttributeValue::S(format!("CUSTOMER#{CUSTOMER}")))
        .key("sk", AttributeValue::S(format!("ORDER#{id}")))
}

async fn got(request: GetItemFluentBuilder) -> Item {
    request.send().await.expect("an answer").item.expect("an item")
}

/// `PutItem` of an item that is not there yet.
pub(crate) fn put() -> Vec<Case> {
    const GROUP: &str = "create, 1 item";
    let order = orders(1).remove(0);
    let client = Canned::client("{}");
    let (db, runtime) = (Dynamo::new(client.clone()), current_thread());
    let (runtime_s, client_s, order_s) = (Arc::clone(&runtime), client.clone(), order.clone());
    let (runtime_h, order_h) = (Arc::clone(&runtime), order.clone());
    vec![
        // A create takes the item, so everyone clones it.
        Case::new(GROUP, OURS, 1, move || {
            runtime.block_on(async { order.clone().create().send(&db).await.expect("an answer") })
        }),
        Case::new(GROUP, SERDE_DYNAMO, 1, move || {
            let order = order_s.clone();
            let request = put_item(&client_s, encode::by_serde_dynamo(&order));
            runtime_s.block_on(request.send()).expect("an answer");
            order
        }),
        Case::new(GROUP, BY_HAND, 1, move || {
            let order = order_h.clone();
            let request = put_item(&client, by_hand::to_item(&order));
            runtime_h.block_on(request.send()).expect("an answer");
            order
        }),
    ]
}

fn put_item(client: &Client, item: Item) -> PutItemFluentBuilder {
    client
        .put_item()
        .table_name("shop")
        .set_item(Some(item))
        .condition_expression("attribute_not_exists(#pk)")
        .expression_attribute_names("#pk", "pk")
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
}

/// `Query` of a page of so many items.
pub(crate) fn query(items: usize) -> Vec<Case> {
    let group = if items == 10 { "query, 10 items" } else { "query, 1,000 items" };
    let expected = orders(items);
    let client = Canned::client(item::page(&expected));
    let (db, runtime) = (Dynamo::new(client.clone()), current_thread());
    let (runtime_s, client_s) = (Arc::clone(&runtime), client.clone());
    let runtime_h = Arc::clone(&runtime);
    let ours =
        move || runtime.block_on(async { Order::query(CUSTOMER).all(&db).await.expect("orders") });
    let serde_dynamo = move || -> Vec<Order> {
        let items = runtime_s.block_on(queried(query_page(&client_s)));
        items.into_iter().map(decode::by_serde_dynamo).collect()
    };
    let by_hand = move || -> Vec<Order> {
        let items = runtime_h.block_on(queried(query_page(&client)));
        items.into_iter().map(decode::hand_written).collect()
    };
    assert!(ours() == expected && serde_dynamo() == expected && by_hand() == expected);
    vec![
        Case::new(group, OURS, items, ours),
        Case::new(group, SERDE_DYNAMO, items, serde_dynamo),
        Case::new(group, BY_HAND, items, by_hand),
    ]
}

fn query_page(client: &Client) -> QueryFluentBuilder {
    client
        .query()
        .table_name("shop")
        .key_condition_expression("#pk = :pk AND begins_with(#sk, :sk)")
        .filter_expression("#type IN (:type)")
        .expression_attribute_names("#pk", "pk")
        .expression_attribute_names("#sk", "sk")
        .expression_attribute_names("#type", "type")
        .expression_attribute_values(":pk", AttributeValue::S(format!("CUSTOMER#{CUSTOMER}")))
        .expression_attribute_values(":sk", AttributeValue::S("ORDER#".to_owned()))
        .expression_attribute_values(":type", AttributeValue::S("ORDER".to_owned()))
}

async fn queried(request: QueryFluentBuilder) -> Vec<Item> {
    request.send().await.expect("an answer").items.expect("items")
}

/// The same `GetItem` on two runtimes, fifty times in one task, as the handlers of a service run.
pub(crate) fn runtimes() -> Vec<Case> {
    const GROUP: &str = "get, 1 item, in a task";
    const CALLS: usize = 50;
    let expected = orders(1).remove(0);
    let db = Dynamo::new(Canned::client(item::one(&expected)));
    let runtimes = [("current thread", current_thread()), ("multi thread", multi_thread())];
    let cases = runtimes.into_iter().map(|(name, runtime)| {
        let (db, id) = (db.clone(), expected.id.clone());
        Case::new(GROUP, name, CALLS, move || {
            let (db, id) = (db.clone(), id.clone());
            let task = runtime.spawn(async move {
                for _ in 0..CALLS {
                    Order::get((CUSTOMER, &id)).one(&db).await.expect("an order");
                }
            });
            runtime.block_on(task).expect("the task ends");
        })
    });
    cases.collect()
}
