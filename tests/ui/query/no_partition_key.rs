include!("../shop.rs");

fn main() {
    let _ = Order::query(());
}
