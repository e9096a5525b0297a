include!("../shop.rs");

dynamorph::register! {
    enum Store { Customer }
}

fn main() {}
