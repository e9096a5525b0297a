include!("../shop.rs");

fn main() {
    let _ = Order::by_status(Status::Open).consistent_read();
}
