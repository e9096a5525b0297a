use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoMap)]
enum Status {
    Open,
    Paid,
}

fn main() {}
