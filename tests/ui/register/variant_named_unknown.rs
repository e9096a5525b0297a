include!("../shop.rs");

dynamorph::register! {
    enum Store in ShopTable { Customer, Unknown(Order) }
}

fn main() {}
