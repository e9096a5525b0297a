include!("../shop.rs");

dynamorph::register! {
    enum Store in ShopTable { Customer, Buyer(Customer) }
}

fn main() {}
