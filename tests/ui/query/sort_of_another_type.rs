include!("../shop.rs");

fn main() {
    let _ = Order::query(Uuid::nil()).sort_ge("2026-11");
}
