include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{lines}", sk = "ORDER")]
struct Order {
    lines: Vec<String>,
}

fn main() {}
