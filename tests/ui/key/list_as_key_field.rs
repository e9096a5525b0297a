use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "orders")]
struct Order {
    #[dynamo(partition_key)]
    lines: Vec<String>,
}

fn main() {}
