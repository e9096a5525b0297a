//! The keys of an item, as they would be stored.

use dynamorph::prelude::*;
use serde_json::Value;

/// The item that a save would send, in DynamoDB JSON.
pub(crate) fn rendered<M: DynamoModel>(item: M) -> Option<Value> {
    let explained = item.save().explain().with_values().to_string();
    let json = explained.lines().find_map(|line| line.strip_prefix("Item: "))?;
    Some(json.parse().expect("an item is JSON"))
}

/// The text of one attribute; none where the item does not encode.
pub(crate) fn key_text<M: DynamoModel>(item: M, attribute: &str) -> Option<String> {
    let item = rendered(item)?;
    Some(item[attribute]["S"].as_str().expect("a key of text").to_owned())
}
