use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoMap)]
#[serde(transparent)]
struct Place {
    city: String,
}

fn main() {}
