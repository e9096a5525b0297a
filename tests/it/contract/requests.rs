//! What is sent, as `explain` renders it, as `customize` changes it, and as errors tell of it.

use aws_sdk_dynamodb::types::ReturnConsumedCapacity;
use dynamorph::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::models::{Customer, Order, Product, Shop, Status, customer, date, order, product};
use super::support::{table, told, watched};

#[test]
fn explain_redacts() {
    let secret = "s3cr3t";
    let person = Customer {
        email: format!("{secret}@example.com"),
        nickname: Some(secret.into()),
        ..customer(1)
    };
    let tea = || product(secret);

    let explains = [
        ("get", Product::get(secret).explain()),
        ("delete", Product::delete(secret).explain()),
        ("save", person.clone().save().explain()),
        ("create", tea().create().explain()),
        ("replace", tea().replace().explain()),
        ("query", Product::query(()).sort_ge(secret).explain()),
        ("index", Customer::by_email(secret).explain()),
        ("mixed", Shop::query(Customer::BY_EMAIL.partition(secret)).explain()),
        ("bad key", Product::get(format!("{secret}#")).explain()),
        ("bad sort condition", Product::query(()).sort_gt(format!("{secret}#")).explain()),
        ("bad item", product(&format!("{secret}#")).save().explain()),
    ];
    for (case, explain) in explains {
        assert!(!explain.to_string().contains(secret), "{case}: {explain}");
        let shown = explain.clone().with_values();
        assert_eq!(shown.to_string().contains(secret), !case.starts_with("bad"), "{case}: {shown}");
        assert!(!format!("{shown:?}").contains(secret), "{case}: `Debug` shows no values");
    }
    let debugs = [
        format!("{:?}", Product::get(secret)),
        format!("{:?}", tea().save()),
        format!("{:?}", Product::query(()).sort_eq(secret)),
    ];
    for debug in debugs {
        assert!(!debug.contains(secret), "{debug}");
    }
    assert!(!format!("{:?}", Customer::BY_EMAIL.partition(secret)).contains(secret));
}

#[test]
fn explain_says_the_same_each_time() {
    let query = || {
        Order::by_status(Status::Open)
            .sort_gt(date("2026-11-01"))
            .sort_le(date("2026-11-30"))
            .reverse()
            .limit(5)
            .explain()
            .to_string()
    };
    let save = || order(1, "2026-11-21", 1).save().explain().to_string();

    assert!((0..20).all(|_| query() == query() && save() == save()));
}

#[tokio::test]
async fn what_is_explained_is_what_is_sent() {
    let (engine, _) = table::<Shop>().await;
    let (db, requests) = watched(&engine);
    let query = || Order::by_status(Status::Open).sort_begins_with("2026").reverse().limit(5);
    let explained = query().explain().with_values().to_string();

    query().all(&db).await.unwrap();

    let sent = &requests.take()[0];
    for (member, value) in
        [("IndexName", "gsi1"), ("KeyConditionExpression", ""), ("FilterExpression", "")]
    {
        let text = sent[member].as_str().unwrap();
        assert!(explained.contains(&format!("{member}: {text}")), "{member} in {explained}");
        assert!(text.contains(value));
    }
    assert_eq!(sent["Limit"], json!(5));
    assert_eq!(sent["ScanIndexForward"], json!(false));
    for value in sent["ExpressionAttributeValues"].as_object().unwrap().values() {
        assert!(explained.contains(value["S"].as_str().unwrap()), "{value}");
    }
}

#[tokio::test]
async fn user_data_is_never_expression_text() {
    let (engine, _) = table::<Shop>().await;
    let (db, requests) = watched(&engine);

    Product::query(()).sort_begins_with("x\" OR 1=1 :0 pk").all(&db).await.unwrap();
    product("AND type").create().send(&db).await.unwrap();
    Product::delete("AND type").send(&db).await.unwrap();

    for sent in requests.take() {
        for member in ["KeyConditionExpression", "FilterExpression", "ConditionExpression"] {
            let Some(text) = sent.get(member).and_then(serde_json::Value::as_str) else { continue };
            for data in ["OR 1=1", "PRODUCT", "CATALOG", "type", "pk", "sk"] {
                assert!(!text.contains(data), "{member}: {text}");
            }
        }
    }
}

#[tokio::test]
async fn customize_reaches_sdk_builder() {
    let (engine, _) = table::<Shop>().await;
    let (db, requests) = watched(&engine);
    let total = || ReturnConsumedCapacity::Total;

    product("a")
        .create()
        .customize(move |sdk| sdk.return_consumed_capacity(total()))
        .send(&db)
        .await
        .unwrap();
    product("b")
        .save()
        .returning_old()
        .customize(move |sdk| sdk.return_consumed_capacity(total()))
        .send(&db)
        .await
        .unwrap();
    Product::get("a")
        .customize(move |sdk| sdk.return_consumed_capacity(total()))
        .one(&db)
        .await
        .unwrap();
    Product::query(())
        .page_size(1)
        .customize(move |sdk| sdk.return_consumed_capacity(total()))
        .all(&db)
        .await
        .unwrap();
    Product::query(())
        .customize(move |sdk| sdk.return_consumed_capacity(total()))
        .count(&db)
        .await
        .unwrap();
    Product::delete("a")
        .customize(move |sdk| sdk.return_consumed_capacity(total()))
        .send(&db)
        .await
        .unwrap();

    let sent = requests.take();
    assert!(sent.len() >= 7, "each page is customized: {}", sent.len());
    assert!(
        sent.iter().all(|request| request["ReturnConsumedCapacity"] == json!("TOTAL")),
        "{sent:?}"
    );
    assert!(
        sent[0].get("Item").is_some_and(|item| item["sku"] == json!({ "S": "a" })),
        "the item is sent as well"
    );
}

#[tokio::test]
async fn errors_tell_the_request_and_no_value() {
    let (engine, db) = table::<Shop>().await;
    let secret = "s3cr3t";
    product(secret).create().send(&db).await.unwrap();
    let missing = dynamorph::Dynamo::builder(engine.client())
        .table_prefix(format!("{}no-", engine.table_prefix()))
        .build();

    let errors = [
        ("condition", "PutItem", product(secret).create().send(&db).await.map(|_| ()).unwrap_err()),
        (
            "not found",
            "PutItem",
            Product { price: 1, ..product("s3cr3t2") }
                .replace()
                .send(&db)
                .await
                .map(|_| ())
                .unwrap_err(),
        ),
        (
            "wrong entity",
            "GetItem",
            super::models::Refund::get(secret).send(&db).await.map(|_| ()).unwrap_err(),
        ),
        (
            "missing item",
            "GetItem",
            Product::get("s3cr3t3").one(&db).await.map(|_| ()).unwrap_err(),
        ),
        (
            "none in a query",
            "Query",
            Customer::by_email(secret).one(&db).await.map(|_| ()).unwrap_err(),
        ),
        ("missing table", "DeleteItem", Product::delete(secret).send(&missing).await.unwrap_err()),
        (
            "service",
            "Query",
            Product::query(())
                .sort_eq(secret)
                .customize(|sdk| sdk.limit(-1))
                .all(&db)
                .await
                .map(|_| ())
                .unwrap_err(),
        ),
    ];
    for (case, operation, error) in errors {
        assert_eq!(error.context().unwrap().operation(), operation, "{case}");
        assert!(error.to_string().contains(error.context().unwrap().table()), "{case}: {error}");
        assert!(!told(&error).contains(secret), "{case}: {}", told(&error));
    }
}

#[tokio::test]
async fn an_index_is_named_in_the_error_of_its_query() {
    let (_, db) = table::<Shop>().await;

    let error = Order::by_id(Uuid::from_u128(1)).one(&db).await.unwrap_err();

    assert_eq!(error.context().unwrap().index_name(), Some("gsi2"));
    assert!(error.to_string().contains("`gsi2`"), "{error}");
}

#[test]
fn builders_are_values_that_can_be_sent_to_a_task() {
    fn assert_task<T: Send + 'static>(_: T) {}
    assert_task(product("a").create());
    assert_task(Product::get("a"));
    assert_task(Product::delete("a"));
    assert_task(Product::query(()));
    assert_task(Shop::query(Product::partition(())));
    let db = dynamorph_testing::Engine::from_env().dynamo();
    assert_task(async move {
        let created = product("a").create().send(&db).await;
        let found = Product::query(()).all(&db).await;
        created.and(found)
    });
}
