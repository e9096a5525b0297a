include!("../goods.rs");

fn main() {
    let _ = Order::STATUS.eq("OPEN");
}
