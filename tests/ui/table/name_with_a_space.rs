use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "my shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
struct ShopTable;

fn main() {}
