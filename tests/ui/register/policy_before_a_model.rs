include!("../shop.rs");

dynamorph::register! {
    enum Store in ShopTable { _ => skip, Customer }
}

fn main() {}
