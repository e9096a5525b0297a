use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "orders")]
#[dynamo(index("by-status", query = "by_status", partition_key = discriminator))]
struct Order {
    #[dynamo(partition_key)]
    id: String,
    status: String,
}

fn main() {}
