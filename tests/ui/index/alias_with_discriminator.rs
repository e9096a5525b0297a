include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", alias = "ORD", pk = "ORDER#{id}", sk = "ORDER")]
#[dynamo(index("by-type", query = "of_type", partition_key = discriminator))]
struct Order {
    id: String,
    status: String,
    created_at: u64,
}

fn main() {}
