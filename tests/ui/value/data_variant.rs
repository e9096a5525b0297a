use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoValue)]
enum Status {
    Open,
    Paid(u64),
}

fn main() {}
