use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoMap)]
enum Event {
    Moved {
        #[dynamo(constant = "PLACE")]
        to: String,
    },
}

fn main() {}
