include!("../goods.rs");

fn main() {
    let _ = Customer::update(1).remove(Customer::ADDRESS.dot(Address::CITY));
}
