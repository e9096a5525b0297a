include!("../order.rs");

#[derive(Deserialize, DynamoPatch)]
#[dynamo(model = Order)]
struct OrderPatch {
    notes: Option<String>,
}

fn main() {}
