include!("../shop.rs");

fn main() {
    let (customer_id, placed_on) = (Uuid::nil(), Date(String::new()));
    let _ = Order::get((customer_id, placed_on));
}
