//! E-commerce: customers with their addresses, orders and items, and an index that turns the order round (the `DynamoDB` Book,
//! chapter 19).

use std::collections::BTreeMap;

use dynamorph::prelude::*;
use dynamorph::{Error, Rest};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::contract::support::table;

#[derive(Table)]
#[table(name = "ECommerceTable", partition_key = "PK", sort_key = "SK", discriminator = "Type")]
#[table(index(name = "GSI1", partition_key = "GSI1PK", sort_key = "GSI1SK"))]
#[table(index(name = "Inverted", partition_key = "SK", sort_key = "PK"))]
struct ShopTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Address {
    street: String,
    city: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "Customer", pk = "CUSTOMER#{username}", sk = "CUSTOMER#{username}")]
struct Customer {
    username: String,
    email: String,
    addresses: BTreeMap<String, Address>,
}

/// One item for each e-mail address keeps it from being used twice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "CustomerEmail", pk = "CUSTOMEREMAIL#{email}", sk = "CUSTOMEREMAIL#{email}")]
struct CustomerEmail {
    email: String,
    username: String,
}

/// The `#` before `ORDER` sorts orders before the customer: the newest of them come right after it, backwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "Order", pk = "CUSTOMER#{username}", sk = "#ORDER#{order_id}")]
#[dynamo(index(GSI1, query = "by_order", pk = "ORDER#{order_id}", sk = "ORDER#{order_id}"))]
#[dynamo(index(Inverted, query = "by_id", partition_key = table_sort_key, sort_key = table_partition_key))]
struct Order {
    username: String,
    order_id: String,
    status: Status,
    amount: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    Placed,
    Shipped,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "OrderItem", pk = "ORDER#{order_id}#ITEM#{item_id}", sk = "ORDER#{order_id}#ITEM#{item_id}")]
#[dynamo(index(GSI1, query = "of_order", pk = "ORDER#{order_id}", sk = "ITEM#{item_id}"))]
struct OrderItem {
    order_id: String,
    item_id: String,
    price: Decimal,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum ECommerce in ShopTable { Customer, CustomerEmail, Order, OrderItem, _ => error }
}

/// A customer with twelve orders, of which the first has three items.
async fn shop() -> dynamorph::Dynamo {
    let (_, db) = table::<ECommerce>().await;
    for username in ["ann", "anna"] {
        let addresses = BTreeMap::from([(
            "home".to_owned(),
            Address { street: "1 Main St".into(), city: "Rome".into() },
        )]);
        let email = format!("{username}@example.com");
        Customer { username: username.into(), email: email.clone(), addresses }
            .create()
            .send(&db)
            .await
            .unwrap();
        CustomerEmail { email, username: username.into() }.create().send(&db).await.unwrap();
        for number in 1..=12 {
            let order_id = format!("{username}-{number:03}");
            let amount = Decimal::new(number * 100 + 99, 2);
            Order { username: username.into(), order_id, status: Status::Placed, amount }
                .create()
                .send(&db)
                .await
                .unwrap();
        }
        for item in ["tea", "cup", "pot"] {
            let order_id = format!("{username}-001");
            OrderItem { order_id, item_id: item.into(), price: Decimal::new(500, 2) }
                .create()
                .send(&db)
                .await
                .unwrap();
        }
    }
    db
}

#[tokio::test]
async fn a_customer_and_the_newest_orders_are_one_query() {
    let db = shop().await;

    let newest = ECommerce::query(Customer::partition("ann")).reverse().limit(6);
    let (customer, orders): (Option<Customer>, Vec<Order>) = newest.group(&db).await.unwrap();

    assert_eq!(customer.unwrap().addresses["home"].city, "Rome");
    let ids: Vec<_> = orders.iter().map(|order| order.order_id.as_str()).collect();
    assert_eq!(ids, ["ann-012", "ann-011", "ann-010", "ann-009", "ann-008"]);
    assert_eq!(Order::query("ann").reverse().limit(2).all(&db).await.unwrap(), orders[..2]);
    assert_eq!(Order::query("ann").count(&db).await.unwrap(), 12, "no orders of anna, no customer");
    assert_eq!(Order::query("ann").sort_between("ann-003", "ann-005").count(&db).await.unwrap(), 3);
}

#[tokio::test]
async fn an_order_and_its_items_are_one_query_of_the_index() {
    let db = shop().await;

    let (order, items, rest): (Option<Order>, Vec<OrderItem>, Rest<ECommerce>) =
        ECommerce::query(Order::BY_ORDER.partition("ann-001")).group(&db).await.unwrap();

    assert_eq!(order.unwrap().amount, Decimal::new(199, 2));
    assert_eq!(
        items.iter().map(|item| item.item_id.as_str()).collect::<Vec<_>>(),
        ["cup", "pot", "tea"]
    );
    assert_eq!(rest.0, []);
    assert_eq!(OrderItem::of_order("ann-001").all(&db).await.unwrap(), items);
    assert_eq!(OrderItem::of_order("ann-001").sort_gt("cup").all(&db).await.unwrap(), items[1..]);
    assert_eq!(OrderItem::get(("ann-001", "tea")).one(&db).await.unwrap(), items[2]);
    assert_eq!(Order::by_order("anna-001").one(&db).await.unwrap().username, "anna");
}

#[tokio::test]
async fn the_inverted_index_finds_the_owner_of_an_order() {
    let db = shop().await;

    assert_eq!(Order::by_id("anna-007").one(&db).await.unwrap().username, "anna");
    assert_eq!(Order::by_id(("anna-007", "ann")).all(&db).await.unwrap(), []);
}

#[tokio::test]
async fn an_e_mail_address_is_taken_once_and_an_order_is_shipped() {
    let db = shop().await;

    let taken = CustomerEmail { email: "ann@example.com".into(), username: "eve".into() }
        .create()
        .send(&db)
        .await
        .unwrap_err();
    assert!(matches!(taken, Error::ConditionFailed(_)), "{taken}");
    assert_eq!(taken.current::<CustomerEmail>().unwrap().unwrap().username, "ann");

    let order = Order::get(("ann", "ann-001")).one(&db).await.unwrap();
    let shipped = Order { status: Status::Shipped, ..order }.replace().send(&db).await.unwrap();
    assert_eq!(Order::by_order("ann-001").one(&db).await.unwrap(), shipped);
}
