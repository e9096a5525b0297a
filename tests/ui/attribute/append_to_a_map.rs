include!("../goods.rs");

fn main() {
    let _ = Order::update((1, 2)).append(Order::LABELS, ["x".to_owned()]);
}
