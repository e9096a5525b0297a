use dynamorph::prelude::*;

#[derive(Table)]
#[table(partition_key = "pk", discriminator = "type")]
struct ShopTable;

fn main() {}
