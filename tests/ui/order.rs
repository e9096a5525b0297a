// The model that the patches change.
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "orders")]
pub struct Order {
    #[dynamo(partition_key)]
    pub id: u64,
    pub status: String,
    pub note: Option<String>,
    #[dynamo(version)]
    pub version: u64,
}
