//! `create`, `save`, `replace` and `delete`, and what each does to the item that is there.

use dynamorph::prelude::*;
use dynamorph::{Error, Rest};

use super::models::{Customer, Order, Product, Refund, Shop, customer, order, product, refund};
use super::support::{attributes, get_raw, n, put_raw, s, table};

#[tokio::test]
async fn create_inserts_and_answers_the_item() {
    let (_, db) = table::<Shop>().await;
    let created = order(1, "2026-11-21", 1).create().send(&db).await.unwrap();

    assert_eq!(created, order(1, "2026-11-21", 1));
    assert_eq!(Order::get(&created).one(&db).await.unwrap(), created);
}

#[tokio::test]
async fn create_over_an_item_fails_with_both_items() {
    let (_, db) = table::<Shop>().await;
    product("tea").create().send(&db).await.unwrap();

    let error = Product { price: 7, ..product("tea") }.create().send(&db).await.unwrap_err();

    assert!(matches!(error, Error::ConditionFailed(_)), "{error}");
    assert!(error.is_condition_failed() && !error.is_not_found());
    assert_eq!(error.current::<Product>().unwrap(), Some(product("tea")));
    assert_eq!(error.into_input::<Product>().unwrap().price, 7);
    assert_eq!(Product::get("tea").one(&db).await.unwrap().price, 100);
}

#[tokio::test]
async fn the_input_of_a_failed_create_can_be_sent_again() {
    let (_, db) = table::<Shop>().await;
    let first = customer(1).create().send(&db).await.unwrap();

    let error = first.clone().create().returning_old().send(&db).await.unwrap_err();
    let input: Customer = error.into_input().unwrap();
    Customer::delete(&first).send(&db).await.unwrap();

    assert_eq!(input.create().send(&db).await.unwrap(), first);
}

#[tokio::test]
async fn an_error_gives_the_input_back_by_its_type_only() {
    let (_, db) = table::<Shop>().await;
    product("tea").create().send(&db).await.unwrap();
    let error = product("tea").create().send(&db).await.unwrap_err();

    let error = error.into_input::<Order>().unwrap_err();

    assert_eq!(error.into_input::<Product>().unwrap(), product("tea"));
}

#[tokio::test]
async fn save_inserts_and_overwrites_the_whole_item() {
    let (_, db) = table::<Shop>().await;
    let ann = Customer { nickname: Some("Ann".into()), tags: ["vip".into()].into(), ..customer(1) };
    ann.clone().save().send(&db).await.unwrap();

    let plain = customer(1).save().send(&db).await.unwrap();

    assert_eq!(Customer::get(ann.id).one(&db).await.unwrap(), plain);
    let key = [("pk", s(&format!("CUSTOMER#{}", ann.id))), ("sk", s("PROFILE"))];
    let stored = get_raw::<Shop, 2>(&db, key).await.unwrap();
    assert!(!stored.contains_key("nick") && !stored.contains_key("tags"), "{:?}", stored.keys());
}

#[tokio::test]
async fn save_moves_the_item_in_its_indexes() {
    let (_, db) = table::<Shop>().await;
    let before = customer(1).create().send(&db).await.unwrap();
    let after = Customer { email: "new@example.com".into(), ..before.clone() }
        .save()
        .send(&db)
        .await
        .unwrap();

    assert_eq!(Customer::by_email(&before.email).first(&db).await.unwrap(), None);
    assert_eq!(Customer::by_email("new@example.com").one(&db).await.unwrap(), after);
}

#[tokio::test]
async fn replace_needs_an_item() {
    let (_, db) = table::<Shop>().await;
    let error = product("tea").replace().send(&db).await.unwrap_err();

    assert!(matches!(error, Error::NotFound(_)), "{error}");
    assert!(error.is_not_found() && error.is_condition_failed());
    assert_eq!(error.current::<Product>().unwrap(), None);
    assert_eq!(error.into_input::<Product>().unwrap(), product("tea"));
    assert_eq!(Product::get("tea").send(&db).await.unwrap(), None);

    product("tea").create().send(&db).await.unwrap();
    Product { price: 7, ..product("tea") }.replace().send(&db).await.unwrap();
    assert_eq!(Product::get("tea").one(&db).await.unwrap().price, 7);
}

#[tokio::test]
async fn writes_answer_the_old_item_on_request() {
    let (_, db) = table::<Shop>().await;
    let priced = |price| Product { price, ..product("tea") };

    assert_eq!(priced(1).create().returning_old().send(&db).await.unwrap(), (priced(1), None));
    assert_eq!(
        priced(2).save().returning_old().send(&db).await.unwrap(),
        (priced(2), Some(priced(1)))
    );
    assert_eq!(
        priced(3).replace().returning_old().send(&db).await.unwrap(),
        (priced(3), Some(priced(2)))
    );
    assert_eq!(Product::delete("tea").returning_old().send(&db).await.unwrap(), Some(priced(3)));
    assert_eq!(Product::delete("tea").returning_old().send(&db).await.unwrap(), None);
    assert_eq!(priced(4).save().returning_old().send(&db).await.unwrap(), (priced(4), None));
}

#[tokio::test]
async fn delete_of_nothing_is_no_error() {
    let (_, db) = table::<Shop>().await;
    Product::delete("tea").send(&db).await.unwrap();
    Order::delete(&order(1, "2026-11-21", 1)).send(&db).await.unwrap();

    product("tea").create().send(&db).await.unwrap();
    product("salt").create().send(&db).await.unwrap();
    Product::delete(&product("tea")).send(&db).await.unwrap();

    assert_eq!(Product::get("tea").send(&db).await.unwrap(), None);
    assert!(Product::get("salt").send(&db).await.unwrap().is_some());
}

#[tokio::test]
async fn no_verb_touches_the_item_of_another_entity() {
    let (_, db) = table::<Shop>().await;
    product("tea").create().send(&db).await.unwrap();
    let other = || refund("tea", "2026-11-21");

    let errors = [
        ("get", Refund::get("tea").send(&db).await.map(|_| ()).unwrap_err()),
        ("one", Refund::get("tea").one(&db).await.map(|_| ()).unwrap_err()),
        ("save", other().save().send(&db).await.map(|_| ()).unwrap_err()),
        ("create", other().create().send(&db).await.map(|_| ()).unwrap_err()),
        ("replace", other().replace().send(&db).await.map(|_| ()).unwrap_err()),
        ("save with old", other().save().returning_old().send(&db).await.map(|_| ()).unwrap_err()),
        ("delete", Refund::delete("tea").send(&db).await.unwrap_err()),
        ("delete an item", Refund::delete(&other()).send(&db).await.unwrap_err()),
        (
            "delete with old",
            Refund::delete("tea").returning_old().send(&db).await.map(|_| ()).unwrap_err(),
        ),
    ];

    for (case, error) in errors {
        let Error::WrongEntity(rejection) = &error else { panic!("{case}: {error}") };
        assert!(!error.is_condition_failed(), "{case}");
        let there = rejection.current_item().unwrap();
        assert_eq!(there.get("type"), Some(&s("PRODUCT")), "{case}");
        assert_eq!(there.decode::<Product>().unwrap(), Some(product("tea")), "{case}");
    }
    assert_eq!(Product::get("tea").one(&db).await.unwrap(), product("tea"));
}

#[tokio::test]
async fn an_item_without_a_discriminator_is_no_entitys() {
    let (_, db) = table::<Shop>().await;
    let foreign = attributes([
        ("pk", s("CATALOG")),
        ("sk", s("PRODUCT#tea")),
        ("sku", s("tea")),
        ("price", n("1")),
    ]);
    put_raw::<Shop>(&db, foreign.clone()).await;

    let errors = [
        ("get", Product::get("tea").send(&db).await.map(|_| ()).unwrap_err()),
        ("save", product("tea").save().send(&db).await.map(|_| ()).unwrap_err()),
        ("delete", Product::delete("tea").send(&db).await.unwrap_err()),
    ];

    for (case, error) in errors {
        assert!(matches!(error, Error::WrongEntity(_)), "{case}: {error}");
    }
    let stored = get_raw::<Shop, 2>(&db, [("pk", s("CATALOG")), ("sk", s("PRODUCT#tea"))]).await;
    assert_eq!(stored, Some(foreign));
}

#[tokio::test]
async fn every_write_stamps_the_discriminator() {
    let (_, db) = table::<Shop>().await;
    product("a").create().send(&db).await.unwrap();
    product("b").save().send(&db).await.unwrap();
    product("b").replace().send(&db).await.unwrap();

    let (products, rest): (Vec<Product>, Rest<Shop>) =
        Shop::query(Product::partition(())).group(&db).await.unwrap();

    assert_eq!(products, [product("a"), product("b")]);
    assert_eq!(rest, Rest(vec![]));
}
