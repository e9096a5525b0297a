use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "at", sort_key = N("sk")))]
struct ShopTable;

fn main() {}
