include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", partition_key = id, sk = "ORDER")]
struct Order {
    id: String,
}

fn main() {}
