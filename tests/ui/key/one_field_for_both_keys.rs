use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "orders", sort_key = id)]
struct Order {
    #[dynamo(partition_key)]
    id: String,
}

fn main() {}
