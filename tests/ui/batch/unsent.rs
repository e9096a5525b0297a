#![deny(unused_must_use)]

include!("../goods.rs");

fn main() {
    dynamorph::batch_write([Order::delete((1, 2))]);
}
