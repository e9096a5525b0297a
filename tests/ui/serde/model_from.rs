include!("../table.rs");

#[derive(Clone, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "ORDER#{id}", sk = "ORDER")]
#[serde(from = "Stored")]
struct Order {
    id: String,
}

impl From<Stored> for Order {
    fn from(stored: Stored) -> Self {
        Self { id: stored.id }
    }
}

impl From<Order> for Stored {
    fn from(order: Order) -> Self {
        Self { id: order.id }
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    id: String,
}

fn main() {}
