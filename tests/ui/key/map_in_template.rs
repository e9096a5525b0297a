include!("../table.rs");

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
struct Place {
    city: String,
}

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{place}", sk = "ORDER")]
struct Order {
    place: Place,
}

fn main() {}
