include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{team}-{id}", sk = "ORDER")]
struct Order {
    team: String,
    id: u64,
}

fn main() {}
