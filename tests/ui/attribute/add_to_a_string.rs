include!("../goods.rs");

fn main() {
    let _ = Order::update((1, 2)).add(Order::CHANNEL, "x");
}
