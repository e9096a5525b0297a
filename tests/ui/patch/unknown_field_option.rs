include!("../order.rs");

#[derive(Deserialize, DynamoPatch)]
#[dynamo(model = Order)]
struct OrderPatch {
    #[dynamo(null)]
    note: Option<String>,
}

fn main() {}
