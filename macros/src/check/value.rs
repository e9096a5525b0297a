//! Rules of `DynamoValue`: what serde stores instead of the type.
use super::data::check_variants;
use super::model::check_remote;
use crate::ast::{Data, Enum, Field, Style, Tagging};
use crate::attr::{SerdeContainer, ValueOptions};
use crate::errors::Errors;
use quote::ToTokens;
use syn::{DeriveInput, Type};

/// What a value is stored as.
pub(crate) enum Stored<'a> {
    /// The field at this position, the others being empty.
    Field(&'a [Field], usize),
    /// The name of a unit variant.
    Name(&'a Enum),
    /// Another type, into which serde converts both ways, or which hand-written impls store.
    As(&'a Type, Conversion),
}

/// How a value and the type it is stored as become each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Conversion {
    From,
    TryFrom,
    /// The impls of serde's traits are written by hand.
    Unknown,
}

/// All rules of a `DynamoValue`; `None` if one is broken.
pub(crate) fn check_value<'a>(
    input: &DeriveInput,
    data: &'a Data,
    serde: &SerdeContainer,
    options: &'a ValueOptions,
    errors: &mut Errors,
) -> Option<Stored<'a>> {
    if !input.generics.params.is_empty() {
        errors.on(
            &input.generics,
            "a `DynamoValue` has no generics: its key form belongs to one type",
        );
    }
    check_remote(serde, errors);
    if let Some(ty) = &options.stored_as {
        return check_conversion(serde, ty, errors).map(|conversion| Stored::As(ty, conversion));
    }
    let mut converts = false;
    for (name, given) in
        [("from", &serde.from), ("try_from", &serde.try_from), ("into", &serde.into)]
    {
        if let Some(given) = given.as_ref().filter(|_| !converts) {
            converts = true;
            errors.on(
                given,
                format!(
                    "`serde({name})` stores another type: say so with `#[dynamo(as = {})]`",
                    given.value()
                ),
            );
        }
    }
    if converts {
        return None;
    }
    match data {
        Data::Struct { style, fields, span } => {
            let position = check_struct(*style, fields, serde, *span, errors)?;
            Some(Stored::Field(fields, position))
        }
        Data::Enum(data) => {
            check_enum(input, data, serde, errors);
            Some(Stored::Name(data))
        }
        Data::Union(span) => {
            errors.at(*span, "serde has no unions: use a struct or an enum");
            None
        }
    }
}

fn check_conversion(serde: &SerdeContainer, ty: &Type, errors: &mut Errors) -> Option<Conversion> {
    let expected = ty.to_token_stream().to_string();
    for given in [&serde.from, &serde.try_from, &serde.into].into_iter().flatten() {
        let found = given.parse::<Type>().map(|ty| ty.to_token_stream().to_string());
        if found.is_ok_and(|found| found != expected) {
            errors.on(given, format!("serde stores this type, and `#[dynamo(as = {expected})]` says another: make them one"));
            return None;
        }
    }
    match (&serde.from, &serde.try_from, &serde.into) {
        (Some(_), _, Some(_)) => Some(Conversion::From),
        (None, Some(_), Some(_)) => Some(Conversion::TryFrom),
        (None, None, None) => Some(Conversion::Unknown),
        (None, None, Some(into)) => {
            errors.on(into, format!("serde writes this type, and reads another: add `from = \"{expected}\"` or `try_from = \"{expected}\"`"));
            None
        }
        (Some(from), _, None) | (None, Some(from), None) => {
            errors.on(
                from,
                format!("serde reads this type, and writes another: add `into = \"{expected}\"`"),
            );
            None
        }
    }
}

fn check_struct(
    style: Style,
    fields: &[Field],
    serde: &SerdeContainer,
    span: proc_macro2::Span,
    errors: &mut Errors,
) -> Option<usize> {
    if serde.transparent.is_some() {
        let mut stored = fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.serde.skip.any().is_none() && !is_phantom(&field.ty));
        if let (Some((position, _)), None) = (stored.next(), stored.next()) {
            return Some(position);
        }
        errors.at(
            span,
            "`serde(transparent)` stores one field: skip the others, or derive `DynamoMap`",
        );
        return None;
    }
    let message = match (style, fields) {
        (Style::Tuple, [_]) => return Some(0),
        (Style::Named, [_]) => {
            "serde stores this struct as a map: add `#[serde(transparent)]`, or derive `DynamoMap`"
        }
        (Style::Unit, _) | (_, []) => {
            "this struct holds no value: derive `DynamoValue` for a newtype or an enum of unit variants"
        }
        (Style::Named | Style::Tuple, _) => {
            "a value is one field: derive `DynamoMap` for a struct of several"
        }
    };
    errors.at(span, message);
    None
}

fn is_phantom(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "PhantomData"))
}

fn check_enum(input: &DeriveInput, data: &Enum, serde: &SerdeContainer, errors: &mut Errors) {
    let mut holds_data = false;
    for variant in data.variants.iter().filter(|variant| variant.style != Style::Unit) {
        holds_data = true;
        errors.at(
            variant.ident.span(),
            format!("`{}` holds data, and a value is text: derive `DynamoMap`", variant.ident),
        );
    }
    if holds_data {
        return;
    }
    match &data.tagging {
        Tagging::External => {}
        Tagging::Internal(_) | Tagging::Adjacent(..) => {
            errors.at(
                input.ident.span(),
                "`serde(tag)` stores a map: derive `DynamoMap`, or remove the tag",
            );
        }
        Tagging::Untagged => {
            let span = serde.untagged.unwrap_or_else(|| input.ident.span());
            errors.at(span, "`serde(untagged)` stores every unit variant as NULL: remove it");
        }
    }
    check_variants(data, errors);
}
