use dynamorph::prelude::*;

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "lsi1", sort_key = "lsi1sk"))]
#[table(index(name = "lsi2", sort_key = "lsi2sk"))]
#[table(index(name = "lsi3", sort_key = "lsi3sk"))]
#[table(index(name = "lsi4", sort_key = "lsi4sk"))]
#[table(index(name = "lsi5", sort_key = "lsi5sk"))]
#[table(index(name = "lsi6", sort_key = "lsi6sk"))]
struct ShopTable;

fn main() {}
