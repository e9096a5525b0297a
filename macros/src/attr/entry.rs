//! The options of one attribute: `name`, `name = value` and `name(..)`, separated by commas.
use crate::errors::{Errors, list};
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::{Attribute, Ident, LitStr, Meta, Type};

/// One option of an attribute.
pub(crate) struct Entry {
    pub(crate) name: Ident,
    pub(crate) value: Value,
}

/// What follows the name of an option.
pub(crate) enum Value {
    /// Nothing.
    Flag,
    /// `= ..`
    Is(TokenStream),
    /// `(..)`
    List(TokenStream),
}

/// The options of every attribute named `attribute`, in order. Mistakes are collected, the other options still count.
pub(crate) fn entries(
    attributes: &[Attribute],
    attribute: &str,
    errors: &mut Errors,
) -> Vec<Entry> {
    let mut found = Vec::new();
    for attr in attributes.iter().filter(|attr| attr.path().is_ident(attribute)) {
        match &attr.meta {
            Meta::List(meta) => {
                let options = split(meta.tokens.clone());
                found.extend(
                    options.into_iter().filter_map(|option| errors.take(Entry::new(option))),
                );
            }
            other => errors.on(other, format!("options go in parentheses: `#[{attribute}(..)]`")),
        }
    }
    found
}

/// Splits at the commas that are outside of every bracket, angle brackets included.
pub(crate) fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let mut runs = vec![Vec::new()];
    let mut depth = 0_usize;
    let mut arrow = false;
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' if !arrow => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    runs.push(Vec::new());
                    continue;
                }
                _ => {}
            }
            arrow = punct.as_char() == '-';
        }
        runs.last_mut().expect("one run is there from the start").push(token);
    }
    runs.into_iter().filter(|run| !run.is_empty()).map(TokenStream::from_iter).collect()
}

impl Entry {
    /// Reads one option.
    pub(crate) fn new(tokens: TokenStream) -> syn::Result<Self> {
        let all = tokens.clone();
        let mut tokens = tokens.into_iter();
        let Some(TokenTree::Ident(name)) = tokens.next() else {
            return Err(syn::Error::new_spanned(
                all,
                "expected an option: `name`, `name = ..` or `name(..)`",
            ));
        };
        let next = tokens.next();
        let rest: TokenStream = tokens.collect();
        let value = match next {
            None => Value::Flag,
            Some(TokenTree::Punct(punct)) if punct.as_char() == '=' && !rest.is_empty() => {
                Value::Is(rest)
            }
            Some(TokenTree::Punct(punct)) if punct.as_char() == '=' => {
                return Err(syn::Error::new(
                    punct.span(),
                    format!("`{name}` has no value after `=`"),
                ));
            }
            Some(TokenTree::Group(group))
                if group.delimiter() == Delimiter::Parenthesis && rest.is_empty() =>
            {
                Value::List(group.stream())
            }
            Some(_) => {
                return Err(syn::Error::new_spanned(
                    all,
                    format!("expected `{name}`, `{name} = ..` or `{name}(..)`"),
                ));
            }
        };
        Ok(Self { name, value })
    }

    pub(crate) fn span(&self) -> Span {
        self.name.span()
    }

    /// Whether the option has this name.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// Refuses a value.
    pub(crate) fn flag(&self, errors: &mut Errors) {
        if !matches!(self.value, Value::Flag) {
            errors.at(self.span(), format!("`{}` takes no value", self.name));
        }
    }

    /// The value as a string literal.
    pub(crate) fn text(&self, example: &str, errors: &mut Errors) -> Option<LitStr> {
        self.parse(&format!("a text: `{} = \"{example}\"`", self.name), errors)
    }

    /// The value as the name of a field or the like.
    pub(crate) fn ident(&self, example: &str, errors: &mut Errors) -> Option<Ident> {
        let Value::Is(tokens) = &self.value else { return self.parse("", errors) };
        // A keyword is no field, but the message about fields is better than one about keywords.
        if let Ok(ident) = <Ident as syn::ext::IdentExt>::parse_any.parse2(tokens.clone()) {
            return Some(ident);
        }
        self.parse(&format!("a name without quotes: `{} = {example}`", self.name), errors)
    }

    /// The value as a type.
    pub(crate) fn ty(&self, example: &str, errors: &mut Errors) -> Option<Type> {
        self.parse(&format!("a type: `{} = {example}`", self.name), errors)
    }

    fn parse<T: syn::parse::Parse>(&self, expected: &str, errors: &mut Errors) -> Option<T> {
        let expected = if expected.is_empty() {
            format!("a value: `{} = ..`", self.name)
        } else {
            expected.to_owned()
        };
        match &self.value {
            Value::Is(tokens) => match syn::parse2(tokens.clone()) {
                Ok(value) => return Some(value),
                Err(_) => errors.on(tokens, format!("expected {expected}")),
            },
            _ => errors.at(self.span(), format!("expected {expected}")),
        }
        None
    }

    /// Refuses the option, and lists those that are known.
    pub(crate) fn unknown(&self, known: &[&str], errors: &mut Errors) {
        errors
            .at(self.span(), format!("unknown option `{}`; use one of {}", self.name, list(known)));
    }
}

/// Puts `value` into `slot`, or says that `name` is there already.
pub(crate) fn once<T>(slot: &mut Option<T>, value: Option<T>, entry: &Entry, errors: &mut Errors) {
    if slot.is_some() {
        errors.at(entry.span(), format!("`{}` is given twice", entry.name));
    } else {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_inside_brackets_do_not_split() {
        let runs = split("a = HashMap<K, fn(A) -> B>, index(x, y), c".parse().expect("tokens"));
        let text: Vec<String> = runs.iter().map(ToString::to_string).collect();
        assert_eq!(text, ["a = HashMap < K , fn (A) -> B >", "index (x , y)", "c"]);
    }
}
