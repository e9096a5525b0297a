include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", partition_key = pk, sk = "ORDER")]
struct Order {
    pk: u64,
}

fn main() {}
