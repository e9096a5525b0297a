include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
    #[serde(flatten)]
    counts: std::collections::HashMap<String, u128>,
}

fn main() {}
