include!("../shop.rs");

fn main() {
    let _ = Order::get(Uuid::nil());
}
