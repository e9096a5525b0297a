include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{id}", sk = "ORDER")]
#[dynamo(index(gsi2, query = "by_status", pk = "{status}"))]
#[dynamo(index(gsi2, query = "by_time", pk = "{created_at}"))]
struct Order {
    id: String,
    status: String,
    created_at: u64,
}

fn main() {}
