//! The mapping that a careful user writes on the SDK's types: `remove` and `match`, no copies, no guesses.

use std::collections::HashMap;
use std::str::FromStr;

use aws_sdk_dynamodb::types::AttributeValue;

use super::order::{Address, Line, Order};

pub(crate) type Item = HashMap<String, AttributeValue>;

/// The attribute that is absent or of another type.
#[derive(Debug)]
pub(crate) struct Wrong(pub(crate) &'static str);

pub(crate) fn check_entity(item: &Item) -> Result<(), Wrong> {
    match item.get("type") {
        Some(AttributeValue::S(entity)) if entity == "ORDER" => Ok(()),
        _ => Err(Wrong("type")),
    }
}

pub(crate) fn from_item(mut item: Item) -> Result<Order, Wrong> {
    check_entity(&item)?;
    let item = &mut item;
    Ok(Order {
        id: text(item, "id")?,
        customer: text(item, "customer")?,
        status: text(item, "status")?,
        placed_at: text(item, "placed_at")?,
        note: text(item, "note")?,
        number: number(item, "number")?,
        total: number(item, "total")?,
        weight: number(item, "weight")?,
        gift: match item.remove("gift") {
            Some(AttributeValue::Bool(gift)) => gift,
            _ => return Err(Wrong("gift")),
        },
        address: match item.remove("address") {
            Some(AttributeValue::M(map)) => address(map)?,
            _ => return Err(Wrong("address")),
        },
        lines: match item.remove("lines") {
            Some(AttributeValue::L(lines)) => {
                lines.into_iter().map(line).collect::<Result<_, _>>()?
            }
            _ => return Err(Wrong("lines")),
        },
        tags: match item.remove("tags") {
            Some(AttributeValue::Ss(tags)) => tags.into_iter().collect(),
            _ => return Err(Wrong("tags")),
        },
    })
}

fn text(item: &mut Item, name: &'static str) -> Result<String, Wrong> {
    match item.remove(name) {
        Some(AttributeValue::S(text)) => Ok(text),
        _ => Err(Wrong(name)),
    }
}

fn number<T: FromStr>(item: &mut Item, name: &'static str) -> Result<T, Wrong> {
    match item.remove(name) {
        Some(AttributeValue::N(digits)) => digits.parse().map_err(|_| Wrong(name)),
        _ => Err(Wrong(name)),
    }
}

fn address(mut map: Item) -> Result<Address, Wrong> {
    let map = &mut map;
    Ok(Address {
        street: text(map, "street")?,
        house: number(map, "house")?,
        city: text(map, "city")?,
        zip: text(map, "zip")?,
        country: text(map, "country")?,
    })
}

fn line(value: AttributeValue) -> Result<Line, Wrong> {
    let AttributeValue::M(mut map) = value else { return Err(Wrong("lines")) };
    let map = &mut map;
    Ok(Line { sku: text(map, "sku")?, count: number(map, "count")?, cents: number(map, "cents")? })
}

pub(crate) fn to_item(order: &Order) -> Item {
    let mut item = Item::with_capacity(17);
    item.insert("id".into(), s(&order.id));
    item.insert("customer".into(), s(&order.customer));
    item.insert("status".into(), s(&order.status));
    item.insert("placed_at".into(), s(&order.placed_at));
    item.insert("note".into(), s(&order.note));
    item.insert("number".into(), AttributeValue::N(order.number.to_string()));
    item.insert("total".into(), AttributeValue::N(order.total.to_string()));
    item.insert("weight".into(), AttributeValue::N(order.weight.to_string()));
    item.insert("gift".into(), AttributeValue::Bool(order.gift));
    item.insert("address".into(), AttributeValue::M(address_map(&order.address)));
    item.insert("lines".into(), AttributeValue::L(order.lines.iter().map(line_value).collect()));
    item.insert("tags".into(), AttributeValue::Ss(order.tags.iter().cloned().collect()));
    add_keys(&mut item, order);
    item
}

/// What the table's design adds to the fields.
pub(crate) fn add_keys(item: &mut Item, order: &Order) {
    item.insert("type".into(), s("ORDER"));
    item.insert("pk".into(), AttributeValue::S(format!("CUSTOMER#{}", order.customer)));
    item.insert("sk".into(), AttributeValue::S(format!("ORDER#{}", order.id)));
    item.insert("gsi1pk".into(), AttributeValue::S(format!("STATUS#{}", order.status)));
    item.insert("gsi1sk".into(), s(&order.placed_at));
}

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn address_map(address: &Address) -> Item {
    let mut map = Item::with_capacity(5);
    map.insert("street".into(), s(&address.street));
    map.insert("house".into(), AttributeValue::N(address.house.to_string()));
    map.insert("city".into(), s(&address.city));
    map.insert("zip".into(), s(&address.zip));
    map.insert("country".into(), s(&address.country));
    map
}

fn line_value(line: &Line) -> AttributeValue {
    let mut map = Item::with_capacity(3);
    map.insert("sku".into(), s(&line.sku));
    map.insert("count".into(), AttributeValue::N(line.count.to_string()));
    map.insert("cents".into(), AttributeValue::N(line.cents.to_string()));
    AttributeValue::M(map)
}
