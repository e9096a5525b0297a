//! Rules of `DynamoPatch`.
use crate::ast::{Patch, PatchField, Spelling};
use crate::errors::Errors;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields};

/// The named fields of the struct, or what else it is.
pub(crate) fn patch_fields<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<&'a Fields> {
    let message = "a patch is a struct with named fields: each is an attribute that it may change";
    match &input.data {
        Data::Struct(data) => match &data.fields {
            named @ Fields::Named(_) => return Some(named),
            Fields::Unnamed(fields) => errors.on(fields, message),
            Fields::Unit => errors.at(input.ident.span(), message),
        },
        Data::Enum(data) => errors.at(data.enum_token.span, message),
        Data::Union(data) => errors.at(data.union_token.span, message),
    }
    None
}

/// All rules of a patch.
pub(crate) fn check_patch(patch: &Patch, errors: &mut Errors) {
    if !patch.options.names_model {
        let name = &patch.ident;
        errors.at(
            name.span(),
            format!("`{name}` has no model: add `#[dynamo(model = Order)]`, the model whose items it changes"),
        );
    }
    for (position, field) in patch.fields.iter().enumerate() {
        check_field(field, errors);
        let name = field.constant();
        let twin = patch.fields[..position].iter().find(|other| other.constant() == name);
        if let Some(twin) = twin {
            errors.at(
                name.span(),
                format!(
                    "`{}` and `{}` both change `{name}`, and an update changes an attribute once: remove one",
                    twin.ident.unraw(),
                    field.ident.unraw()
                ),
            );
        }
    }
}

fn check_field(field: &PatchField, errors: &mut Errors) {
    match (&field.spelling, field.options.nullable) {
        (Spelling::Plain(_), _) => errors.on(
            &field.ty,
            format!(
                "a patch's field is an `Option`: `None` leaves the attribute as it is; write `Option<{}>`",
                text(&field.ty)
            ),
        ),
        (Spelling::Optional(_), Some(span)) => errors.at(
            span,
            format!(
                "`nullable` needs an `Option<Option<T>>`: `None` leaves the attribute as it is, `Some(None)` removes it; write `Option<{}>`",
                text(&field.ty)
            ),
        ),
        (Spelling::Nullable(_), None) => errors.on(
            &field.ty,
            "an `Option<Option<T>>` says that `Some(None)` removes the attribute: add `#[dynamo(nullable)]`, or write `Option<T>`",
        ),
        (Spelling::Optional(_), None) | (Spelling::Nullable(_), Some(_)) => {}
    }
}

/// A type as it is usually written.
fn text(ty: &impl ToTokens) -> String {
    let tokens = ty.to_token_stream().to_string();
    tokens
        .replace(" < ", "<")
        .replace(" > ", ">")
        .replace(" >", ">")
        .replace(" :: ", "::")
        .replace(" ,", ",")
}
