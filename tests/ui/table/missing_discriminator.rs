use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "shop", partition_key = "pk")]
struct ShopTable;

fn main() {}
