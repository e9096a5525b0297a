include!("../order.rs");

#[derive(Deserialize, DynamoPatch)]
#[dynamo(model = Order)]
struct OrderPatch {
    version: Option<u64>,
}

fn main() {}
