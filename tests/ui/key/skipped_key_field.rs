use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "orders")]
struct Order {
    #[dynamo(partition_key)]
    #[serde(skip_serializing)]
    id: String,
}

fn main() {}
