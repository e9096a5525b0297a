include!("../goods.rs");

fn main() {
    let _ = Order::GIFT.eq(true) & Customer::EMAIL.eq("x");
}
