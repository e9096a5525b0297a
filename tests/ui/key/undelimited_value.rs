include!("../table.rs");

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Team(String);

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{team}{id}", sk = "ORDER")]
struct Order {
    team: Team,
    id: u64,
}

fn main() {}
