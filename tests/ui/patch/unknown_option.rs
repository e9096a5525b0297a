include!("../order.rs");

#[derive(Deserialize, DynamoPatch)]
#[dynamo(model = Order, table = "orders")]
struct OrderPatch {
    note: Option<String>,
}

fn main() {}
