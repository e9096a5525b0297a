//! A struct or enum that derives `DynamoMap` or `DynamoValue`.
use super::{Field, Implied, fields};
use crate::attr::{FieldOptions, SerdeContainer, SerdeVariant};
use crate::errors::Errors;
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident};

/// What is between the braces.
pub(crate) enum Data {
    Struct { style: Style, fields: Vec<Field>, span: Span },
    Enum(Enum),
    Union(Span),
}

/// The kinds of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Named,
    Tuple,
    Unit,
}

/// An enum.
pub(crate) struct Enum {
    pub(crate) variants: Vec<Variant>,
    pub(crate) tagging: Tagging,
}

/// How serde tells the variants apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tagging {
    External,
    Internal(String),
    Adjacent(String, String),
    Untagged,
}

/// A variant of an enum.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    /// The name serde stores.
    pub(crate) name: String,
    pub(crate) style: Style,
    pub(crate) fields: Vec<Field>,
    pub(crate) serde: SerdeVariant,
}

impl Data {
    /// `options` reads those of the named fields of a struct; all others take the options of a value's.
    pub(crate) fn new(
        input: &DeriveInput,
        serde: &SerdeContainer,
        options: fn(&[syn::Attribute], &mut Errors) -> FieldOptions,
        errors: &mut Errors,
    ) -> Self {
        match &input.data {
            syn::Data::Struct(data) => {
                let style = Style::of(&data.fields);
                let options = if style == Style::Named { options } else { FieldOptions::of_value };
                let implied = Implied { case: serde.rename_all, default: serde.default };
                Self::Struct {
                    style,
                    fields: fields(&data.fields, implied, options, errors),
                    span: if data.fields.is_empty() {
                        input.ident.span()
                    } else {
                        data.fields.span()
                    },
                }
            }
            syn::Data::Enum(data) => {
                let variants = data
                    .variants
                    .iter()
                    .map(|variant| Variant::new(variant, serde, errors))
                    .collect();
                Self::Enum(Enum { variants, tagging: Tagging::of(serde) })
            }
            syn::Data::Union(data) => Self::Union(data.union_token.span),
        }
    }
}

impl Style {
    fn of(fields: &syn::Fields) -> Self {
        match fields {
            syn::Fields::Named(_) => Self::Named,
            syn::Fields::Unnamed(_) => Self::Tuple,
            syn::Fields::Unit => Self::Unit,
        }
    }
}

impl Tagging {
    fn of(serde: &SerdeContainer) -> Self {
        match (&serde.tag, &serde.content) {
            _ if serde.untagged.is_some() => Self::Untagged,
            (Some(tag), Some(content)) => Self::Adjacent(tag.clone(), content.clone()),
            (Some(tag), None) => Self::Internal(tag.clone()),
            (None, _) => Self::External,
        }
    }

    /// Whether serde reads the whole item into a buffer before it knows the variant.
    pub(crate) fn is_buffered(&self) -> bool {
        matches!(self, Self::Internal(_) | Self::Untagged)
    }
}

impl Variant {
    fn new(variant: &syn::Variant, container: &SerdeContainer, errors: &mut Errors) -> Self {
        let name = variant.ident.unraw().to_string();
        let implied = container.rename_all.map_or_else(|| name.clone(), |case| case.variant(&name));
        let serde = SerdeVariant::new(&variant.attrs, &implied, errors);
        let case = serde.rename_all.or(container.rename_all_fields);
        for entry in crate::attr::entries(&variant.attrs, "dynamo", errors) {
            errors.at(
                entry.span(),
                format!("a variant takes no options, so `{}` is not accepted here", entry.name),
            );
        }
        Self {
            ident: variant.ident.clone(),
            name: serde.rename.clone().unwrap_or(implied),
            style: Style::of(&variant.fields),
            fields: fields(
                &variant.fields,
                Implied { case, default: false },
                FieldOptions::of_value,
                errors,
            ),
            serde,
        }
    }
}
