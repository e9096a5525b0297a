//! Rules of the constants: one a field and one an index, each of a name of its own.
use crate::ast::{Field, Index, constant};
use crate::errors::Errors;
use syn::ext::IdentExt;

/// Rules of the constants of a model's fields, beside those of its indexes, or of a map's.
pub(super) fn check_constants(fields: &[Field], indexes: &[Index], errors: &mut Errors) {
    let mut known: Vec<(String, String)> = Vec::new();
    let queries = indexes.iter().filter_map(|index| index.query.as_ref());
    // The same query twice is a mistake of its own.
    let mut seen = Vec::new();
    for query in queries.filter(|query| *query != "__query") {
        let what = format!("the query `{}`", query.unraw());
        if !seen.contains(&query) {
            seen.push(query);
            add(&mut known, &constant(query), what, "rename the query", errors);
        }
    }
    for field in fields {
        if field.has_constant() {
            let what = format!("the field `{}`", field.name());
            let fix = "name another one with `#[dynamo(constant = \"..\")]`";
            add(&mut known, &field.constant(), what, fix, errors);
        } else if let Some(constant) = &field.options.constant {
            errors.at(
                constant.span(),
                format!("serde skips `{}`, so it has no constant: remove `constant`", field.name()),
            );
        }
    }
}

fn add(
    known: &mut Vec<(String, String)>,
    constant: &syn::Ident,
    what: String,
    fix: &str,
    errors: &mut Errors,
) {
    let name = constant.unraw().to_string();
    match known.iter().find(|(other, _)| *other == name) {
        Some((_, twin)) => errors.at(
            constant.span(),
            format!("{twin} and {what} both give the constant `{name}`: {fix}"),
        ),
        None => known.push((name, what)),
    }
}
