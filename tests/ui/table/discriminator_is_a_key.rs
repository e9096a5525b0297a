use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "sk")]
struct ShopTable;

fn main() {}
