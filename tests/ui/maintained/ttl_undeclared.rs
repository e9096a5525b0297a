include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ITEM", pk = "ITEM#{id}", sk = "ITEM")]
struct Item {
    id: u64,
    #[dynamo(ttl)]
    until: u64,
}

fn main() {}
