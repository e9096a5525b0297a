include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{total}", sk = "ORDER")]
struct Order {
    total: f64,
}

fn main() {}
