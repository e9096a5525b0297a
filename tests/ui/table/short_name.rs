use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "s", partition_key = "pk", sort_key = "sk", discriminator = "type")]
struct ShopTable;

fn main() {}
