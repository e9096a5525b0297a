use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "orders", alias = "ORD")]
struct Order {
    #[dynamo(partition_key)]
    id: String,
}

fn main() {}
