include!("../order.rs");

#[derive(Deserialize, DynamoPatch)]
#[serde(default)]
struct OrderPatch {
    note: Option<String>,
}

fn main() {}
