//! From tokens to tokens, and from mistakes to messages.
use proc_macro2::TokenStream;

/// The expansion of an item without mistakes, as a file that parses.
pub(super) fn expand(macro_: fn(TokenStream) -> TokenStream, item: TokenStream) -> String {
    let expansion = macro_(item).to_string();
    assert!(!expansion.contains("compile_error"), "{expansion}");
    syn::parse_file(&expansion).expect("an expansion is a list of items");
    without_spaces(&expansion)
}

/// The messages of an item with mistakes. What stands in for it parses, too.
pub(super) fn messages(macro_: fn(TokenStream) -> TokenStream, item: TokenStream) -> Vec<String> {
    let expansion = macro_(item).to_string();
    let file = syn::parse_file(&expansion).expect("an expansion is a list of items");
    let errors = file.items.iter().filter_map(|item| match item {
        syn::Item::Macro(error)
            if error.mac.path.segments.last().is_some_and(|last| last.ident == "compile_error") =>
        {
            Some(syn::parse2::<syn::LitStr>(error.mac.tokens.clone()).expect("a message").value())
        }
        _ => None,
    });
    errors.collect()
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

pub(super) fn assert_contains(expansion: &str, part: &str) {
    assert!(expansion.contains(&without_spaces(part)), "no `{part}` in {expansion}");
}
