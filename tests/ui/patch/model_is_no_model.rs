include!("../order.rs");

#[derive(Deserialize, DynamoPatch)]
#[dynamo(model = Note)]
struct OrderPatch {
    note: Option<String>,
}

struct Note;

impl Note {
    const NOTE: dynamorph::Attr<Order, String, dynamorph::Optional> = Order::NOTE;
}

fn main() {}
