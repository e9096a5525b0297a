include!("../shop.rs");

fn main() {
    let _ = Shop::query(Uuid::nil());
}
