include!("../goods.rs");

fn main() {
    let _ = Order::update((1, 2)).increment(Order::CHANNEL, 1);
}
