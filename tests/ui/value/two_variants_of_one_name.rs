#![allow(unreachable_patterns)]
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoValue)]
#[serde(rename_all = "lowercase")]
enum Status {
    Open,
    #[serde(rename = "open")]
    Ready,
}

fn main() {}
