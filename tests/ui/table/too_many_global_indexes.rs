use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk"))]
#[table(index(name = "gsi2", partition_key = "gsi2pk"))]
#[table(index(name = "gsi3", partition_key = "gsi3pk"))]
#[table(index(name = "gsi4", partition_key = "gsi4pk"))]
#[table(index(name = "gsi5", partition_key = "gsi5pk"))]
#[table(index(name = "gsi6", partition_key = "gsi6pk"))]
#[table(index(name = "gsi7", partition_key = "gsi7pk"))]
#[table(index(name = "gsi8", partition_key = "gsi8pk"))]
#[table(index(name = "gsi9", partition_key = "gsi9pk"))]
#[table(index(name = "gsi10", partition_key = "gsi10pk"))]
#[table(index(name = "gsi11", partition_key = "gsi11pk"))]
#[table(index(name = "gsi12", partition_key = "gsi12pk"))]
#[table(index(name = "gsi13", partition_key = "gsi13pk"))]
#[table(index(name = "gsi14", partition_key = "gsi14pk"))]
#[table(index(name = "gsi15", partition_key = "gsi15pk"))]
#[table(index(name = "gsi16", partition_key = "gsi16pk"))]
#[table(index(name = "gsi17", partition_key = "gsi17pk"))]
#[table(index(name = "gsi18", partition_key = "gsi18pk"))]
#[table(index(name = "gsi19", partition_key = "gsi19pk"))]
#[table(index(name = "gsi20", partition_key = "gsi20pk"))]
#[table(index(name = "gsi21", partition_key = "gsi21pk"))]
struct ShopTable;

fn main() {}
