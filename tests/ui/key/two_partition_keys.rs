use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "orders")]
struct Order {
    #[dynamo(partition_key)]
    id: String,
    #[dynamo(partition_key)]
    team: String,
}

fn main() {}
