//! The generated code. It names only `::dynamorph::__private`, as `__d`, and the user's own types: a name of the standard
//! library may be shadowed where the derive stands, so those come from `__d::core`.
mod index;
mod key;
mod map;
mod model;
mod register;
mod shape;
mod table;
mod unit_enum;
mod value;

pub(crate) use map::expand_map;
pub(crate) use model::{expand_bare_stub, expand_model, expand_stub};
pub(crate) use register::expand_register;
pub(crate) use table::expand_table;
pub(crate) use value::{expand_stub as expand_value_stub, expand_value};

use proc_macro2::TokenStream;
use quote::quote;

/// Puts items where none of their names reaches the user's scope.
fn scope(items: &TokenStream) -> TokenStream {
    quote! {
        #[allow(clippy::all, clippy::pedantic, deprecated)]
        const _: () = {
            use ::dynamorph::__private as __d;
            #items
        };
    }
}

/// A doc comment.
fn doc(text: &str) -> TokenStream {
    quote!(#[doc = #text])
}
