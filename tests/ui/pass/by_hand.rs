//! A model written by hand has keys, queries and a place in a registry.
use dynamorph::prelude::*;
use dynamorph::{KeyPart, Schema};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
struct ShopTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Date(String);

#[derive(Serialize, Deserialize)]
struct Refund {
    order_id: Uuid,
    made_on: Date,
}

impl DynamoModel for Refund {
    type Table = ShopTable;
    type Partition = (Uuid,);
    type Sort = (Date,);
    type Key = (Uuid, Date);
    const SCHEMA: &'static Schema =
        &Schema::new("REFUND").partition("ORDER#{order_id}").sort("REFUND#{made_on}");
    fn key(&self) -> Self::Key {
        (self.order_id, self.made_on.clone())
    }
    fn key_part(&self, field: &str) -> Option<&dyn KeyPart> {
        match field {
            "order_id" => Some(&self.order_id),
            "made_on" => Some(&self.made_on),
            _ => None,
        }
    }
}

dynamorph::register! {
    enum Shop in ShopTable { Refund, _ => error }
}

fn main() {
    let day = Date("2026-11-21".to_owned());
    let _ = Refund::get((Uuid::nil(), &day));
    let _ = Refund::query(Uuid::nil()).sort_ge(&day);
    let refund = Refund { order_id: Uuid::nil(), made_on: day };
    let _ = Refund::delete(refund.key());
    let _ = Shop::from(refund);
}
