//! The entity of these tests, and answers with it.

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
pub(super) struct ShopTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "CUSTOMER#{customer}", sk = "ORDER#{number}")]
#[dynamo(index(gsi1, query = "by_status", pk = "STATUS#{status}", sk = "{number}"))]
pub(super) struct Order {
    pub(super) customer: String,
    pub(super) number: u32,
    pub(super) status: String,
    pub(super) note: Option<String>,
}

pub(super) fn order(number: u32) -> Order {
    Order {
        customer: "ann".to_owned(),
        number,
        status: "open".to_owned(),
        note: Some(format!("note {number}")),
    }
}

pub(super) fn stored(number: u32) -> Value {
    json!({
        "pk": { "S": "CUSTOMER#ann" },
        "sk": { "S": format!("ORDER#{number:020}") },
        "gsi1pk": { "S": "STATUS#open" },
        "gsi1sk": { "S": format!("{number:020}") },
        "type": { "S": "ORDER" },
        "customer": { "S": "ann" },
        "number": { "N": number.to_string() },
        "status": { "S": "open" },
        "note": { "S": format!("note {number}") },
    })
}

/// The answer to a get of one order.
pub(super) fn item_body(number: u32) -> String {
    json!({ "Item": stored(number) }).to_string()
}

/// A page of orders; with a position if there is more.
pub(super) fn page_body(numbers: impl IntoIterator<Item = u32>, last: Option<u32>) -> String {
    let items: Vec<Value> = numbers.into_iter().map(stored).collect();
    let mut body = json!({ "Count": items.len(), "ScannedCount": items.len(), "Items": items });
    if let Some(last) = last {
        body["LastEvaluatedKey"] =
            json!({ "pk": { "S": "CUSTOMER#ann" }, "sk": { "S": format!("ORDER#{last:020}") } });
    }
    body.to_string()
}
