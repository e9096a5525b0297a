use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(entity = "ORDER", pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
}

fn main() {}
