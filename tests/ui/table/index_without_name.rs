use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(partition_key = "gsi1pk"))]
struct ShopTable;

fn main() {}
