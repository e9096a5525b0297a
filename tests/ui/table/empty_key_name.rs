use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "shop", partition_key = "", discriminator = "type")]
struct ShopTable;

fn main() {}
