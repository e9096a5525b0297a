include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{id}", sort_key = creatd_at)]
struct Order {
    id: String,
    created_at: u64,
}

fn main() {}
