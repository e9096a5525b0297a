//! The item: twelve attributes of its own and five that the table's design adds.

use std::collections::BTreeSet;

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

/// The customer whose orders are read.
pub(crate) const CUSTOMER: &str = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

#[derive(Debug, Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
pub(crate) struct ShopTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "CUSTOMER#{customer}", sk = "ORDER#{id}")]
#[dynamo(index(gsi1, query = "by_status", pk = "STATUS#{status}", sk = "{placed_at}"))]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) customer: String,
    pub(crate) status: String,
    pub(crate) placed_at: String,
    /// Has characters that JSON escapes.
    pub(crate) note: String,
    pub(crate) number: u64,
    pub(crate) total: i64,
    pub(crate) weight: f64,
    pub(crate) gift: bool,
    pub(crate) address: Address,
    pub(crate) lines: Vec<Line>,
    pub(crate) tags: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
pub(crate) struct Address {
    pub(crate) street: String,
    pub(crate) house: u32,
    pub(crate) city: String,
    pub(crate) zip: String,
    pub(crate) country: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
pub(crate) struct Line {
    pub(crate) sku: String,
    pub(crate) count: u32,
    pub(crate) cents: u64,
}

/// Orders that differ, the same ones each time.
pub(crate) fn orders(count: usize) -> Vec<Order> {
    (1..=count as u64).map(order).collect()
}

fn order(number: u64) -> Order {
    let line = |at: u64| Line {
        sku: format!("SKU-{:08}", number * 7919 + at),
        count: (at + 1) as u32,
        cents: number % 977 * 100 + at,
    };
    Order {
        id: format!("9f8b2c{number:06}-4c1d-7e2a-b3c4"),
        customer: CUSTOMER.to_owned(),
        status: ["open", "paid", "shipped"][(number % 3) as usize].to_owned(),
        placed_at: format!("2026-11-21T{:02}:{:02}:15.000000000Z", number % 24, number % 60),
        note: format!("Ring \"twice\",\nthen leave order {number} with the neighbour on the left"),
        number,
        total: 129_900 - number as i64,
        weight: 0.25 + number as f64,
        gift: number.is_multiple_of(2),
        address: Address {
            street: "Karl-Marx-Allee".to_owned(),
            house: 1 + (number % 150) as u32,
            city: "Berlin-Friedrichshain".to_owned(),
            zip: format!("{:05}", 10_000 + number),
            country: "DE".to_owned(),
        },
        lines: (0..3).map(line).collect(),
        tags: ["express", "fragile", "repeat-customer"].map(str::to_owned).into(),
    }
}
