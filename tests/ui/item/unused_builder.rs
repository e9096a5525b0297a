#![deny(unused_must_use)]
include!("../shop.rs");

fn main() {
    Customer::delete(Uuid::nil());
}
