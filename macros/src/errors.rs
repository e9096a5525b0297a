//! The mistakes found in one item, so that all of them are printed at once.
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use std::fmt::Display;

/// Collects mistakes; each keeps the tokens it blames.
#[derive(Debug, Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    /// Blames one place, once: a field that several keys name breaks the same rule for each.
    pub(crate) fn at(&mut self, span: Span, message: impl Display) {
        let error = syn::Error::new(span, message);
        // Spans have no equality, but their debug text has their bytes.
        let known = |other: &syn::Error| {
            other.to_string() == error.to_string()
                && format!("{:?}", other.span()) == format!("{:?}", error.span())
        };
        if !self.0.iter().any(known) {
            self.0.push(error);
        }
    }

    /// Blames a run of tokens, from its first to its last.
    pub(crate) fn on(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.0.push(syn::Error::new_spanned(tokens, message));
    }

    /// The value of `result`; an error is collected.
    pub(crate) fn take<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.0.push(error)).ok()
    }

    /// Whether a mistake was found.
    pub(crate) fn found(&self) -> bool {
        !self.0.is_empty()
    }

    /// One `compile_error!` a mistake.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0.iter().map(syn::Error::to_compile_error).collect()
    }
}

/// `` `a`, `b`, `c` ``, for messages that list what is known.
pub(crate) fn list<T: Display>(names: impl IntoIterator<Item = T>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
