include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "", sk = "ORDER")]
struct Order {
    id: String,
}

fn main() {}
