use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "tab")]
struct Item {
    #[dynamo(partition_key)]
    id: u64,
    r#type: String,
    #[dynamo(constant = "TYPE")]
    kind: String,
}

fn main() {}
