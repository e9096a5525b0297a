include!("../order.rs");

#[derive(Deserialize, DynamoPatch)]
#[dynamo(model = Order)]
struct OrderPatch {
    note: Option<String>,
    #[dynamo(constant = "NOTE")]
    remark: Option<String>,
}

fn main() {}
