//! `#[dynamo(..)]` on a `DynamoValue` or `DynamoMap`.
use super::entry::{entries, once};
use crate::errors::Errors;
use syn::{Attribute, Type};

/// The options of a value.
#[derive(Default)]
pub(crate) struct ValueOptions {
    /// The type that serde stores instead.
    pub(crate) stored_as: Option<Type>,
}

impl ValueOptions {
    pub(crate) fn new(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut found = Self::default();
        for entry in entries(attributes, "dynamo", errors) {
            if entry.is("as") {
                let stored = entry.ty("String", errors);
                once(&mut found.stored_as, stored, &entry, errors);
            } else {
                entry.unknown(&["as"], errors);
            }
        }
        found
    }

    /// A `DynamoMap` takes no options.
    pub(crate) fn refuse(attributes: &[Attribute], errors: &mut Errors) {
        for entry in entries(attributes, "dynamo", errors) {
            errors.at(
                entry.span(),
                format!("`DynamoMap` takes no options, so `{}` is not accepted here", entry.name),
            );
        }
    }
}
