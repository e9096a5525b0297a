include!("../goods.rs");

fn main() {
    let _ = Order::TOTAL > 100;
}
