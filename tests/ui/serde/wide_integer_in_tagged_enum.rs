use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoMap)]
#[serde(tag = "kind")]
enum Event {
    Counted { hits: u128 },
}

fn main() {}
