use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoValue)]
#[dynamo(key)]
struct Sku(String);

fn main() {}
