include!("../order.rs");

#[derive(Deserialize, DynamoPatch)]
#[dynamo(model = Order)]
struct OrderPatch {
    #[dynamo(nullable)]
    status: Option<Option<String>>,
}

fn main() {}
