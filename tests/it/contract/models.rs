//! The shop: one table, the entities that most tests share, and how to make them.

use std::collections::{BTreeMap, BTreeSet};

use dynamorph::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
#[table(index(name = "gsi2", partition_key = "gsi2pk"))]
#[table(index(name = "lsi1", sort_key = "lsi1sk"))]
pub(crate) struct ShopTable;

#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DynamoValue,
)]
pub(crate) struct Date(pub(crate) String);

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, DynamoValue,
)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Status {
    Draft,
    Open,
    Paid,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, DynamoMap)]
pub(crate) struct Address {
    pub(crate) city: String,
    pub(crate) zip: Option<String>,
    pub(crate) marks: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "CUSTOMER", pk = "CUSTOMER#{id}", sk = "PROFILE")]
#[dynamo(index(gsi1, query = "by_email", pk = "EMAIL#{email}", sk = "CUSTOMER"))]
pub(crate) struct Customer {
    #[dynamo(auto)]
    pub(crate) id: Uuid,
    pub(crate) email: String,
    pub(crate) tags: BTreeSet<String>,
    pub(crate) address: Option<Address>,
    #[serde(rename = "nick")]
    pub(crate) nickname: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
pub(crate) struct LineItem {
    pub(crate) sku: String,
    pub(crate) quantity: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "CUSTOMER#{customer_id}", sk = "ORDER#{placed_on}#{id}")]
#[dynamo(index(gsi1, query = "by_status", pk = "STATUS#{status}", sk = "{placed_on}"))]
#[dynamo(index(gsi2, query = "by_id", pk = "ORDER#{id}"))]
#[dynamo(index(lsi1, query = "by_channel", sk = "CHANNEL#{channel}#{placed_on}"))]
pub(crate) struct Order {
    pub(crate) customer_id: Uuid,
    pub(crate) id: Uuid,
    pub(crate) placed_on: Date,
    pub(crate) status: Status,
    pub(crate) channel: Option<String>,
    pub(crate) total: Decimal,
    pub(crate) lines: Vec<LineItem>,
    pub(crate) labels: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "PRODUCT", pk = "CATALOG", sk = "PRODUCT#{sku}")]
pub(crate) struct Product {
    pub(crate) sku: String,
    pub(crate) price: u32,
}

/// Shares its key with [`Product`], and the partition of `by_status` with [`Order`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "REFUND", pk = "CATALOG", sk = "PRODUCT#{sku}")]
#[dynamo(index(gsi1, query = "by_status", pk = "STATUS#{status}", sk = "{made_on}"))]
pub(crate) struct Refund {
    pub(crate) sku: String,
    pub(crate) status: Status,
    pub(crate) made_on: Date,
}

/// The one item of its kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "CONFIG", pk = "CONFIG", sk = "CURRENT")]
pub(crate) struct Config {
    pub(crate) currency: String,
}

dynamorph::register! {
    /// Everything in the shop.
    #[derive(Debug, Clone, PartialEq)]
    pub(crate) enum Shop in ShopTable { Customer, Purchase(Order), Product, Refund, Config }
}

pub(crate) fn date(text: &str) -> Date {
    Date(text.to_owned())
}

pub(crate) fn customer(id: u128) -> Customer {
    Customer { id: Uuid::from_u128(id), email: format!("{id}@example.com"), ..Customer::default() }
}

/// An open order of a customer.
pub(crate) fn order(customer: u128, day: &str, id: u128) -> Order {
    Order {
        customer_id: Uuid::from_u128(customer),
        id: Uuid::from_u128(id),
        placed_on: date(day),
        status: Status::Open,
        channel: None,
        total: Decimal::new(1050, 2),
        lines: vec![LineItem { sku: "tea".into(), quantity: 2 }],
        labels: BTreeMap::from([("color".into(), "red".into())]),
    }
}

pub(crate) fn product(sku: &str) -> Product {
    Product { sku: sku.into(), price: 100 }
}

/// An open refund, so that it lies in the partition of the open orders.
pub(crate) fn refund(sku: &str, day: &str) -> Refund {
    Refund { sku: sku.into(), status: Status::Open, made_on: date(day) }
}
