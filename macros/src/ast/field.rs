//! A field of a struct or variant.
use super::{Spelling, is_set};
use crate::attr::{Case, FieldOptions, SerdeField};
use crate::errors::Errors;
use proc_macro2::Span;
use quote::format_ident;
use syn::ext::IdentExt;
use syn::{Ident, Member, Type};

/// A field, named or of a tuple.
pub(crate) struct Field {
    pub(crate) member: Member,
    /// The name as templates say it, without `r#`; asked for often, and a token's text is made anew each time.
    name: String,
    pub(crate) ty: Type,
    pub(crate) spelling: Spelling,
    /// The name serde stores it under; the index in a tuple.
    pub(crate) attribute: String,
    pub(crate) serde: SerdeField,
    pub(crate) options: FieldOptions,
    /// serde fills the field where the container has a default.
    defaults: bool,
}

/// What a field's constant may do, by the name of the type that says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AttrRole {
    Required,
    Optional,
    PrimaryKey,
    Managed,
}

/// serde's options of a container that name its fields and fill them.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Implied {
    pub(crate) case: Option<Case>,
    pub(crate) default: bool,
}

/// Reads the fields of a struct or variant; `options` reads `#[dynamo(..)]`.
pub(crate) fn fields(
    fields: &syn::Fields,
    implied: Implied,
    options: fn(&[syn::Attribute], &mut Errors) -> FieldOptions,
    errors: &mut Errors,
) -> Vec<Field> {
    let members = fields.members();
    let fields = fields.iter().zip(members).map(|(field, member)| {
        let (name, case) = match &member {
            Member::Named(name) => (name.unraw().to_string(), implied.case),
            Member::Unnamed(index) => (index.index.to_string(), None),
        };
        let attribute = case.map_or_else(|| name.clone(), |case| case.field(&name));
        let serde = SerdeField::new(&field.attrs, &attribute, errors);
        Field {
            member,
            name,
            ty: field.ty.clone(),
            spelling: Spelling::of(&field.ty),
            attribute: serde.rename.clone().unwrap_or(attribute),
            defaults: implied.default || serde.default,
            serde,
            options: options(&field.attrs, errors),
        }
    });
    fields.collect()
}

impl Field {
    /// The field's name as templates say it, without `r#`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The field's identifier, `r#` included.
    pub(crate) fn ident(&self) -> &Ident {
        match &self.member {
            Member::Named(name) => name,
            Member::Unnamed(_) => unreachable!("the derive of a model refuses tuple structs"),
        }
    }

    /// Whether an item may lack the attribute: a set is absent when it is empty.
    pub(crate) fn may_be_absent(&self) -> bool {
        if self.serde.flatten.is_some() {
            return self.spelling.is_option();
        }
        self.spelling.is_option() || is_set(self.spelling.present()) || self.defaults
    }

    /// Whether the field has a constant: serde writes and reads it.
    pub(crate) fn has_constant(&self) -> bool {
        self.serde.skip.any().is_none()
    }

    /// The constant's name: the field's in capitals, or what `constant` says.
    pub(crate) fn constant(&self) -> Ident {
        self.options.constant.clone().unwrap_or_else(|| constant(self.ident()))
    }

    pub(crate) fn span(&self) -> Span {
        match &self.member {
            Member::Named(name) => name.span(),
            Member::Unnamed(index) => index.span,
        }
    }
}

/// The name of the constant of a field, or of an index by its query.
pub(crate) fn constant(name: &Ident) -> Ident {
    format_ident!("{}", name.unraw().to_string().to_uppercase(), span = name.span())
}
