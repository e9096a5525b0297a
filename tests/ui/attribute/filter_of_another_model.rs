include!("../goods.rs");

fn main() {
    let _ = Order::query(1).filter(Customer::EMAIL.eq("x"));
}
