include!("../goods.rs");

fn main() {
    let _ = Order::TOTAL.size();
}
