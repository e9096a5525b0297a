use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoMap)]
struct Place<T> {
    city: T,
}

fn main() {}
