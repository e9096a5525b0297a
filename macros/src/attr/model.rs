//! `#[dynamo(..)]` on a model.
use super::entry::{Entry, Value, entries, once, split};
use super::template::Template;
use crate::errors::Errors;
use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::{Attribute, Ident, LitStr, Type};

/// The options of a model.
#[derive(Default)]
pub(crate) struct ModelOptions {
    pub(crate) table: Option<TableOption>,
    pub(crate) entity: Option<LitStr>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) key: Option<Ident>,
    pub(crate) partition: Option<KeyOption>,
    pub(crate) sort: Option<KeyOption>,
    pub(crate) indexes: Vec<IndexOptions>,
}

/// `table = ShopTable` or `table = "users"`.
pub(crate) enum TableOption {
    Type(Box<Type>),
    Name(LitStr),
}

/// What a key attribute is made of.
#[derive(Clone)]
pub(crate) enum KeyOption {
    /// `pk = ".."`; without the template if it did not parse.
    Template(Option<Template>, Span),
    /// `partition_key = name`: a field, or in an index a key of the table.
    Field(Option<Ident>, Span),
}

/// `index(gsi1, ..)`.
pub(crate) struct IndexOptions {
    pub(crate) name: IndexName,
    pub(crate) query: Option<Ident>,
    pub(crate) partition: Option<KeyOption>,
    pub(crate) sort: Option<KeyOption>,
}

/// The physical name of an index, and the token that says it.
pub(crate) struct IndexName {
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl KeyOption {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Template(Some(template), _) => template.literal.span(),
            Self::Field(Some(field), _) => field.span(),
            Self::Template(None, span) | Self::Field(None, span) => *span,
        }
    }

    fn template(entry: &Entry, example: &str, errors: &mut Errors) -> Self {
        let template = entry.text(example, errors).and_then(|text| Template::new(text, errors));
        Self::Template(template, entry.span())
    }

    fn field(entry: &Entry, errors: &mut Errors) -> Self {
        Self::Field(entry.ident("field", errors), entry.span())
    }
}

impl ModelOptions {
    const KNOWN: [&str; 9] =
        ["table", "entity", "alias", "pk", "partition_key", "sk", "sort_key", "index", "key"];

    pub(crate) fn new(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut found = Self::default();
        for entry in entries(attributes, "dynamo", errors) {
            if key(&entry, &mut found.partition, &mut found.sort, errors) {
                continue;
            }
            match entry.name.to_string().as_str() {
                "table" => {
                    let table = table(&entry, errors);
                    once(&mut found.table, table, &entry, errors);
                }
                "entity" => {
                    let name = entry.text("ORDER", errors).filter(|name| not_empty(name, errors));
                    // A wrong name is a mistake of its own; a missing one is not reported on top of it.
                    let name = name.unwrap_or_else(|| LitStr::new("", entry.span()));
                    once(&mut found.entity, Some(name), &entry, errors);
                }
                "alias" => {
                    let alias =
                        entry.text("OLD_NAME", errors).filter(|name| not_empty(name, errors));
                    found.aliases.extend(alias);
                }
                "key" => {
                    let name =
                        entry.text("OrderKey", errors).and_then(|name| identifier(&name, errors));
                    once(&mut found.key, name, &entry, errors);
                }
                "index" => found.indexes.extend(IndexOptions::new(&entry, errors)),
                _ => entry.unknown(&Self::KNOWN, errors),
            }
        }
        found
    }
}

impl IndexOptions {
    const KNOWN: [&str; 5] = ["query", "pk", "partition_key", "sk", "sort_key"];

    fn new(entry: &Entry, errors: &mut Errors) -> Option<Self> {
        let Value::List(options) = &entry.value else {
            errors.at(
                entry.span(),
                "an index has a name and a query: `index(gsi1, query = \"by_email\", pk = \"..\")`",
            );
            return None;
        };
        let mut options = split(options.clone()).into_iter();
        let name = options.next().and_then(IndexName::new);
        let Some(name) = name else {
            errors.at(
                entry.span(),
                "the first word of an index is its name: `index(gsi1, query = \"by_email\", ..)`",
            );
            return None;
        };
        let mut found = Self { name, query: None, partition: None, sort: None };
        for option in options {
            let Some(entry) = errors.take(Entry::new(option)) else { continue };
            if key(&entry, &mut found.partition, &mut found.sort, errors) {
                continue;
            }
            if entry.is("query") {
                let query =
                    entry.text("by_email", errors).and_then(|name| identifier(&name, errors));
                // Like `entity`: reported once.
                let query = query.unwrap_or_else(|| Ident::new("__query", entry.span()));
                once(&mut found.query, Some(query), &entry, errors);
            } else {
                entry.unknown(&Self::KNOWN, errors);
            }
        }
        Some(found)
    }
}

impl IndexName {
    fn new(tokens: TokenStream) -> Option<Self> {
        if let Ok(name) = syn::parse2::<LitStr>(tokens.clone()) {
            return Some(Self { text: name.value(), span: name.span() });
        }
        let name = Ident::parse_any.parse2(tokens).ok()?;
        Some(Self { text: name.unraw().to_string(), span: name.span() })
    }
}

/// Reads `pk`, `partition_key`, `sk` and `sort_key`; false for other options.
fn key(
    entry: &Entry,
    partition: &mut Option<KeyOption>,
    sort: &mut Option<KeyOption>,
    errors: &mut Errors,
) -> bool {
    let (slot, others, found) = match entry.name.to_string().as_str() {
        "pk" => {
            (partition, ["pk", "partition_key"], KeyOption::template(entry, "USER#{id}", errors))
        }
        "partition_key" => (partition, ["partition_key", "pk"], KeyOption::field(entry, errors)),
        "sk" => (sort, ["sk", "sort_key"], KeyOption::template(entry, "ORDER#{id}", errors)),
        "sort_key" => (sort, ["sort_key", "sk"], KeyOption::field(entry, errors)),
        _ => return false,
    };
    let [given, other] = others;
    match (&*slot, &found) {
        (None, _) => *slot = Some(found),
        (Some(KeyOption::Template(..)), KeyOption::Template(..))
        | (Some(KeyOption::Field(..)), KeyOption::Field(..)) => {
            errors.at(entry.span(), format!("`{given}` is given twice"));
        }
        (Some(_), _) => {
            errors.at(
                entry.span(),
                format!("`{given}` and `{other}` both say what the key is: keep one"),
            );
        }
    }
    true
}

fn table(entry: &Entry, errors: &mut Errors) -> Option<TableOption> {
    if let Value::Is(tokens) = &entry.value
        && let Ok(name) = syn::parse2::<LitStr>(tokens.clone())
    {
        return Some(TableOption::Name(name));
    }
    if matches!(entry.value, Value::Is(_)) {
        return entry.ty("ShopTable", errors).map(|table| TableOption::Type(Box::new(table)));
    }
    errors
        .at(entry.span(), "expected a type or a name: `table = ShopTable` or `table = \"users\"`");
    None
}

fn not_empty(name: &LitStr, errors: &mut Errors) -> bool {
    let empty = name.value().is_empty();
    if empty {
        errors.on(
            name,
            "an entity's name is not empty: it tells its items apart from those of other entities",
        );
    }
    !empty
}

/// A text that is a Rust name.
pub(super) fn identifier(name: &LitStr, errors: &mut Errors) -> Option<Ident> {
    let ident = name.parse::<Ident>().ok();
    if ident.is_none() {
        errors.on(
            name,
            format!(
                "{:?} is no Rust name: use letters, digits and `_`, and no keyword",
                name.value()
            ),
        );
    }
    ident
}
