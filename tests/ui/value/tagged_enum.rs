use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoValue)]
#[serde(tag = "kind")]
enum Status {
    Open,
    Paid,
}

fn main() {}
