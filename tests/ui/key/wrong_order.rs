include!("../shop.rs");

fn main() {
    let (customer_id, order_id, placed_on) = (Uuid::nil(), Uuid::nil(), Date(String::new()));
    let _ = Order::get((customer_id, order_id, placed_on));
}
