use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoValue)]
struct Id<T>(T);

fn main() {}
