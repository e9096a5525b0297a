include!("../order.rs");

struct OrderPatch {
    note: Option<String>,
}

fn main() {
    let patch = OrderPatch { note: None };
    let _ = Order::update(7).set_all(patch);
}
