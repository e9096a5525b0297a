//! Rules of keys: their parts, and the primary key.
use crate::ast::{Field, Key, KeyKind, Model, Spelling, needs_delimiter};
use crate::attr::{Segment, Template};
use crate::errors::{Errors, list};
use proc_macro2::Span;
use syn::ext::IdentExt;

/// Where the key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Primary,
    Index,
}

/// How many parts the library's key traits take.
pub(crate) const PARTITION_PARTS: usize = 3;
/// Likewise, without the partition key's.
pub(crate) const SORT_PARTS: usize = 4;
/// Likewise, repeated ones included.
const TEMPLATE_PARTS: usize = 7;

/// Rules of the primary key.
pub(super) fn check_primary(model: &Model, errors: &mut Errors) {
    if model.partition.is_none() {
        let name = &model.ident;
        let fix = if model.is_stand_alone() {
            "mark a field with `#[dynamo(partition_key)]`".to_owned()
        } else {
            format!(
                "add `pk = \"{}#{{..}}\"`, or `partition_key = field`",
                name.to_string().to_uppercase()
            )
        };
        errors.at(name.span(), format!("`{name}` has no partition key: {fix}"));
    }
    for key in [&model.partition, &model.sort].into_iter().flatten() {
        if let (KeyKind::Template(_), true) = (&key.kind, model.is_stand_alone()) {
            errors.at(
                key.span,
                "a stand-alone table's keys are fields: mark them with `#[dynamo(partition_key)]` and `#[dynamo(sort_key)]`; declare a table with `#[derive(Table)]` for key templates",
            );
        }
        check_key(model, key, Place::Primary, errors);
    }
    if let (Some(partition), Some(sort)) = (&model.partition, &model.sort)
        && let (KeyKind::Field(one), KeyKind::Field(other)) = (&partition.kind, &sort.kind)
        && one == other
    {
        errors.at(
            sort.span,
            format!("`{other}` is the partition key already: the sort key is another field"),
        );
    }
    check_counts(
        model.partition.as_ref(),
        &model.partition_parts(),
        PARTITION_PARTS,
        "partition",
        errors,
    );
    check_counts(model.sort.as_ref(), &model.sort_parts(), SORT_PARTS, "sort", errors);
}

/// Rules of the number of parts, which the library's key traits bound.
pub(super) fn check_index_counts(
    keys: [Option<&Key>; 2],
    [partition, sort]: &[Vec<&Field>; 2],
    errors: &mut Errors,
) {
    check_counts(keys[0], partition, PARTITION_PARTS, "partition", errors);
    check_counts(keys[1], sort, SORT_PARTS, "sort", errors);
}

fn check_counts(
    key: Option<&Key>,
    parts: &[&Field],
    most: usize,
    which: &str,
    errors: &mut Errors,
) {
    let Some(key) = key else { return };
    if parts.len() > most {
        errors.at(
            key.span,
            format!("a {which} key takes up to {most} parts, and this one has {}: join some in one type", parts.len()),
        );
    }
    if let KeyKind::Template(template) = &key.kind
        && template.parts().count() > TEMPLATE_PARTS
    {
        errors.at(
            key.span,
            format!("a template takes up to {TEMPLATE_PARTS} parts: remove repeated ones"),
        );
    }
}

/// Rules of one key attribute.
pub(super) fn check_key(model: &Model, key: &Key, place: Place, errors: &mut Errors) {
    match &key.kind {
        KeyKind::Template(template) => {
            for (name, span) in template.parts() {
                if let Some(field) = known(model, name, span, errors) {
                    check_part(field, span, place, errors);
                }
            }
            check_delimiters(model, template, errors);
        }
        KeyKind::Field(name) => {
            if let Some(field) = known(model, &name.unraw().to_string(), key.span, errors) {
                check_part(field, key.span, place, errors);
                check_natural(field, key.span, errors);
            }
        }
        KeyKind::Role(_) | KeyKind::Broken => {}
    }
}

fn known<'a>(model: &'a Model, name: &str, span: Span, errors: &mut Errors) -> Option<&'a Field> {
    let field = model.field(name);
    if field.is_none() {
        let message = if model.fields.is_empty() {
            format!("no field `{name}`; `{}` has no fields", model.ident)
        } else {
            format!("no field `{name}`; use one of {}", list(model.fields.iter().map(Field::name)))
        };
        errors.at(span, message);
    }
    field
}

fn check_part(field: &Field, span: Span, place: Place, errors: &mut Errors) {
    let name = field.name();
    if place == Place::Primary && field.spelling.is_option() {
        errors.at(
            span,
            format!("`{name}` is an `Option`, and every item has a primary key: make the field required, or use it in an index"),
        );
    }
    if let Some(skip) = field.serde.skip.any() {
        errors.at(
            skip,
            format!("serde skips `{name}`, so an item read back would have another key: remove `serde(skip)`"),
        );
    }
}

/// Rules of a field that is a key attribute itself.
fn check_natural(field: &Field, span: Span, errors: &mut Errors) {
    let name = field.name();
    if let Some(with) = field.serde.with {
        errors.at(
            with,
            format!("`serde(with)` stores `{name}` in another form than keys have: use a newtype that derives `DynamoValue`"),
        );
    }
    if field.serde.flatten.is_some() {
        errors.at(
            span,
            format!(
                "`{name}` is flattened, so there is no attribute `{name}`: use an ordinary field"
            ),
        );
    }
    if let Spelling::Nullable(_) = field.spelling {
        errors.at(
            span,
            format!(
                "`{name}` can be NULL, which DynamoDB does not let a key be: make it an `Option<T>`"
            ),
        );
    }
    if let Some(null) = field.options.null {
        errors.at(
            null,
            format!(
                "`{name}` is a key of an index, which DynamoDB does not let be NULL: remove `null`"
            ),
        );
    }
}

/// Two parts need a delimiter between them, else different fields could give one key.
fn check_delimiters(model: &Model, template: &Template, errors: &mut Errors) {
    for (field, next, span) in undelimited(template) {
        // Other types are asserted in the generated code, where their width is known.
        if model.field(field).is_some_and(|field| needs_delimiter(field.spelling.present())) {
            errors.at(
                span,
                format!("`{{{field}}}` and `{{{next}}}` need a literal with `#` between them, or two items could get one key: write `{{{field}}}#{{{next}}}`"),
            );
        }
    }
}

/// The parts that another part follows without `#`: the part, the next one and its place.
pub(crate) fn undelimited(template: &Template) -> Vec<(&str, &str, Span)> {
    let mut found = Vec::new();
    let mut open: Option<&str> = None;
    for segment in &template.segments {
        match segment {
            Segment::Text(text) if text.contains('#') => open = None,
            Segment::Text(_) => {}
            Segment::Part { field, span } => {
                if let Some(before) = open {
                    found.push((before, field.as_str(), *span));
                }
                open = Some(field);
            }
        }
    }
    found
}
