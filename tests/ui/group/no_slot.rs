include!("../shop.rs");

fn main() {
    let _: dynamorph::Result<(Order, Vec<Customer>)> = Shop::group(Vec::new());
}
