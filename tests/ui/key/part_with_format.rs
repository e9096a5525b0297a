include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{id:010}", sk = "ORDER")]
struct Order {
    id: String,
}

fn main() {}
