include!("../shop.rs");

fn main() {
    let _ = Reading::query("s1").sort_begins_with("1");
}
