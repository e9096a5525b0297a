include!("../order.rs");

#[derive(Deserialize, DynamoPatch)]
#[dynamo(model = Order)]
struct OrderPatch {
    status: Option<u8>,
}

fn main() {}
