use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoMap)]
struct Place {
    #[dynamo(partition_key)]
    city: String,
}

fn main() {}
