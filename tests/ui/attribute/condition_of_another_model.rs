include!("../goods.rs");

fn main() {
    let _ = Order::delete((1, 2)).condition(Customer::EMAIL.eq("x"));
}
