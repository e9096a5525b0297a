include!("../shop.rs");

fn main() {
    let (customer_id, order_id, placed_on) = (Uuid::nil(), Uuid::nil(), Date(String::new()));
    let _ = Order::query((customer_id, placed_on, order_id)).sort_eq(order_id);
}
