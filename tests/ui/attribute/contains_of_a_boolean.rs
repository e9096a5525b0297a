include!("../goods.rs");

fn main() {
    let _ = Order::GIFT.contains(true);
}
