use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoValue)]
#[serde(untagged)]
enum Status {
    Open,
}

fn main() {}
