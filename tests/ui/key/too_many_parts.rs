include!("../table.rs");

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{a}#{b}#{c}#{d}", sk = "ORDER")]
struct Order {
    a: String,
    b: String,
    c: String,
    d: String,
}

fn main() {}
