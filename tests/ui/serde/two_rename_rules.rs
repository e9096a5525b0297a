include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[serde(rename_all(serialize = "camelCase", deserialize = "snake_case"))]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
}

fn main() {}
