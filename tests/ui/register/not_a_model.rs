include!("../shop.rs");

dynamorph::register! {
    enum Store in ShopTable { Customer, Day(Date) }
}

fn main() {}
