//! Rules of the fields that the mapper writes, and of the TTL, which the service reads.
use crate::ast::{Field, Model, Spelling};
use crate::errors::Errors;
use proc_macro2::Span;

/// Rules of `version`, `ttl`, `created_at` and `updated_at`.
pub(super) fn check_maintained(model: &Model, errors: &mut Errors) {
    for (position, field) in model.fields.iter().enumerate() {
        let mut first: Option<&str> = None;
        for (option, span) in field.options.maintained() {
            let is_second = model.fields[..position]
                .iter()
                .any(|other| other.options.maintained().any(|(known, _)| known == option));
            if is_second {
                errors.at(span, format!("a second `{option}`: a model has one such field"));
            } else if let Some(first) = first {
                errors.at(
                    span,
                    format!("`{first}` and `{option}` on one field: each needs a field of its own"),
                );
            } else {
                first = Some(option);
                check_field(model, field, option, span, errors);
            }
        }
    }
}

fn check_field(model: &Model, field: &Field, option: &str, span: Span, errors: &mut Errors) {
    let name = field.name();
    if model.is_primary(field) {
        let why = match option {
            "version" => "every write changes a version",
            "ttl" => "the time an item expires changes",
            _ => "it is set only when the item is sent",
        };
        errors.at(
            span,
            format!("`{name}` is part of the primary key, which never changes, and {why}: take it out of the key, or remove `{option}`"),
        );
    } else if option == "version" && model.is_key_part(field) {
        errors.at(
            span,
            format!("`{name}` is part of an index key, and every write changes a version: take it out of the index"),
        );
    }
    if field.options.auto.is_some() {
        errors.at(span, format!("`auto` makes ids, and `{option}` is none: remove one of them"));
    }
    if let Some(skip) = field.serde.skip.any() {
        errors.at(
            skip,
            format!("serde skips `{name}`, and `{option}` is stored: remove `serde(skip)`"),
        );
    }
    if let Some(flatten) = field.serde.flatten {
        errors.at(
            flatten,
            format!(
                "`{name}` is flattened, and `{option}` is one attribute: remove `serde(flatten)`"
            ),
        );
    }
    if let (Some(with), "version") = (field.serde.with, option) {
        errors.at(
            with,
            format!("`{name}` counts writes and is stored as a number: remove `serde(with)`"),
        );
    }
    // A time of creation or change may be NULL until it is set; DynamoDB reads the others.
    let null = field.options.null.filter(|_| matches!(option, "version" | "ttl"));
    if let Some(null) = null {
        errors.at(
            null,
            format!("`{option}` is a number or absent, so `{name}` cannot be NULL: remove `null`"),
        );
    }
    if let Spelling::Nullable(_) = field.spelling {
        errors.at(span, format!("`{name}` cannot be NULL: make it an `Option<T>`"));
    }
}
