// The shop that the cases use.
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
#[table(index(name = "gsi2", partition_key = "gsi2pk"))]
#[table(index(name = "lsi1", sort_key = "lsi1sk"))]
pub struct ShopTable;

/// A type of this crate, so that messages name it without a path.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, DynamoValue)]
pub struct Uuid(pub uuid::Uuid);

impl Uuid {
    pub fn nil() -> Self {
        Self(uuid::Uuid::nil())
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
pub struct Date(pub String);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    Open,
    Paid,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "CUSTOMER", pk = "CUSTOMER#{id}", sk = "PROFILE")]
pub struct Customer {
    #[dynamo(auto)]
    pub id: Uuid,
    pub email: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "CUSTOMER#{customer_id}", sk = "ORDER#{placed_on}#{id}")]
#[dynamo(index(gsi1, query = "by_status", pk = "STATUS#{status}", sk = "{placed_on}"))]
#[dynamo(index(gsi2, query = "by_id", pk = "ORDER#{id}"))]
pub struct Order {
    pub customer_id: Uuid,
    pub placed_on: Date,
    pub id: Uuid,
    pub status: Status,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "readings")]
pub struct Reading {
    #[dynamo(partition_key)]
    pub sensor: String,
    #[dynamo(sort_key)]
    pub at: u64,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Shop in ShopTable { Customer, Purchase(Order) }
}
