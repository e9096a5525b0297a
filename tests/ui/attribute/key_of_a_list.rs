include!("../goods.rs");

fn main() {
    let _ = Order::LINES.key("a");
}
