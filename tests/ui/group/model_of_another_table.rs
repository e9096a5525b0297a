include!("../shop.rs");

fn main() {
    let _: dynamorph::Result<(Vec<Order>, Vec<Reading>)> = Shop::group(Vec::new());
}
