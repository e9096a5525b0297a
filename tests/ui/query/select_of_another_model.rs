include!("../shop.rs");

fn main() {
    let _ = Order::query(Uuid::nil()).select((Order::STATUS, Customer::EMAIL));
}
