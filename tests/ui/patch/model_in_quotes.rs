include!("../order.rs");

#[derive(Deserialize, DynamoPatch)]
#[dynamo(model = "Order")]
struct OrderPatch {
    note: Option<String>,
}

fn main() {}
