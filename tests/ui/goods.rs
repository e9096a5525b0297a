// The customers and orders of the cases about attributes.
use std::collections::{BTreeMap, BTreeSet};

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
pub struct ShopTable;

/// Types of this crate, so that messages name them without a path.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, DynamoValue)]
pub struct Decimal(pub rust_decimal::Decimal);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
pub enum Status {
    Open,
    Paid,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
pub struct Address {
    pub city: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
pub struct LineItem {
    pub sku: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "CUSTOMER", pk = "CUSTOMER#{id}", sk = "PROFILE")]
pub struct Customer {
    pub id: u64,
    pub email: String,
    pub address: Option<Address>,
    pub tags: BTreeSet<String>,
    #[dynamo(version)]
    pub version: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "CUSTOMER#{customer_id}", sk = "ORDER#{id}")]
pub struct Order {
    pub customer_id: u64,
    pub id: u64,
    pub status: Status,
    pub total: Decimal,
    pub gift: bool,
    pub channel: String,
    pub lines: Vec<LineItem>,
    pub labels: BTreeMap<String, String>,
}

pub struct NoPatch;
