use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", discriminator = "type")]
#[table(index(name = "lsi1", sort_key = "lsi1sk"))]
struct ShopTable;

fn main() {}
