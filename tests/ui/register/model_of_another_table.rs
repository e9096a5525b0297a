include!("../shop.rs");

dynamorph::register! {
    enum Store in ShopTable { Customer, Reading }
}

fn main() {}
