#![deny(unused_must_use)]
include!("../goods.rs");

fn main() {
    Order::update((1, 2)).set(Order::CHANNEL, "x");
}
