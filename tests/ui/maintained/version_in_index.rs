include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ITEM", pk = "ITEM#{id}", sk = "ITEM")]
#[dynamo(index(gsi2, query = "by_version", pk = "V#{version}"))]
struct Item {
    id: u64,
    #[dynamo(version)]
    version: u64,
}

fn main() {}
