//! What every expansion stands in.
use proc_macro2::TokenStream;
use quote::quote;

/// Puts items where none of their names reaches the user's scope.
pub(super) fn scope(items: &TokenStream) -> TokenStream {
    quote! {
        #[allow(clippy::all, clippy::pedantic, deprecated)]
        const _: () = {
            use ::dynamorph::__private as __d;
            #items
        };
    }
}

/// A doc comment.
pub(super) fn doc(text: &str) -> TokenStream {
    quote!(#[doc = #text])
}
