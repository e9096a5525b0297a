include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", alias = "ORD", pk = "ORDER#{id}", sk = "ORDER")]
struct Order {
    id: String,
}

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "PURCHASE", alias = "ORD", pk = "PURCHASE#{id}", sk = "PURCHASE")]
struct Purchase {
    id: String,
}

dynamorph::register! {
    enum Shop in ShopTable { Order, Purchase }
}

fn main() {}
