use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoMap)]
#[dynamo(table = "places")]
struct Place {
    city: String,
}

fn main() {}
