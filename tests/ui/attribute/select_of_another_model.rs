include!("../goods.rs");

fn main() {
    let _ = Order::get((1, 2)).select((Order::TOTAL, Customer::EMAIL));
}
