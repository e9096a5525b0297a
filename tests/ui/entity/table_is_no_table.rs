use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

struct Shop;

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = Shop, entity = "ORDER", pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
}

fn main() {}
