use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, DynamoMap)]
#[serde(rename_all = "camelCase")]
struct Item {
    post_code: u8,
    #[dynamo(constant = "POST_CODE")]
    code: u8,
}

fn main() {}
