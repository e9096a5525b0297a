include!("../goods.rs");

fn main() {
    let _ = Order::LABELS.at(0);
}
