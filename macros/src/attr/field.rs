//! `#[dynamo(..)]` on a field.
use super::entry::{Entry, Value, entries, once};
use super::model::identifier;
use crate::errors::Errors;
use proc_macro2::Span;
use syn::{Attribute, Ident};

/// Which id `auto` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Auto {
    V4,
    V7,
}

/// The options of a field.
#[derive(Default)]
pub(crate) struct FieldOptions {
    pub(crate) auto: Option<Auto>,
    pub(crate) partition_key: Option<Span>,
    pub(crate) sort_key: Option<Span>,
    pub(crate) null: Option<Span>,
    pub(crate) version: Option<Span>,
    pub(crate) ttl: Option<Span>,
    pub(crate) created_at: Option<Span>,
    pub(crate) updated_at: Option<Span>,
    /// The name of the field's constant, where it is not the field's name in capitals.
    pub(crate) constant: Option<Ident>,
}

impl FieldOptions {
    const OF_MODEL: [&str; 9] = [
        "auto",
        "partition_key",
        "sort_key",
        "null",
        "version",
        "ttl",
        "created_at",
        "updated_at",
        "constant",
    ];

    /// Of a field of a model.
    pub(crate) fn of_model(attributes: &[Attribute], errors: &mut Errors) -> Self {
        Self::read(attributes, &Self::OF_MODEL, errors)
    }

    /// Of a named field of a `DynamoMap`: keys and what the mapper maintains are the model's.
    pub(crate) fn of_map(attributes: &[Attribute], errors: &mut Errors) -> Self {
        Self::read(attributes, &["null", "constant"], errors)
    }

    /// Of a field of a variant, a tuple or a `DynamoValue`, which has no constant.
    pub(crate) fn of_value(attributes: &[Attribute], errors: &mut Errors) -> Self {
        Self::read(attributes, &["null"], errors)
    }

    fn read(attributes: &[Attribute], known: &[&str], errors: &mut Errors) -> Self {
        let mut found = Self::default();
        for entry in entries(attributes, "dynamo", errors) {
            let name = entry.name.to_string();
            match name.as_str() {
                other if !known.contains(&other) => entry.unknown(known, errors),
                "auto" => found.auto = auto(&entry, errors),
                "partition_key" => found.partition_key = Some(flag(&entry, errors)),
                "sort_key" => found.sort_key = Some(flag(&entry, errors)),
                "null" => found.null = Some(flag(&entry, errors)),
                "version" => found.version = Some(flag(&entry, errors)),
                "ttl" => found.ttl = Some(flag(&entry, errors)),
                "created_at" => found.created_at = Some(flag(&entry, errors)),
                "updated_at" => found.updated_at = Some(flag(&entry, errors)),
                _ => {
                    let name = constant(&entry, errors);
                    once(&mut found.constant, name, &entry, errors);
                }
            }
        }
        found
    }

    /// What the mapper writes or the service reads: each option by its name, where it is given.
    pub(crate) fn maintained(&self) -> impl Iterator<Item = (&'static str, Span)> {
        [
            ("version", self.version),
            ("ttl", self.ttl),
            ("created_at", self.created_at),
            ("updated_at", self.updated_at),
        ]
        .into_iter()
        .filter_map(|(name, span)| Some((name, span?)))
    }

    /// Whether the mapper writes the field itself, so that an update cannot set it.
    pub(crate) fn is_managed(&self) -> bool {
        self.version.or(self.created_at).or(self.updated_at).is_some()
    }
}

fn flag(entry: &Entry, errors: &mut Errors) -> Span {
    entry.flag(errors);
    entry.span()
}

/// `constant = "NAME"`.
pub(super) fn constant(entry: &Entry, errors: &mut Errors) -> Option<Ident> {
    entry.text("NAME", errors).and_then(|name| identifier(&name, errors))
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
