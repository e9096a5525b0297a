use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoValue)]
struct Sku {
    text: String,
}

fn main() {}
