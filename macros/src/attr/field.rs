//! `#[dynamo(..)]` on a field.
use super::entry::{Entry, Value, entries};
use crate::errors::Errors;
use proc_macro2::Span;
use syn::Attribute;

/// Which id `auto` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Auto {
    V4,
    V7,
}

/// The options of a model's field.
#[derive(Default)]
pub(crate) struct FieldOptions {
    pub(crate) auto: Option<Auto>,
    pub(crate) partition_key: Option<Span>,
    pub(crate) sort_key: Option<Span>,
    pub(crate) null: Option<Span>,
}

impl FieldOptions {
    const KNOWN: [&str; 4] = ["auto", "partition_key", "sort_key", "null"];

    /// Of a field of a model.
    pub(crate) fn of_model(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut found = Self::default();
        for entry in entries(attributes, "dynamo", errors) {
            match entry.name.to_string().as_str() {
                "auto" => found.auto = auto(&entry, errors),
                "partition_key" => found.partition_key = Some(flag(&entry, errors)),
                "sort_key" => found.sort_key = Some(flag(&entry, errors)),
                "null" => found.null = Some(flag(&entry, errors)),
                _ => entry.unknown(&Self::KNOWN, errors),
            }
        }
        found
    }

    /// Of a field of a `DynamoMap` or `DynamoValue`: keys are the model's.
    pub(crate) fn of_map(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut found = Self::default();
        for entry in entries(attributes, "dynamo", errors) {
            match entry.name.to_string().as_str() {
                "null" => found.null = Some(flag(&entry, errors)),
                _ => entry.unknown(&["null"], errors),
            }
        }
        found
    }
}

fn flag(entry: &Entry, errors: &mut Errors) -> Span {
    entry.flag(errors);
    entry.span()
}

fn auto(entry: &Entry, errors: &mut Errors) -> Option<Auto> {
    if matches!(entry.value, Value::Flag) {
        return Some(Auto::V7);
    }
    let version = entry.text("v4", errors)?;
    match version.value().as_str() {
        "v4" => Some(Auto::V4),
        "v7" => Some(Auto::V7),
        other => {
            errors.on(version, format!("unknown id version `{other}`; use `auto` (a UUID v7), `auto = \"v7\"` or `auto = \"v4\"`"));
            None
        }
    }
}
