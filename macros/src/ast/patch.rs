//! A patch: what an update of a model may change.
use super::{Spelling, constant};
use crate::attr::{PatchFieldOptions, PatchOptions};
use crate::errors::Errors;
use syn::{DeriveInput, Fields, Generics, Ident, Type};

/// A struct that derives `DynamoPatch`.
pub(crate) struct Patch {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) options: PatchOptions,
    pub(crate) fields: Vec<PatchField>,
}

/// One attribute that a patch may change.
pub(crate) struct PatchField {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) spelling: Spelling,
    pub(crate) options: PatchFieldOptions,
}

impl Patch {
    /// Reads a struct with named fields.
    pub(crate) fn new(input: &DeriveInput, named: &Fields, errors: &mut Errors) -> Self {
        let fields = named.iter().filter_map(|field| {
            Some(PatchField {
                ident: field.ident.clone()?,
                ty: field.ty.clone(),
                spelling: Spelling::of(&field.ty),
                options: PatchFieldOptions::new(&field.attrs, errors),
            })
        });
        let fields = fields.collect();
        Self {
            ident: input.ident.clone(),
            generics: input.generics.clone(),
            options: PatchOptions::new(&input.attrs, errors),
            fields,
        }
    }
}

impl PatchField {
    /// The model's constant that the field changes.
    pub(crate) fn constant(&self) -> Ident {
        self.options.constant.clone().unwrap_or_else(|| constant(&self.ident))
    }
}
