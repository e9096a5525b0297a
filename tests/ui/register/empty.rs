include!("../shop.rs");

dynamorph::register! {
    enum Store in ShopTable {}
}

fn main() {}
