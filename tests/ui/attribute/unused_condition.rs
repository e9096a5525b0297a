#![deny(unused_must_use)]
include!("../goods.rs");

fn main() {
    Order::GIFT.eq(true);
}
