//! What the derives need to know of serde's own attributes. Unknown options and malformed ones are serde's to refuse.
use super::{Case, Entry, Value, split};
use crate::errors::Errors;
use proc_macro2::{Span, TokenStream};
use syn::{Attribute, ExprPath, Ident, LitStr, Meta, PathSegment};

/// serde's options of a struct or enum.
#[derive(Default)]
pub(crate) struct SerdeContainer {
    pub(crate) rename_all: Option<Case>,
    pub(crate) rename_all_fields: Option<Case>,
    pub(crate) tag: Option<String>,
    pub(crate) content: Option<String>,
    pub(crate) untagged: Option<Span>,
    pub(crate) transparent: Option<Span>,
    pub(crate) remote: Option<Span>,
    pub(crate) from: Option<LitStr>,
    pub(crate) try_from: Option<LitStr>,
    pub(crate) into: Option<LitStr>,
    pub(crate) default: bool,
}

/// serde's options of a variant.
#[derive(Default)]
pub(crate) struct SerdeVariant {
    pub(crate) rename: Option<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) rename_all: Option<Case>,
    pub(crate) skip: Skip,
    pub(crate) with: Option<Span>,
    pub(crate) untagged: bool,
}

/// serde's options of a field.
#[derive(Default)]
pub(crate) struct SerdeField {
    pub(crate) rename: Option<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) skip: Skip,
    pub(crate) flatten: Option<Span>,
    /// `with`, `serialize_with` or `deserialize_with`: what is stored is not what the type says.
    pub(crate) with: Option<Span>,
    /// The function that writes the field instead of its type.
    pub(crate) serialize_with: Option<ExprPath>,
    /// The function that reads it.
    pub(crate) deserialize_with: Option<ExprPath>,
    pub(crate) default: bool,
}

/// Which directions skip the field or variant.
#[derive(Default, Clone, Copy)]
pub(crate) struct Skip {
    pub(crate) writing: Option<Span>,
    pub(crate) reading: Option<Span>,
}

impl Skip {
    fn read(&mut self, entry: &Entry) -> bool {
        match entry.name.to_string().as_str() {
            "skip" => *self = Self { writing: Some(entry.span()), reading: Some(entry.span()) },
            "skip_serializing" => self.writing = Some(entry.span()),
            "skip_deserializing" => self.reading = Some(entry.span()),
            _ => return false,
        }
        true
    }

    /// Where one direction is skipped.
    pub(crate) fn any(self) -> Option<Span> {
        self.writing.or(self.reading)
    }

    /// Whether serde neither writes nor reads it.
    pub(crate) fn both(self) -> bool {
        self.writing.is_some() && self.reading.is_some()
    }
}

impl SerdeContainer {
    pub(crate) fn new(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut found = Self::default();
        for entry in serde_entries(attributes) {
            match entry.name.to_string().as_str() {
                "rename_all" => found.rename_all = case(&entry, errors),
                "rename_all_fields" => found.rename_all_fields = case(&entry, errors),
                "tag" => found.tag = text(&entry).map(|text| text.value()),
                "content" => found.content = text(&entry).map(|text| text.value()),
                "untagged" => found.untagged = Some(entry.span()),
                "transparent" => found.transparent = Some(entry.span()),
                "remote" => found.remote = Some(entry.span()),
                "from" => found.from = spanned_text(&entry),
                "try_from" => found.try_from = spanned_text(&entry),
                "into" => found.into = spanned_text(&entry),
                "default" => found.default = true,
                _ => {}
            }
        }
        found
    }
}

impl SerdeVariant {
    /// `implied` is the variant's name by `rename_all`.
    pub(crate) fn new(attributes: &[Attribute], implied: &str, errors: &mut Errors) -> Self {
        let mut found = Self::default();
        for entry in serde_entries(attributes) {
            match entry.name.to_string().as_str() {
                "rename" => found.rename = rename(&entry, implied, errors),
                "alias" => found.aliases.extend(text(&entry).map(|text| text.value())),
                "rename_all" => found.rename_all = case(&entry, errors),
                "with" | "serialize_with" | "deserialize_with" => found.with = Some(entry.span()),
                "untagged" => found.untagged = true,
                _ => {
                    found.skip.read(&entry);
                }
            }
        }
        found
    }
}

impl SerdeField {
    /// `implied` is the field's name by `rename_all`: a rename of one direction is checked against it.
    pub(crate) fn new(attributes: &[Attribute], implied: &str, errors: &mut Errors) -> Self {
        let mut found = Self::default();
        for entry in serde_entries(attributes) {
            match entry.name.to_string().as_str() {
                "rename" => found.rename = rename(&entry, implied, errors),
                "alias" => found.aliases.extend(text(&entry).map(|text| text.value())),
                "flatten" => found.flatten = Some(entry.span()),
                "with" | "serialize_with" | "deserialize_with" => found.read_with(&entry),
                "default" => found.default = true,
                _ => {
                    found.skip.read(&entry);
                }
            }
        }
        found
    }

    /// Keeps the functions; a text that is no path is serde's to refuse.
    fn read_with(&mut self, entry: &Entry) {
        self.with = Some(entry.span());
        let Some(path) = text(entry).and_then(|text| text.parse::<ExprPath>().ok()) else { return };
        match entry.name.to_string().as_str() {
            "serialize_with" => self.serialize_with = Some(path),
            "deserialize_with" => self.deserialize_with = Some(path),
            _ => {
                self.serialize_with = Some(member(&path, "serialize"));
                self.deserialize_with = Some(member(&path, "deserialize"));
            }
        }
    }
}

/// A function of a module.
fn member(module: &ExprPath, function: &str) -> ExprPath {
    let mut path = module.clone();
    let span = module.path.segments.last().map_or_else(Span::call_site, |last| last.ident.span());
    path.path.segments.push(PathSegment::from(Ident::new(function, span)));
    path
}

fn serde_entries(attributes: &[Attribute]) -> impl Iterator<Item = Entry> {
    let lists =
        attributes.iter().filter(|attr| attr.path().is_ident("serde")).filter_map(
            |attr| match &attr.meta {
                Meta::List(list) => Some(list.tokens.clone()),
                _ => None,
            },
        );
    lists.flat_map(split).filter_map(|option| Entry::new(option).ok())
}

fn text(entry: &Entry) -> Option<LitStr> {
    let Value::Is(tokens) = &entry.value else { return None };
    syn::parse2(tokens.clone()).ok()
}

/// The text of a type; malformed ones are serde's to refuse, and must still count as given.
fn spanned_text(entry: &Entry) -> Option<LitStr> {
    text(entry).or_else(|| Some(LitStr::new("", entry.span())))
}

/// The texts of `serialize = ..` and `deserialize = ..`.
fn directions(list: &TokenStream) -> [Option<LitStr>; 2] {
    let entries: Vec<Entry> =
        split(list.clone()).into_iter().filter_map(|option| Entry::new(option).ok()).collect();
    ["serialize", "deserialize"]
        .map(|name| entries.iter().find(|entry| entry.is(name)).and_then(text))
}

fn rename(entry: &Entry, implied: &str, errors: &mut Errors) -> Option<String> {
    let Value::List(list) = &entry.value else { return text(entry).map(|text| text.value()) };
    let [writing, reading] = directions(list).map(|name| name.map(|name| name.value()));
    let [writing, reading] =
        [writing, reading].map(|name| name.unwrap_or_else(|| implied.to_owned()));
    if writing != reading {
        errors.on(
            list,
            "an attribute has one name: write `rename = \"..\"`, and `alias = \"..\"` for a name that is only read",
        );
    }
    Some(writing)
}

fn case(entry: &Entry, errors: &mut Errors) -> Option<Case> {
    let Value::List(list) = &entry.value else {
        return text(entry).and_then(|text| Case::from_name(&text.value()));
    };
    let [writing, reading] =
        directions(list).map(|name| name.and_then(|name| Case::from_name(&name.value())));
    if writing != reading {
        errors.on(
            list,
            format!("an attribute has one name: give one rule, `{} = \"..\"`", entry.name),
        );
    }
    writing.or(reading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn options_of_a_field_are_read_and_unknown_ones_are_left_to_serde() {
        let field: syn::Field = parse_quote! {
            #[serde(default = "path::to", rename = "mail", alias = "e-mail", alias = "email_address", bound(serialize = "T: X"))]
            #[serde(skip_serializing_if = "Option::is_none", borrow = "'a + 'b", with = "module", some_day)]
            pub email: String
        };
        let mut errors = Errors::default();
        let serde = SerdeField::new(&field.attrs, "email", &mut errors);
        assert_eq!(serde.rename.as_deref(), Some("mail"));
        assert_eq!(serde.aliases, ["e-mail", "email_address"]);
        assert!(serde.with.is_some() && serde.skip.any().is_none() && serde.flatten.is_none());
        let functions = [serde.serialize_with, serde.deserialize_with]
            .map(|path| path.map(|path| quote::ToTokens::to_token_stream(&path).to_string()));
        assert_eq!(
            functions,
            [Some("module :: serialize".into()), Some("module :: deserialize".into())]
        );
        assert!(serde.default);
        assert!(!errors.found());
    }

    #[test]
    fn two_names_for_one_attribute_are_refused() {
        let cases: [(&str, syn::Field, bool); 4] = [
            (
                "both, equal",
                parse_quote!(#[serde(rename(serialize = "a", deserialize = "a"))] x: u8),
                false,
            ),
            (
                "both, different",
                parse_quote!(#[serde(rename(serialize = "a", deserialize = "b"))] x: u8),
                true,
            ),
            ("one, the field's own", parse_quote!(#[serde(rename(serialize = "x"))] x: u8), false),
            ("one, another", parse_quote!(#[serde(rename(serialize = "a"))] x: u8), true),
        ];
        for (case, field, refused) in cases {
            let mut errors = Errors::default();
            SerdeField::new(&field.attrs, "x", &mut errors);
            assert_eq!(errors.found(), refused, "{case}");
        }
    }
}
