include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{id}", sk = "ORDER")]
#[dynamo(index(gsi1, query = "by_status", pk = "{status}", sk = "{creatd_at}"))]
struct Order {
    id: String,
    status: String,
    created_at: u64,
}

fn main() {}
