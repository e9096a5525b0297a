#![deny(missing_docs, warnings)]
//! Every option of the derives, together.
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The one physical table.
#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
#[table(index(name = "gsi2", partition_key = "gsi2pk"))]
#[table(index(name = "inverted", partition_key = "sk", sort_key = S("pk")))]
#[table(index(name = "by-type", partition_key = "type", sort_key = S("pk")))]
#[table(index(name = "lsi1", sort_key = "lsi1sk"))]
pub struct ShopTable;

/// A calendar date, `2026-11-20`.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DynamoValue,
)]
#[serde(transparent)]
pub struct Date(pub String);

/// A float.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
pub struct Ratio(f64);

/// Not a key at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
pub struct Names(Vec<String>);

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum Status {
    Draft,
    Open,
    Paid,
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
#[serde(try_from = "String", into = "String")]
#[dynamo(as = String)]
pub struct Email {
    user: String,
    host: String,
}
impl From<Email> for String {
    fn from(email: Email) -> Self {
        format!("{}@{}", email.user, email.host)
    }
}
impl TryFrom<String> for Email {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let (user, host) = text.split_once('@').ok_or("no @")?;
        Ok(Self { user: user.into(), host: host.into() })
    }
}

/// A tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
pub struct Tree {
    name: String,
    children: Vec<Tree>,
    tags: BTreeSet<String>,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
#[allow(missing_docs)]
pub enum Event {
    Created,
    Moved(Tree),
    Seen { at: u64, by: BTreeSet<String> },
}

/// Someone who buys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "CUSTOMER", pk = "CUSTOMER#{id}", sk = "PROFILE")]
#[dynamo(index(gsi1, query = "by_email", pk = "EMAIL#{email}", sk = "CUSTOMER"))]
#[dynamo(index(gsi2, query = "by_ratio", pk = "{nickname}"))]
pub struct Customer {
    #[dynamo(auto)]
    /// Id.
    pub id: Uuid,
    /// E
    pub email: String,
    /// T
    pub tags: BTreeSet<String>,
    #[serde(rename = "nick")]
    /// N
    pub nickname: Option<Option<String>>,
    /// R
    pub ratio: Ratio,
    /// e
    pub events: Vec<Event>,
}

/// Something bought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "CUSTOMER#{customer_id}", sk = "ORDER#{placed_on}#{id}")]
#[dynamo(index(gsi1, query = "by_status", pk = "STATUS#{status}", sk = "{placed_on}"))]
#[dynamo(index(gsi2, query = "by_id", pk = "ORDER#{id}{placed_on}"))]
#[dynamo(index(lsi1, query = "by_channel", sk = "ORDER#{channel}"))]
#[dynamo(index(inverted, query = "inverted", partition_key = table_sort_key, sort_key = table_partition_key))]
#[dynamo(index("by-type", query = "of_type", partition_key = discriminator, sort_key = table_partition_key))]
#[allow(missing_docs)]
pub struct Order {
    pub customer_id: Uuid,
    pub id: Uuid,
    pub placed_on: Date,
    pub status: Status,
    pub channel: String,
    #[dynamo(null)]
    pub note: Option<String>,
}

/// Something sold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "PRODUCT", pk = "CATALOG", sk = "PRODUCT#{sku}")]
#[allow(missing_docs)]
pub struct Product {
    pub sku: String,
    pub images: Vec<Vec<u8>>,
}

/// One of its kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "SETTINGS", pk = "SETTINGS", sk = "SETTINGS")]
pub struct Settings {}

/// A stand-alone table with keys on fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "readings", index("by-value", query = "by_value", partition_key = value, sort_key = sensor))]
#[allow(missing_docs)]
pub struct Reading {
    #[dynamo(partition_key)]
    pub sensor: String,
    #[dynamo(sort_key)]
    pub at: f64,
    pub value: Option<f64>,
}

dynamorph::register! {
    /// Everything stored in the shop table, told apart by its `type` attribute.
    #[derive(Debug, Clone, PartialEq)]
    pub enum Shop in ShopTable { Customer, Purchase(Order), Product, Settings, _ => keep }
}
dynamorph::register! {
    /// One
    enum Only in ShopTable { Customer, _ => error }
}

fn main() {
    let id = Uuid::nil();
    let date = Date(String::new());
    let _ = Customer::get(id);
    let _ = Customer::get(CustomerKey { id });
    let _ = Order::get((id, &date, id));
    let _ = Order::get(OrderKey { customer_id: id, placed_on: date.clone(), id });
    let _ = Order::by_status(Status::Open).sort_ge(&date);
    let _ = Order::by_status((Status::Open, &date));
    let _ = Order::by_channel(id).consistent_read().sort_begins_with("x");
    let _ = Order::inverted((&date, id));
    let _ = Order::of_type(()).sort_ge(id);
    let _ = Settings::get(());
    let _ = Reading::by_value((1.0, "x"));
    let _ = Reading::get(("a", 1.0));
    let _ = Shop::query(Order::BY_STATUS.partition(Status::Open));
}
