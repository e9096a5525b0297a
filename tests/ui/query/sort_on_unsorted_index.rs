include!("../shop.rs");

fn main() {
    let _ = Order::by_id(Uuid::nil()).sort_ge("2026-11");
}
