include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{id}", sk = "ORDER")]
#[dynamo(index(gsi1, query = "by_status", pk = "{status}", sk = "{id}"))]
#[dynamo(index(gsi2, query = "by_status", pk = "{status}"))]
struct Order {
    id: String,
    status: String,
    created_at: u64,
}

fn main() {}
