include!("../goods.rs");

fn main() {
    let _ = Customer::update(1).set(Customer::VERSION, 3);
}
