use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize, DynamoMap)]
#[serde(into = "Stored")]
struct Order {
    id: String,
}

impl From<Stored> for Order {
    fn from(stored: Stored) -> Self {
        Self { id: stored.id }
    }
}

impl From<Order> for Stored {
    fn from(order: Order) -> Self {
        Self { id: order.id }
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    id: String,
}

fn main() {}
