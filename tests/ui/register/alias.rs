include!("../shop.rs");

dynamorph::register! {
    enum Store in ShopTable { Customer | "USER" }
}

fn main() {}
