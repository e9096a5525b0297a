include!("../goods.rs");

fn main() {
    let _ = Customer::ADDRESS.dot(LineItem::SKU);
}
