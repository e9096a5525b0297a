use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "orders")]
struct Order {
    id: String,
}

fn main() {}
