#![deny(warnings)]
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "kind")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "match"))]
struct ShopTable;

#[derive(Serialize, Deserialize, DynamoValue)]
enum r#Mode {
    r#On,
    Off,
}

#[derive(Serialize, Deserialize, DynamoMap)]
struct r#Place {
    r#where: String,
}

#[derive(Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ITEM", pk = "ITEM#{type}", sk = "ITEM#{fn}")]
#[dynamo(index(gsi1, query = "r#use", pk = "MODE#{mode}", sort_key = r#match))]
struct r#Item {
    r#type: String,
    #[dynamo(auto)]
    r#fn: String,
    r#match: Option<String>,
    mode: r#Mode,
    place: Option<r#Place>,
}

fn main() {
    let _ = Item::get(("a", "b"));
    let _ = Item::get(ItemKey { r#type: "a".to_owned(), r#fn: "b".to_owned() });
    let _ = Item::r#use((Mode::On, "x"));
    let _ = Item::USE;
    let _ = Item::TYPE.eq("a") & Item::MATCH.eq("b") & Item::PLACE.dot(Place::WHERE).eq("c");
    let _ = Mode::Off;
}
