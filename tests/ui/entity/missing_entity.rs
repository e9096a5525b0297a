include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
}

fn main() {}
