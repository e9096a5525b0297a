//! What DynamoDB reckons as the size of an item.

use std::collections::HashMap;
use std::hash::BuildHasher;

use aws_sdk_dynamodb::types::AttributeValue;

use super::digits::Digits;

/// A list or map costs this much, and one more for each element.
const CONTAINER_BYTES: usize = 3;

/// The size of an item, attribute names included, by DynamoDB's rules.
#[must_use]
pub(super) fn item_size<S: BuildHasher>(item: &HashMap<String, AttributeValue, S>) -> usize {
    item.iter().map(|(name, value)| name.len() + attribute_size(value)).sum()
}

/// The size of one attribute value without its name. Binary counts as bytes, not as base64.
#[must_use]
pub(super) fn attribute_size(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(text) => number_size(text),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::Bool(_) | AttributeValue::Null(_) => 1,
        AttributeValue::L(list) => {
            CONTAINER_BYTES + list.iter().map(|element| 1 + attribute_size(element)).sum::<usize>()
        }
        AttributeValue::M(map) => CONTAINER_BYTES + map.len() + item_size(map),
        AttributeValue::Ss(set) => set.iter().map(String::len).sum(),
        AttributeValue::Ns(set) => set.iter().map(|text| number_size(text)).sum(),
        AttributeValue::Bs(set) => set.iter().map(|bytes| bytes.as_ref().len()).sum(),
        _ => 0,
    }
}

/// One byte, one for each two digits on either side of the point, one for a minus.
fn number_size(text: &str) -> usize {
    let Ok(digits) = Digits::parse(text) else { return text.len() };
    let (whole, fraction) = digits.split();
    1 + whole.div_ceil(2) + fraction.div_ceil(2) + usize::from(digits.is_negative())
}
