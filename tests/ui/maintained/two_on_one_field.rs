use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "tab")]
struct Item {
    #[dynamo(partition_key)]
    id: u64,
    #[dynamo(created_at, updated_at)]
    at: i64,
}

fn main() {}
