use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "tab", index("by-name", query = "by_name", partition_key = by_name))]
struct Item {
    #[dynamo(partition_key)]
    id: u64,
    by_name: String,
}

fn main() {}
