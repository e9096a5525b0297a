// The table that the cases use.
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
#[table(index(name = "gsi2", partition_key = "gsi2pk"))]
#[table(index(name = "by-type", partition_key = "type"))]
#[table(index(name = "lsi1", sort_key = "lsi1sk"))]
pub struct ShopTable;
