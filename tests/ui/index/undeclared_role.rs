include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{id}", sk = "ORDER")]
#[dynamo(index(gsi2, query = "inverted", partition_key = table_sort_key))]
struct Order {
    id: String,
    status: String,
    created_at: u64,
}

fn main() {}
