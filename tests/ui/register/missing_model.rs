include!("../shop.rs");

dynamorph::register! {
    enum Store in ShopTable { Customer, Purchase() }
}

fn main() {}
