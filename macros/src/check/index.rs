//! Rules of a model's indexes.
use super::key::{Place, check_index_counts, check_key};
use crate::ast::{Index, Key, KeyKind, Model, Role};
use crate::attr::{TableOption, check_table_name};
use crate::errors::{Errors, list};
use syn::LitStr;
use syn::ext::IdentExt;

/// Names that the model has already, by the traits in the prelude: an inherent function would hide them.
const TAKEN: [&str; 17] = [
    "get",
    "query",
    "scan",
    "save",
    "create",
    "replace",
    "upsert",
    "update",
    "delete",
    "check",
    "partition",
    "key",
    "key_part",
    "fill",
    "schema",
    "stamp",
    "version",
];

/// Rules of all indexes of a model.
pub(super) fn check_indexes(model: &Model, errors: &mut Errors) {
    for (position, index) in model.indexes.iter().enumerate() {
        let before = &model.indexes[..position];
        if before.iter().any(|other| other.name.text == index.name.text) {
            errors.at(
                index.name.span,
                format!(
                    "the index `{}` is given twice: an entity lies in an index once",
                    index.name.text
                ),
            );
        }
        check_query(index, before, errors);
        check_keys(model, index, errors);
        if model.is_stand_alone() {
            check_table_name("an index's", &LitStr::new(&index.name.text, index.name.span), errors);
        }
    }
}

fn check_query(index: &Index, before: &[Index], errors: &mut Errors) {
    let Some(query) = &index.query else {
        errors.at(
            index.name.span,
            format!("the index `{}` has no query: add `query = \"by_..\"`, the name of the function that queries it", index.name.text),
        );
        return;
    };
    let text = query.unraw().to_string();
    if TAKEN.contains(&text.as_str()) {
        errors.at(
            query.span(),
            format!(
                "a model has `{text}` already: take a name such as `by_{text}`; taken are {}",
                list(TAKEN)
            ),
        );
    } else if before.iter().any(|other| other.query.as_ref() == Some(query)) && text != "__query" {
        errors.at(
            query.span(),
            format!("another index has the query `{text}`: each needs a name of its own"),
        );
    }
}

fn check_keys(model: &Model, index: &Index, errors: &mut Errors) {
    let keys = [index.partition.as_ref(), index.sort.as_ref()];
    if index.partition.is_none() && index.sort.is_none() {
        let [pk, sk] =
            if model.is_stand_alone() { ["partition_key", "sort_key"] } else { ["pk", "sk"] };
        errors.at(
            index.name.span,
            format!("the index `{}` has no keys: a global index has `{pk} = ..`, a local one `{sk} = ..`", index.name.text),
        );
    }
    for key in keys.into_iter().flatten() {
        check_key(model, key, Place::Index, errors);
        if model.is_stand_alone() {
            check_stand_alone(key, errors);
        }
        if let KeyKind::Role(role) = key.kind {
            check_role(model, key, role, errors);
        }
    }
    let is_discriminator = |key: &Key| matches!(key.kind, KeyKind::Role(Role::Discriminator));
    if keys.into_iter().flatten().any(is_discriminator) && !model.is_stand_alone() {
        for alias in &model.aliases {
            errors.on(
                alias,
                format!(
                    "each name would be another key of the index `{}`, which has the discriminator as a key: remove the alias, or rewrite those items first",
                    index.name.text
                ),
            );
        }
    }
    check_index_counts(keys, &model.index_parts(index), errors);
}

fn check_stand_alone(key: &Key, errors: &mut Errors) {
    let message = match key.kind {
        KeyKind::Template(_) => {
            "a stand-alone table's index keys are fields: use `partition_key = field` and `sort_key = field`; declare a table with `#[derive(Table)]` for key templates"
        }
        KeyKind::Role(Role::Discriminator) => {
            "a stand-alone table has no discriminator: use `partition_key = field`"
        }
        KeyKind::Role(_) => {
            "name the field: in a stand-alone table the keys of the table are fields"
        }
        KeyKind::Field(_) | KeyKind::Broken => return,
    };
    errors.at(key.span, message);
}

fn check_role(model: &Model, key: &Key, role: Role, errors: &mut Errors) {
    let is_missing = role == Role::SortKey && model.sort.is_none();
    if is_missing && matches!(model.table, Some(TableOption::Type(_))) {
        errors.at(key.span, format!("`{}` has no sort key: add `sk = ..`", model.ident));
    }
}
