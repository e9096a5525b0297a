use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "tab")]
struct Item {
    #[dynamo(partition_key)]
    id: u64,
    #[serde(skip)]
    #[dynamo(constant = "CACHE")]
    cache: u64,
}

fn main() {}
