include!("../shop.rs");

fn main() {
    let _ = Reading::get(("s1", 1_u64)).widen::<Shop>();
}
