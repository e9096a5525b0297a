use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoMap)]
#[serde(untagged)]
enum Event {
    Counted(Vec<Option<i128>>),
}

fn main() {}
