include!("../order.rs");

#[derive(Deserialize, DynamoPatch)]
#[dynamo(model = Order)]
struct OrderPatch {
    #[dynamo(nullable)]
    note: Option<String>,
}

fn main() {}
