include!("../order.rs");

#[derive(Deserialize, DynamoPatch)]
#[serde(rename_all = "camelCase")]
struct OrderPatch {
    note: Option<String>,
}

fn main() {}
