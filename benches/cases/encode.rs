//! A batch of 25 items: from the structs to the body's bytes, without a client.

use dynamorph::__private::append_item;

use super::by_hand::{self, Item};
use super::case::{BY_HAND, Case, OURS, PLAIN_JSON, SERDE_DYNAMO};
use super::item::Plain;
use super::order::{Order, orders};
use super::sdk::BatchWriter;

const GROUP: &str = "encode 25 items";
const ITEMS: usize = 25;
/// Room for an item of this size: whoever writes a batch knows how many there are.
const ITEM_BYTES: usize = 1280;

pub(crate) fn encode() -> Vec<Case> {
    let all = orders(ITEMS);
    let (first, second, third) = (all.clone(), all.clone(), all.clone());
    let (writer, other) = (BatchWriter::new(), BatchWriter::new());
    vec![
        Case::new(GROUP, OURS, ITEMS, move || ours(&first)),
        Case::new(GROUP, SERDE_DYNAMO, ITEMS, move || {
            writer.request(second.iter().map(by_serde_dynamo))
        }),
        Case::new(GROUP, BY_HAND, ITEMS, move || other.request(third.iter().map(by_hand::to_item))),
        Case::new(GROUP, PLAIN_JSON, ITEMS, move || {
            let plain: Vec<Plain<'_>> = all.iter().map(Plain::new).collect();
            serde_json::to_vec(&plain).expect("orders are JSON")
        }),
    ]
}

fn ours(orders: &[Order]) -> Vec<u8> {
    let mut body = Vec::with_capacity(orders.len() * ITEM_BYTES);
    for order in orders {
        body.extend_from_slice(b"{\"PutRequest\":{\"Item\":");
        append_item(order, &mut body).expect("an order is an item");
        body.extend_from_slice(b"}},");
    }
    body
}

pub(crate) fn by_serde_dynamo(order: &Order) -> Item {
    let mut item: Item = serde_dynamo::aws_sdk_dynamodb_1::to_item(order).expect("an item");
    by_hand::add_keys(&mut item, order);
    item
}
