include!("../goods.rs");

fn main() {
    let _ = Customer::scan().delete_all().everything();
}
