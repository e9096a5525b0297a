use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type", region = "eu-west-1")]
struct ShopTable;

fn main() {}
