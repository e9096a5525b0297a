include!("../goods.rs");

fn main() {
    let _ = dynamorph::batch_write([Order::update((1, 2)).set(Order::GIFT, true)]);
}
