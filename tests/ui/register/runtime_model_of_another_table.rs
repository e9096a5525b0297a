include!("../shop.rs");

fn main() {
    let _ = dynamorph::Registry::<ShopTable>::builder().with::<Customer>().with::<Reading>().build();
}
