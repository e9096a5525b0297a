use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "orders")]
struct Order {
    #[dynamo(partition_key)]
    id: String,
    #[dynamo(sort_key)]
    at: u64,
    #[dynamo(sort_key)]
    number: u64,
}

fn main() {}
