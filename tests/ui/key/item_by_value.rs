include!("../shop.rs");

fn main() {
    let (customer_id, order_id, placed_on) = (Uuid::nil(), Uuid::nil(), Date(String::new()));
    let order = Order { customer_id, placed_on, id: order_id, status: Status::Open };
    let _ = Order::delete(order);
}
