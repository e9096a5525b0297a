//! A page of 1,000 items: from the body's bytes to the structs, without a client.

use std::error::Error;

use dynamorph::__private::{Decoded, FromItem, count_hint, take_items};

use super::by_hand;
use super::case::{BY_HAND, Case, OURS, PLAIN_JSON, SERDE_DYNAMO};
use super::item;
use super::order::{Order, orders};
use super::sdk::QueryParser;

const GROUP: &str = "decode 1,000 items";
const ITEMS: usize = 1_000;

type Way = Box<dyn FnMut() -> Vec<Order>>;

pub(crate) fn decode() -> Vec<Case> {
    let expected = orders(ITEMS);
    let (page, plain) = (item::page(&expected), item::plain_page(&expected));
    let parser = QueryParser::new(page.clone());
    let other = QueryParser::new(page.clone());
    let ways: [(&str, Way); 4] = [
        (OURS, Box::new(move || ours(&page))),
        (SERDE_DYNAMO, Box::new(move || parser.items().into_iter().map(by_serde_dynamo).collect())),
        (BY_HAND, Box::new(move || other.items().into_iter().map(hand_written).collect())),
        (PLAIN_JSON, Box::new(move || serde_json::from_slice(&plain).expect("plain orders"))),
    ];
    let checked = ways.into_iter().map(|(name, mut way)| {
        assert!(way() == expected, "{name} does not read what was written");
        Case::new(GROUP, name, ITEMS, way)
    });
    checked.collect()
}

/// What the client does with a page's body.
fn ours(page: &[u8]) -> Vec<Order> {
    let mut found = Vec::with_capacity(count_hint(page));
    let rest = take_items::<Box<dyn Error>>(page, "Items", &mut |item| {
        if let Decoded::Item(order) = Order::from_item(item)? {
            found.push(order);
        }
        Ok(())
    });
    rest.expect("a page");
    found
}

pub(crate) fn by_serde_dynamo(item: by_hand::Item) -> Order {
    by_hand::check_entity(&item).expect("an order");
    serde_dynamo::aws_sdk_dynamodb_1::from_item(item).expect("an order")
}

pub(crate) fn hand_written(item: by_hand::Item) -> Order {
    by_hand::from_item(item).expect("an order")
}
