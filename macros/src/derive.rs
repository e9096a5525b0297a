//! One function a macro: read the attributes, check, expand. Mistakes are printed together, with a stand-in for what could
//! not be made.
use crate::ast::{Data, Model, Patch, Register};
use crate::attr::{FieldOptions, ModelOptions, SerdeContainer, TableOptions, ValueOptions};
use crate::check::{
    check_map, check_model, check_patch, check_register, check_table, check_value, named_fields,
    patch_fields,
};
use crate::errors::Errors;
use crate::expand::{
    expand_bare_stub, expand_map, expand_map_stub, expand_model, expand_patch, expand_register,
    expand_stub, expand_table, expand_value, expand_value_stub,
};
use proc_macro2::TokenStream;
use syn::DeriveInput;

/// `#[derive(DynamoModel)]`.
pub(crate) fn model(input: TokenStream) -> TokenStream {
    with_input(input, |input, errors| {
        let Some(fields) = named_fields(input, errors) else {
            return bare_stub(input);
        };
        let model = Model::new(input, fields, errors);
        check_model(&model, errors);
        // serde makes no impls for the type itself then, which a stand-in needs.
        if model.serde.remote.is_some() {
            return TokenStream::new();
        }
        if errors.found() { expand_stub(&model) } else { expand_model(&model) }
    })
}

fn bare_stub(input: &DeriveInput) -> TokenStream {
    // serde has no unions, and a stand-in that is not `Serialize` is one more mistake.
    if !input.generics.params.is_empty() || matches!(input.data, syn::Data::Union(_)) {
        return TokenStream::new();
    }
    // What else is wrong is said once the item is a struct with fields.
    let options = ModelOptions::new(&input.attrs, &mut Errors::default());
    expand_bare_stub(&input.ident, &input.vis, options.table.as_ref())
}

/// `#[derive(DynamoMap)]`.
pub(crate) fn map(input: TokenStream) -> TokenStream {
    with_input(input, |input, errors| {
        ValueOptions::refuse(&input.attrs, errors);
        let serde = SerdeContainer::new(&input.attrs, errors);
        let data = Data::new(input, &serde, FieldOptions::of_map, errors);
        check_map(input, &data, &serde, errors);
        if !errors.found() {
            expand_map(&input.ident, &input.vis, &data, serde.tag.as_deref())
        } else if input.generics.params.is_empty() {
            expand_map_stub(&input.ident, &input.vis, &data)
        } else {
            TokenStream::new()
        }
    })
}

/// `#[derive(DynamoValue)]`.
pub(crate) fn value(input: TokenStream) -> TokenStream {
    with_input(input, |input, errors| {
        let options = ValueOptions::new(&input.attrs, errors);
        let serde = SerdeContainer::new(&input.attrs, errors);
        let data = Data::new(input, &serde, FieldOptions::of_value, errors);
        let stored = check_value(input, &data, &serde, &options, errors);
        match stored {
            Some(stored) if !errors.found() => expand_value(&input.ident, &stored),
            _ if input.generics.params.is_empty() => expand_value_stub(&input.ident),
            _ => TokenStream::new(),
        }
    })
}

/// `#[derive(DynamoPatch)]`.
pub(crate) fn patch(input: TokenStream) -> TokenStream {
    with_input(input, |input, errors| {
        let Some(fields) = patch_fields(input, errors) else { return TokenStream::new() };
        let patch = Patch::new(input, fields, errors);
        check_patch(&patch, errors);
        expand_patch(&patch, errors.found())
    })
}

/// `#[derive(Table)]`.
pub(crate) fn table(input: TokenStream) -> TokenStream {
    with_input(input, |input, errors| {
        let options = TableOptions::new(&input.attrs, errors);
        check_table(input, &options, errors);
        if input.generics.params.is_empty() {
            expand_table(&input.ident, &options)
        } else {
            TokenStream::new()
        }
    })
}

/// `register!`.
pub(crate) fn register(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(mut register) = errors.take(syn::parse2::<Register>(input)) else {
        return errors.into_tokens();
    };
    check_register(&mut register, &mut errors);
    let expansion = expand_register(&register);
    [errors.into_tokens(), expansion].into_iter().collect()
}

fn with_input(
    input: TokenStream,
    expand: impl FnOnce(&DeriveInput, &mut Errors) -> TokenStream,
) -> TokenStream {
    let mut errors = Errors::default();
    let Some(input) = errors.take(syn::parse2::<DeriveInput>(input)) else {
        return errors.into_tokens();
    };
    let expansion = expand(&input, &mut errors);
    [errors.into_tokens(), expansion].into_iter().collect()
}
