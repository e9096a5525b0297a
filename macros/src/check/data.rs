//! Rules of `DynamoMap`.
use super::constant::check_constants;
use super::model::{check_fields, check_replaced, check_wide};
use crate::ast::{Data, Enum, Style, Tagging};
use crate::attr::SerdeContainer;
use crate::errors::Errors;
use syn::DeriveInput;

/// All rules of a `DynamoMap`.
pub(crate) fn check_map(
    input: &DeriveInput,
    data: &Data,
    serde: &SerdeContainer,
    errors: &mut Errors,
) {
    if !input.generics.params.is_empty() {
        errors.on(
            &input.generics,
            "a `DynamoMap` has no generics: its stored form belongs to one type",
        );
    }
    check_replaced(
        serde,
        "derive `DynamoValue`, and say the type with `#[dynamo(as = ..)]`",
        errors,
    );
    if let Some(span) = serde.transparent {
        errors.at(
            span,
            "`serde(transparent)` stores the field instead of the struct: derive `DynamoValue`",
        );
    }
    match data {
        Data::Struct { style: Style::Tuple, fields, span } if fields.len() == 1 => {
            errors.at(*span, "a newtype is stored as its field: derive `DynamoValue`");
        }
        Data::Struct { style: Style::Unit, span, .. } => {
            errors.at(*span, "a unit struct has no attributes, so there is nothing to derive: remove `DynamoMap`");
        }
        Data::Struct { style, fields, .. } => {
            check_fields(fields, errors);
            if *style == Style::Named {
                check_constants(fields, &[], errors);
            }
        }
        Data::Enum(data) => {
            let is_plain = data.tagging == Tagging::External
                && data.variants.iter().all(|variant| variant.style == Style::Unit);
            if is_plain {
                errors.at(
                    input.ident.span(),
                    "an enum of unit variants is stored as text: derive `DynamoValue`",
                );
            }
            check_variants(data, errors);
        }
        Data::Union(span) => errors.at(*span, "serde has no unions: use a struct or an enum"),
    }
}

/// Rules of the variants of an enum.
pub(super) fn check_variants(data: &Enum, errors: &mut Errors) {
    for (index, variant) in data.variants.iter().enumerate() {
        let before = &data.variants[..index];
        let is_named = data.tagging != Tagging::Untagged
            && !variant.serde.skip.both()
            && !variant.serde.untagged;
        let twin = before.iter().find(|other| {
            other.name == variant.name && !other.serde.skip.both() && !other.serde.untagged
        });
        if let (Some(twin), true) = (twin, is_named) {
            errors.at(
                variant.ident.span(),
                format!(
                    "`{}` and `{}` are both stored as `{}`: rename one of them",
                    twin.ident, variant.ident, variant.name
                ),
            );
        }
        if variant.style == Style::Named {
            check_fields(&variant.fields, errors);
        }
        if data.tagging.is_buffered() && variant.serde.with.is_none() {
            for field in &variant.fields {
                check_wide(field, "an enum that is untagged or has its tag inside", errors);
            }
        }
    }
}
