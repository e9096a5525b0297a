//! The stored items as bytes: DynamoDB's JSON, and plain JSON.

use std::collections::BTreeSet;

use dynamorph::__private::encode_item;
use serde::Serialize;
use serde_json::{Map, Value};

use super::order::{Address, Line, Order};

/// The order in which the attributes come: not the struct's, as DynamoDB's is not.
const ORDER: [&str; 17] = [
    "total",
    "gsi1sk",
    "note",
    "id",
    "tags",
    "sk",
    "customer",
    "weight",
    "type",
    "lines",
    "gsi1pk",
    "gift",
    "status",
    "pk",
    "address",
    "placed_at",
    "number",
];

/// One stored item as DynamoDB answers it.
pub(crate) fn item_json(order: &Order) -> String {
    let bytes = encode_item(order).expect("an order is an item");
    reordered(&serde_json::from_slice(&bytes).expect("an item is JSON"))
}

/// The body of a `GetItem` answer.
pub(crate) fn one(order: &Order) -> Vec<u8> {
    format!("{{\"Item\":{}}}", item_json(order)).into_bytes()
}

/// The body of a `Query` answer.
pub(crate) fn page(orders: &[Order]) -> Vec<u8> {
    let (items, count) = (list(orders, item_json), orders.len());
    format!("{{\"Count\":{count},\"Items\":{items},\"ScannedCount\":{count}}}").into_bytes()
}

/// The same attributes, keys among them, in the JSON that `serde_json` reads.
pub(crate) fn plain_page(orders: &[Order]) -> Vec<u8> {
    let plain = |order: &Order| {
        reordered(&serde_json::to_value(Plain::new(order)).expect("an order is JSON"))
    };
    list(orders, plain).into_bytes()
}

fn list(orders: &[Order], json: impl Fn(&Order) -> String) -> String {
    let items: Vec<String> = orders.iter().map(json).collect();
    format!("[{}]", items.join(","))
}

fn reordered(item: &Value) -> String {
    let map: &Map<String, Value> = item.as_object().expect("an item is an object");
    assert_eq!(map.len(), ORDER.len());
    let members: Vec<String> =
        ORDER.iter().map(|name| format!("\"{name}\":{}", map[*name])).collect();
    format!("{{{}}}", members.join(","))
}

/// An order with the attributes of the table's design beside its own. Not by `flatten`, which serde makes slow.
#[derive(Serialize)]
pub(crate) struct Plain<'o> {
    id: &'o str,
    customer: &'o str,
    status: &'o str,
    placed_at: &'o str,
    note: &'o str,
    number: u64,
    total: i64,
    weight: f64,
    gift: bool,
    address: &'o Address,
    lines: &'o [Line],
    tags: &'o BTreeSet<String>,
    #[serde(rename = "type")]
    entity: &'static str,
    pk: String,
    sk: String,
    gsi1pk: String,
    gsi1sk: String,
}

impl<'o> Plain<'o> {
    pub(crate) fn new(order: &'o Order) -> Self {
        Self {
            id: &order.id,
            customer: &order.customer,
            status: &order.status,
            placed_at: &order.placed_at,
            note: &order.note,
            number: order.number,
            total: order.total,
            weight: order.weight,
            gift: order.gift,
            address: &order.address,
            lines: &order.lines,
            tags: &order.tags,
            entity: "ORDER",
            pk: format!("CUSTOMER#{}", order.customer),
            sk: format!("ORDER#{}", order.id),
            gsi1pk: format!("STATUS#{}", order.status),
            gsi1sk: order.placed_at.clone(),
        }
    }
}
