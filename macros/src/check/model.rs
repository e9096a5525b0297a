//! Rules of models: what a struct must be, serde's attributes, names.
use super::constant::check_constants;
use super::index::check_indexes;
use super::key::check_primary;
use super::maintained::check_maintained;
use crate::ast::{Field, Model, Spelling, wide_integer};
use crate::attr::{SerdeContainer, TableOption, check_table_name};
use crate::errors::Errors;
use syn::{Data, DeriveInput, Fields};

/// The named fields of the struct, or what else it is.
pub(crate) fn named_fields<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<&'a Fields> {
    let fields = match &input.data {
        Data::Struct(data) => &data.fields,
        Data::Enum(data) => {
            errors.at(
                data.enum_token.span,
                "a model is a struct: derive `DynamoModel` for one struct an entity, and list them with `register!`",
            );
            return None;
        }
        Data::Union(data) => {
            errors.at(data.union_token.span, "a model is a struct: serde has no unions");
            return None;
        }
    };
    match fields {
        Fields::Named(_) => {}
        Fields::Unnamed(fields) => {
            errors
                .on(fields, "a model has named fields: their names are the attributes of the item");
            return None;
        }
        Fields::Unit => {
            errors.at(
                input.ident.span(),
                "a model has named fields, and a unit struct has none: write `{ .. }`",
            );
            return None;
        }
    }
    if !input.generics.params.is_empty() {
        errors.on(
            &input.generics,
            "a model has no generics: its key, table and entity name belong to one type",
        );
        return None;
    }
    Some(fields)
}

/// All rules of a model.
pub(crate) fn check_model(model: &Model, errors: &mut Errors) {
    check_serde(&model.serde, errors);
    check_table_of(model, errors);
    check_fields(&model.fields, errors);
    check_primary(model, errors);
    check_indexes(model, errors);
    check_maintained(model, errors);
    check_constants(&model.fields, &model.indexes, errors);
}

fn check_serde(serde: &SerdeContainer, errors: &mut Errors) {
    let hint = "a model's fields are its attributes: remove it, or derive `DynamoValue` for a value inside a model";
    check_replaced(serde, hint, errors);
    if let Some(span) = serde.transparent {
        errors.at(
            span,
            format!("`serde(transparent)` stores the field instead of the struct; {hint}"),
        );
    }
}

/// Refuses what makes serde store something else than the fields.
pub(super) fn check_replaced(serde: &SerdeContainer, hint: &str, errors: &mut Errors) {
    for (name, given) in
        [("from", &serde.from), ("try_from", &serde.try_from), ("into", &serde.into)]
    {
        if let Some(given) = given {
            errors.on(
                given,
                format!("`serde({name})` stores another type instead of the fields; {hint}"),
            );
        }
    }
    check_remote(serde, errors);
}

/// Refuses `remote`, which derives for a type of another crate.
pub(super) fn check_remote(serde: &SerdeContainer, errors: &mut Errors) {
    if let Some(span) = serde.remote {
        errors.at(
            span,
            "`serde(remote)` describes a type of another crate: name that type's fields with `serde(with)` where it is used",
        );
    }
}

fn check_table_of(model: &Model, errors: &mut Errors) {
    let name = &model.ident;
    match &model.table {
        None => errors.at(
            name.span(),
            format!("`{name}` has no table: add `#[dynamo(table = ShopTable)]`, or `#[dynamo(table = \"name\")]` for a table of its own"),
        ),
        Some(TableOption::Type(table)) => {
            if model.entity.is_none() {
                errors.on(
                    table,
                    format!("`{name}` has no entity name, which tells its items apart from others in the table: add `entity = \"..\"`"),
                );
            }
        }
        Some(TableOption::Name(table)) => {
            check_table_name("a table's", table, errors);
            for alias in &model.aliases {
                errors.on(alias, "a table of its own stores no entity names, so there is nothing to alias: remove it");
            }
            return;
        }
    }
    let entity = model.entity.as_ref().map(syn::LitStr::value);
    for (index, alias) in model.aliases.iter().enumerate() {
        let text = alias.value();
        if Some(&text) == entity.as_ref() {
            errors.on(alias, "this is the entity's name already: an alias is another name, of items written before");
        } else if model.aliases[..index].iter().any(|other| other.value() == text) {
            errors.on(alias, format!("the alias `{text}` is given twice"));
        }
    }
}

/// Rules of the fields of a struct or variant.
pub(super) fn check_fields(fields: &[Field], errors: &mut Errors) {
    for (index, field) in fields.iter().enumerate() {
        if field.serde.flatten.is_some() || field.serde.skip.both() {
            continue;
        }
        let twin = fields[..index].iter().find(|other| {
            other.attribute == field.attribute
                && other.serde.flatten.is_none()
                && !other.serde.skip.both()
        });
        if let Some(twin) = twin {
            errors.at(
                field.span(),
                format!(
                    "`{}` and `{}` are both stored as `{}`: rename one of them",
                    twin.name(),
                    field.name(),
                    field.attribute
                ),
            );
        }
    }
    for field in fields {
        if let Some(span) = field.options.null {
            match &field.spelling {
                Spelling::Optional(_) => {}
                Spelling::Plain(_) => errors
                    .at(span, "`null` stores `None` as NULL, so the field has to be an `Option`"),
                Spelling::Nullable(_) => {
                    errors.at(
                        span,
                        "an `Option<Option<T>>` stores `Some(None)` as NULL already: remove `null`",
                    );
                }
            }
        }
        // serde reads what it flattens into a buffer that has no 128-bit integers.
        if field.serde.flatten.is_some() {
            check_wide(field, "a flattened field", errors);
        }
    }
}

/// Refuses 128-bit integers where serde buffers.
pub(super) fn check_wide(field: &Field, place: &str, errors: &mut Errors) {
    let wide = if field.serde.with.is_some() { None } else { wide_integer(&field.ty) };
    if let Some(span) = wide {
        errors.at(
            span,
            format!("serde cannot buffer 128-bit integers, and it buffers {place}: use a 64-bit one, `Number`, or text by `serde(with)`"),
        );
    }
}
