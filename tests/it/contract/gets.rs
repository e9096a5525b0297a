//! Reads by key.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamorph::Error;
use dynamorph::prelude::*;
use serde_json::json;

use super::models::{Customer, Order, Product, Shop, customer, order, product};
use super::support::{attributes, n, put_raw, s, table, watched};

#[tokio::test]
async fn a_missing_item_is_none_and_an_error_where_one_is_expected() {
    let (engine, db) = table::<Shop>().await;
    assert_eq!(Product::get("tea").send(&db).await.unwrap(), None);

    let error = Product::get("tea").one(&db).await.unwrap_err();

    assert!(error.is_not_found() && !error.is_condition_failed(), "{error}");
    let context = error.context().unwrap();
    assert_eq!((context.operation(), context.entity()), ("GetItem", "PRODUCT"));
    assert_eq!(context.table(), engine.table("shop"));
}

#[tokio::test]
async fn a_get_is_consistent_on_request_only() {
    let (engine, db) = table::<Shop>().await;
    product("tea").create().send(&db).await.unwrap();
    let (watched, requests) = watched(&engine);

    Product::get("tea").one(&watched).await.unwrap();
    Product::get("tea").consistent_read().one(&watched).await.unwrap();

    let sent = requests.take();
    assert!(sent[0].get("ConsistentRead").is_none_or(|flag| flag == &json!(false)), "{}", sent[0]);
    assert_eq!(sent[1]["ConsistentRead"], json!(true));
}

#[tokio::test]
async fn unknown_attributes_are_ignored() {
    let (_, db) = table::<Shop>().await;
    let item = attributes([
        ("pk", s("CATALOG")),
        ("sk", s("PRODUCT#tea")),
        ("type", s("PRODUCT")),
        ("sku", s("tea")),
        ("price", n("100")),
        ("added later", s("x")),
        (
            "nested",
            AttributeValue::M(attributes([(
                "deep",
                AttributeValue::L(vec![AttributeValue::Null(true)]),
            )])),
        ),
        ("binary", AttributeValue::Bs(vec![vec![0, 255].into()])),
    ]);
    put_raw::<Shop>(&db, item).await;

    assert_eq!(Product::get("tea").one(&db).await.unwrap(), product("tea"));
    assert_eq!(Product::query(()).all(&db).await.unwrap(), [product("tea")]);
    assert_eq!(
        Product::delete("tea").returning_old().send(&db).await.unwrap(),
        Some(product("tea"))
    );
}

#[tokio::test]
async fn an_item_that_does_not_fit_is_a_typed_error_that_says_where() {
    let (_, db) = table::<Shop>().await;
    let customer = customer(1);
    let pk = format!("CUSTOMER#{}", customer.id);
    let address = AttributeValue::M(attributes([("city", n("1234567"))]));
    let item = attributes([
        ("pk", s(&pk)),
        ("sk", s("PROFILE")),
        ("type", s("CUSTOMER")),
        ("id", s(&customer.id.to_string())),
        ("email", s("a@b")),
        ("address", address),
    ]);
    put_raw::<Shop>(&db, item).await;

    let errors = [
        ("get", Customer::get(customer.id).send(&db).await.map(|_| ()).unwrap_err()),
        ("query", Customer::query(customer.id).all(&db).await.map(|_| ()).unwrap_err()),
        (
            "mixed query",
            Shop::query(Customer::partition(customer.id)).all(&db).await.map(|_| ()).unwrap_err(),
        ),
    ];

    for (case, error) in errors {
        let Error::Decode { source, context } = &error else { panic!("{case}: {error}") };
        assert_eq!(source.path().to_string(), "address.city", "{case}");
        assert_eq!(context.entity(), "CUSTOMER", "{case}");
        assert!(!super::support::told(&error).contains("1234567"), "{case}");
    }
}

#[tokio::test]
async fn another_handle_reads_another_table() {
    let (engine, db) = table::<Shop>().await;
    product("tea").create().send(&db).await.unwrap();
    let other = dynamorph::Dynamo::builder(engine.client())
        .table_prefix(format!("{}other-", engine.table_prefix()))
        .build();
    assert!(Product::get("tea").send(&other).await.unwrap_err().is_table_not_found());

    other.ensure_table::<Shop>().await.unwrap();
    assert_eq!(Product::get("tea").send(&other).await.unwrap(), None);

    let named = dynamorph::Dynamo::builder(engine.client())
        .table_name::<Shop>(engine.table("shop"))
        .build();
    assert_eq!(Product::get("tea").one(&named).await.unwrap(), product("tea"));
    assert_eq!(
        named.table_name::<Order>(),
        engine.table("shop"),
        "every entity of the table goes with it"
    );
}

#[tokio::test]
async fn a_read_decodes_to_the_registry_on_request() {
    let (_, db) = table::<Shop>().await;
    let saved = order(1, "2026-11-21", 1).create().send(&db).await.unwrap();

    assert_eq!(
        Order::get(&saved).widen::<Shop>().send(&db).await.unwrap(),
        Some(Shop::Purchase(saved.clone()))
    );
    assert_eq!(
        Order::get(&saved).widen::<Shop>().consistent_read().one(&db).await.unwrap(),
        Shop::from(saved)
    );
    assert_eq!(Product::get("tea").widen::<Shop>().send(&db).await.unwrap(), None);

    // The registry takes what is there, also where another of its entities is.
    super::models::refund("tea", "2026-11-21").create().send(&db).await.unwrap();
    let found = Product::get("tea").widen::<Shop>().one(&db).await.unwrap();
    assert!(matches!(found, Shop::Refund(_)), "{found:?}");
}
