use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "tab", index("by-end", query = "by_end", partition_key = until))]
struct Item {
    #[dynamo(partition_key)]
    id: u64,
    #[dynamo(ttl)]
    until: jiff::Timestamp,
}

fn main() {}
