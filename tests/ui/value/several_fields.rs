use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoValue)]
struct Money(u64, String);

fn main() {}
