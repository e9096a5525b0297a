include!("../shop.rs");

fn main() {
    let _ = Order::BY_STATUS.scan().consistent_read();
}
