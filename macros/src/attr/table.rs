//! `#[table(..)]` on a table type.
use super::entry::{Entry, Value, entries, once, split};
use crate::errors::Errors;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, LitStr};

/// The options of a table.
#[derive(Default)]
pub(crate) struct TableOptions {
    pub(crate) name: Option<LitStr>,
    pub(crate) partition_key: Option<KeyAttribute>,
    pub(crate) sort_key: Option<KeyAttribute>,
    pub(crate) discriminator: Option<LitStr>,
    pub(crate) ttl: Option<LitStr>,
    pub(crate) indexes: Vec<TableIndexOptions>,
}

/// A key attribute: its name and type, `S` unless it says `N(..)` or `B(..)`.
#[derive(Clone)]
pub(crate) struct KeyAttribute {
    pub(crate) name: LitStr,
    pub(crate) key_type: &'static str,
}

/// `index(..)`.
pub(crate) struct TableIndexOptions {
    pub(crate) span: Span,
    pub(crate) name: Option<LitStr>,
    pub(crate) partition_key: Option<KeyAttribute>,
    pub(crate) sort_key: Option<KeyAttribute>,
    pub(crate) projection: Option<Projection>,
}

/// What an index copies.
pub(crate) enum Projection {
    All,
    KeysOnly,
    Include(Vec<LitStr>),
}

impl TableOptions {
    const KNOWN: [&str; 6] = ["name", "partition_key", "sort_key", "discriminator", "ttl", "index"];

    pub(crate) fn new(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut found = Self::default();
        for entry in entries(attributes, "table", errors) {
            match entry.name.to_string().as_str() {
                "name" => {
                    let name = reported(entry.text("shop", errors), &entry);
                    once(&mut found.name, Some(name), &entry, errors);
                }
                "partition_key" => {
                    let key = KeyAttribute::new(&entry, "pk", errors);
                    once(&mut found.partition_key, Some(key), &entry, errors);
                }
                "sort_key" => {
                    let key = KeyAttribute::new(&entry, "sk", errors);
                    once(&mut found.sort_key, Some(key), &entry, errors);
                }
                "discriminator" => {
                    let name = reported(entry.text("type", errors), &entry);
                    once(&mut found.discriminator, Some(name), &entry, errors);
                }
                "ttl" => {
                    let name = entry.text("expires_at", errors);
                    once(&mut found.ttl, name, &entry, errors);
                }
                "index" => found.indexes.extend(TableIndexOptions::new(&entry, errors)),
                _ => entry.unknown(&Self::KNOWN, errors),
            }
        }
        found
    }
}

impl TableIndexOptions {
    const KNOWN: [&str; 4] = ["name", "partition_key", "sort_key", "projection"];

    fn new(entry: &Entry, errors: &mut Errors) -> Option<Self> {
        let Value::List(options) = &entry.value else {
            errors.at(
                entry.span(),
                "an index is written `index(name = \"gsi1\", partition_key = \"gsi1pk\", ..)`",
            );
            return None;
        };
        let mut found = Self {
            span: entry.span(),
            name: None,
            partition_key: None,
            sort_key: None,
            projection: None,
        };
        for option in split(options.clone()) {
            let Some(entry) = errors.take(Entry::new(option)) else { continue };
            match entry.name.to_string().as_str() {
                "name" => {
                    let name = reported(entry.text("gsi1", errors), &entry);
                    once(&mut found.name, Some(name), &entry, errors);
                }
                "partition_key" => {
                    let key = KeyAttribute::new(&entry, "gsi1pk", errors);
                    once(&mut found.partition_key, Some(key), &entry, errors);
                }
                "sort_key" => {
                    let key = KeyAttribute::new(&entry, "gsi1sk", errors);
                    once(&mut found.sort_key, Some(key), &entry, errors);
                }
                "projection" => {
                    let projection = Projection::new(&entry, errors);
                    once(&mut found.projection, projection, &entry, errors);
                }
                _ => entry.unknown(&Self::KNOWN, errors),
            }
        }
        Some(found)
    }
}

impl KeyAttribute {
    /// `"pk"`, or with a type `N("at")`.
    fn new(entry: &Entry, example: &str, errors: &mut Errors) -> Self {
        if let Value::Is(tokens) = &entry.value
            && let Some((key_type, name)) = typed(tokens)
        {
            return Self { name, key_type };
        }
        let expected = format!(
            "`{0} = \"{example}\"`, or with a type `{0} = N(\"{example}\")`, S, N or B",
            entry.name
        );
        let name = match &entry.value {
            Value::Is(tokens) => {
                syn::parse2::<LitStr>(tokens.clone()).map_err(|_| tokens.to_token_stream())
            }
            Value::Flag | Value::List(_) => Err(entry.name.to_token_stream()),
        };
        let name = name.map_err(|wrong| errors.on(wrong, format!("expected {expected}"))).ok();
        Self { name: reported(name, entry), key_type: "S" }
    }
}

fn typed(tokens: &TokenStream) -> Option<(&'static str, LitStr)> {
    let mut tokens = tokens.clone().into_iter();
    let (Some(TokenTree::Ident(key_type)), Some(TokenTree::Group(name)), None) =
        (tokens.next(), tokens.next(), tokens.next())
    else {
        return None;
    };
    let key_type = ["S", "N", "B"].into_iter().find(|known| key_type == known)?;
    Some((key_type, syn::parse2(name.stream()).ok()?))
}

impl Projection {
    fn new(entry: &Entry, errors: &mut Errors) -> Option<Self> {
        let expected = "use `projection = \"ALL\"`, `\"KEYS_ONLY\"` or `include(\"a\", \"b\")`";
        let Value::Is(tokens) = &entry.value else {
            errors.at(entry.span(), format!("a projection has a value; {expected}"));
            return None;
        };
        if let Ok(name) = syn::parse2::<LitStr>(tokens.clone()) {
            match name.value().as_str() {
                "ALL" => return Some(Self::All),
                "KEYS_ONLY" => return Some(Self::KeysOnly),
                other => errors.on(&name, format!("unknown projection `{other}`; {expected}")),
            }
            return None;
        }
        match Entry::new(tokens.clone()) {
            Ok(Entry { name, value: Value::List(names) }) if name == "include" => {
                let mut included = Vec::new();
                for name in split(names) {
                    match syn::parse2::<LitStr>(name.clone()) {
                        Ok(name) => included.push(name),
                        Err(_) => errors
                            .on(name, "expected the name of an attribute: `include(\"a\", \"b\")`"),
                    }
                }
                if included.is_empty() && !errors.found() {
                    errors.at(
                        name.span(),
                        "`include` lists at least one attribute; for none use `\"KEYS_ONLY\"`",
                    );
                }
                Some(Self::Include(included))
            }
            _ => {
                errors.on(tokens, format!("unknown projection; {expected}"));
                None
            }
        }
    }
}

/// A value that did not parse is reported already; an empty text stands for it.
fn reported(text: Option<LitStr>, entry: &Entry) -> LitStr {
    text.unwrap_or_else(|| LitStr::new("_reported", entry.span()))
}

/// The service's rule for the names of tables and indexes.
pub(crate) fn check_table_name(what: &str, name: &LitStr, errors: &mut Errors) {
    let text = name.value();
    let legal = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '-');
    if let Some(wrong) = text.chars().find(|letter| !legal(*letter)) {
        errors.on(
            name,
            format!(
                "{what} name has letters, digits, `_`, `-` and `.`, so {wrong:?} is not accepted"
            ),
        );
    } else if !(3..=255).contains(&text.len()) {
        errors.on(
            name,
            format!("{what} name has 3 to 255 characters, and this one has {}", text.len()),
        );
    }
}
