//! `#[derive(DynamoPatch)]`.
use super::scope;
use crate::ast::Patch;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

/// The expansion of a patch. `is_stub` when it has mistakes: it changes nothing then.
pub(crate) fn expand_patch(patch: &Patch, is_stub: bool) -> TokenStream {
    let Some(model) = &patch.options.model else { return TokenStream::new() };
    let ident = &patch.ident;
    let (impl_generics, ty_generics, bounds) = patch.generics.split_for_impl();
    let sets = patch.fields.iter().filter(|_| !is_stub).map(|field| {
        let (name, constant) = (&field.ident, field.constant());
        quote_spanned! {field.ty.span()=>
            let __update = __d::Update::set_some(__update, <#model>::#constant, self.#name);
        }
    });
    scope(&quote! {
        #[automatically_derived]
        impl #impl_generics __d::Patch<#model> for #ident #ty_generics #bounds {
            fn apply<__A: __d::Answer<#model>>(
                self,
                __update: __d::Update<#model, __A>,
            ) -> __d::Update<#model, __A> {
                #(#sets)*
                __update
            }
        }
    })
}
