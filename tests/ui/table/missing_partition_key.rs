use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "shop", discriminator = "type")]
struct ShopTable;

fn main() {}
