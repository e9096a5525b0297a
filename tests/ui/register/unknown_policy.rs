include!("../shop.rs");

dynamorph::register! {
    enum Store in ShopTable { Customer, _ => drop }
}

fn main() {}
