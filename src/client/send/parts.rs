//! What the operations have in common: names, values and keys in the SDK's types, and where their futures stand.

use std::collections::HashMap;
use std::pin::Pin;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::{Context, Error};
use crate::expression::Placeholders;
use crate::value::KeyValue;

pub(in crate::client) type Attributes = HashMap<String, AttributeValue>;

pub(super) fn names(placeholders: &Placeholders) -> Option<HashMap<String, String>> {
    let names: HashMap<_, _> =
        placeholders.names().map(|(placeholder, name)| (placeholder, name.text.clone())).collect();
    // The service refuses an empty map.
    (!names.is_empty()).then_some(names)
}

pub(super) fn values(placeholders: &Placeholders) -> Option<Attributes> {
    let values: Attributes =
        placeholders.values().map(|(placeholder, value)| (placeholder, value.clone())).collect();
    (!values.is_empty()).then_some(values)
}

pub(super) fn key(key: &[(&'static str, KeyValue)]) -> Attributes {
    key.iter().map(|(name, value)| ((*name).to_owned(), value.into())).collect()
}

/// The tables of a call that goes to several, each once: `a, b`.
pub(super) fn table_list<'t>(tables: impl Iterator<Item = &'t str>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for table in tables {
        if !names.contains(&table) {
            names.push(table);
        }
    }
    names.join(", ")
}

/// The SDK lacks something to build a request of.
pub(super) fn construction(context: &Context, error: &dyn std::error::Error) -> Error {
    Error::Construction { context: Box::new(context.clone()), detail: error.to_string() }
}

/// A future on the heap that is made there: one with a request of the SDK in it is too big to be moved.
#[inline]
pub(super) fn in_place<F: Future>(make: impl FnOnce() -> F) -> Pin<Box<F>> {
    let place = Box::new_uninit();
    Box::into_pin(Box::write(place, make()))
}
