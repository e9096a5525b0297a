include!("../shop.rs");

dynamorph::register! {
    enum Store in ShopTable { Customer, Customer(Order) }
}

fn main() {}
