#![allow(unreachable_patterns)]
include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    #[serde(rename = "id")]
    number: u64,
}

fn main() {}
