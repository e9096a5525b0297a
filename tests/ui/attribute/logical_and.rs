include!("../goods.rs");

fn main() {
    let _ = Order::GIFT.eq(true) && Order::GIFT.eq(false);
}
