use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "pk", discriminator = "type")]
struct ShopTable;

fn main() {}
