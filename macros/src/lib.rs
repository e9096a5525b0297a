//! The macros of `dynamorph`, which re-exports them and documents them there.
//!
//! A derive reads attributes into spanned values (`attr`, `ast`), checks the rules that tokens can tell (`check`), and emits
//! constants and thin impls (`expand`); logic lives in the runtime crate. Rules about types are trait bounds in the generated
//! code, rules about a model and its table are `const` assertions there.

mod ast;
mod attr;
mod check;
mod derive;
mod errors;
mod expand;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Makes a struct an entity of a table: its keys, indexes, queries and key struct.
#[proc_macro_derive(DynamoModel, attributes(dynamo, serde))]
pub fn derive_dynamo_model(input: TokenStream) -> TokenStream {
    derive::model(input.into()).into()
}

/// Tells the codec which fields of a nested struct or data enum are sets, bytes and the like.
#[proc_macro_derive(DynamoMap, attributes(dynamo, serde))]
pub fn derive_dynamo_map(input: TokenStream) -> TokenStream {
    derive::map(input.into()).into()
}

/// Makes a newtype or an enum of unit variants a key part, a set element and the like, as what it is stored as.
#[proc_macro_derive(DynamoValue, attributes(dynamo, serde))]
pub fn derive_dynamo_value(input: TokenStream) -> TokenStream {
    derive::value(input.into()).into()
}

/// Makes a struct of `Option`s a change of a model's items: what a request to change one brings.
#[proc_macro_derive(DynamoPatch, attributes(dynamo))]
pub fn derive_dynamo_patch(input: TokenStream) -> TokenStream {
    derive::patch(input.into()).into()
}

/// Describes a physical table: its name, key attributes, discriminator and indexes.
#[proc_macro_derive(Table, attributes(table))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    derive::table(input.into()).into()
}

/// Makes the enum of the entities that share a table.
#[proc_macro]
pub fn register(input: TokenStream) -> TokenStream {
    derive::register(input.into()).into()
}
