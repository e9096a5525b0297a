//! A field of a struct or variant.
use super::Spelling;
use crate::attr::{Case, FieldOptions, SerdeField};
use crate::errors::Errors;
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Ident, Member, Type};

/// A field, named or of a tuple.
pub(crate) struct Field {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) spelling: Spelling,
    /// The name serde stores it under; the index in a tuple.
    pub(crate) attribute: String,
    pub(crate) serde: SerdeField,
    pub(crate) options: FieldOptions,
}

/// Reads the fields of a struct or variant; `options` reads `#[dynamo(..)]`.
pub(crate) fn fields(
    fields: &syn::Fields,
    case: Option<Case>,
    options: fn(&[syn::Attribute], &mut Errors) -> FieldOptions,
    errors: &mut Errors,
) -> Vec<Field> {
    let members = fields.members();
    let fields = fields.iter().zip(members).map(|(field, member)| {
        let implied = match &member {
            Member::Named(name) => {
                let name = name.unraw().to_string();
                case.map_or_else(|| name.clone(), |case| case.field(&name))
            }
            Member::Unnamed(index) => index.index.to_string(),
        };
        let serde = SerdeField::new(&field.attrs, &implied, errors);
        Field {
            member,
            ty: field.ty.clone(),
            spelling: Spelling::of(&field.ty),
            attribute: serde.rename.clone().unwrap_or(implied),
            serde,
            options: options(&field.attrs, errors),
        }
    });
    fields.collect()
}

impl Field {
    /// The field's name as templates say it, without `r#`.
    pub(crate) fn name(&self) -> String {
        match &self.member {
            Member::Named(name) => name.unraw().to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        }
    }

    /// The field's identifier, `r#` included.
    pub(crate) fn ident(&self) -> &Ident {
        match &self.member {
            Member::Named(name) => name,
            Member::Unnamed(_) => unreachable!("the derive of a model refuses tuple structs"),
        }
    }

    pub(crate) fn span(&self) -> Span {
        match &self.member {
            Member::Named(name) => name.span(),
            Member::Unnamed(index) => index.span,
        }
    }
}
