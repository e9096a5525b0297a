//! `#[dynamo(..)]` on a `DynamoPatch` and its fields.
use super::entry::{entries, once};
use super::field::constant;
use crate::errors::Errors;
use proc_macro2::Span;
use syn::{Attribute, Ident, Type};

/// The options of a patch.
#[derive(Default)]
pub(crate) struct PatchOptions {
    /// The model whose items it changes.
    pub(crate) model: Option<Type>,
    /// Whether `model` is there, right or wrong.
    pub(crate) names_model: bool,
}

/// The options of a patch's field.
#[derive(Default)]
pub(crate) struct PatchFieldOptions {
    pub(crate) nullable: Option<Span>,
    /// The model's constant, where it is not the field's name in capitals.
    pub(crate) constant: Option<Ident>,
}

impl PatchOptions {
    pub(crate) fn new(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut found = Self::default();
        for entry in entries(attributes, "dynamo", errors) {
            if entry.is("model") {
                let model = entry.ty("Order", errors);
                once(&mut found.model, model, &entry, errors);
                found.names_model = true;
            } else {
                entry.unknown(&["model"], errors);
            }
        }
        found
    }
}

impl PatchFieldOptions {
    pub(crate) fn new(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut found = Self::default();
        for entry in entries(attributes, "dynamo", errors) {
            if entry.is("nullable") {
                entry.flag(errors);
                found.nullable = Some(entry.span());
            } else if entry.is("constant") {
                let name = constant(&entry, errors);
                once(&mut found.constant, name, &entry, errors);
            } else {
                entry.unknown(&["nullable", "constant"], errors);
            }
        }
        found
    }
}
