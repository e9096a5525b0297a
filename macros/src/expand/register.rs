//! `register!`.
use super::{doc, scope};
use crate::ast::{Entity, Register, Unknown};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

/// The enum, and what makes items decode to it.
pub(crate) fn expand_register(register: &Register) -> TokenStream {
    let Register { attributes, vis, ident, table, entities, unknown, .. } = register;
    let variants = entities.iter().map(variant);
    let raw = (*unknown == Unknown::Keep).then(|| {
        quote! {
            /// An item of no registered entity.
            Unknown(::dynamorph::__private::RawItem),
        }
    });
    let skips = (*unknown == Unknown::Skip).then(|| {
        quote!(
            const SKIPS_UNKNOWN: bool = true;
        )
    });
    let from_item = from_item(register);
    let stored_keys = stored_keys(register);
    let entity = entity_of(register);
    let conversions = entities.iter().map(|entity| conversions(register, entity));
    let message = format!("two entities of `{ident}` share a name or an alias");
    let schemas: Vec<_> = entities.iter().map(schema).collect();
    let check = quote_spanned! {ident.span()=>
        const _: () = __d::check_registry(<#table as __d::Table>::SCHEMA, &[#(#schemas),*], #message);
    };
    let name = ident.to_string();
    let scope = scope(&quote! {
        #check
        #[automatically_derived]
        impl __d::FromItem for #ident {
            type Table = #table;
            const NAME: &'static str = #name;
            const ENTITIES: &'static [&'static __d::Schema] = &[#(#schemas),*];
            #skips
            #from_item
        }
        #[automatically_derived]
        impl __d::StoredKeys for #ident {
            #stored_keys
        }
        #[automatically_derived]
        impl __d::EntityOps for #ident {
            #entity
        }
        #(#conversions)*
    });
    quote! {
        #(#attributes)*
        #[allow(clippy::large_enum_variant)]
        #vis enum #ident {
            #(#variants,)*
            #raw
        }
        #scope
    }
}

fn variant(entity: &Entity) -> TokenStream {
    let Entity { attributes, variant, model } = entity;
    let docs = (!attributes.iter().any(|attribute| attribute.path().is_ident("doc")))
        .then(|| doc(&format!("A `{}`.", model.to_token_stream())));
    quote!(#(#attributes)* #docs #variant(#model))
}

fn schema(entity: &Entity) -> TokenStream {
    let model = &entity.model;
    quote_spanned!(model.span()=> <#model as __d::DynamoModel>::SCHEMA)
}

fn from_item(register: &Register) -> TokenStream {
    let table = &register.table;
    let arms = register.entities.iter().map(|entity| {
        let (variant, model, schema) = (&entity.variant, &entity.model, schema(entity));
        quote! {
            __d::Some(__name) if #schema.is_named(__name) => {
                __d::core::result::Result::map(__d::decode::<#model>(__item), |__found| {
                    __d::Decoded::Item(Self::#variant(__found))
                })
            }
        }
    });
    let unknown = match register.unknown {
        Unknown::Keep => quote! {
            __d::core::result::Result::map(__d::keep(__item), |__raw| __d::Decoded::Item(Self::Unknown(__raw)))
        },
        Unknown::Skip => quote!(__d::Ok(__d::Decoded::Skipped)),
        Unknown::Error => {
            quote!(__d::Err(__d::unknown_entity::<Self>(__entity.as_deref())))
        }
    };
    quote! {
        fn from_item(__item: &mut __d::ItemReader<'_>) -> __d::Result<__d::Decoded<Self>> {
            let __entity = __d::entity_name::<#table>(__item)?;
            match __entity.as_deref() {
                #(#arms)*
                _ => #unknown,
            }
        }
    }
}

fn stored_keys(register: &Register) -> TokenStream {
    let arms = register.entities.iter().map(|entity| {
        let (variant, model, schema) = (&entity.variant, &entity.model, schema(entity));
        // The schema first, as in `from_item`: what is no model is then blamed once.
        quote! {
            Self::#variant(__item) => {
                let __schema = #schema;
                __d::stored_keys::<#model>(__schema, __item)
            }
        }
    });
    let unknown = (register.unknown == Unknown::Keep).then(|| {
        quote! {
            Self::Unknown(__item) => {
                __d::core::result::Result::Ok(__d::core::clone::Clone::clone(__item))
            }
        }
    });
    quote! {
        fn stored_keys(&self) -> __d::Result<__d::RawItem> {
            match self {
                #(#arms)*
                #unknown
            }
        }
    }
}

fn entity_of(register: &Register) -> TokenStream {
    let table = &register.table;
    let arms = register.entities.iter().map(|entity| {
        let (variant, schema) = (&entity.variant, schema(entity));
        quote!(Self::#variant(_) => #schema.name())
    });
    let unknown = (register.unknown == Unknown::Keep)
        .then(|| quote!(Self::Unknown(__item) => __d::entity_of::<#table>(__item),));
    quote! {
        fn entity(&self) -> &str {
            match self {
                #(#arms,)*
                #unknown
            }
        }
    }
}

fn conversions(register: &Register, entity: &Entity) -> TokenStream {
    let (ident, variant, model) = (&register.ident, &entity.variant, &entity.model);
    let back = quote! {
        #[allow(unreachable_patterns)]
        match __entity {
            #ident::#variant(__item) => __d::Ok(__item),
            __other => __d::Err(__other),
        }
    };
    // With the span of the model: rustc blames it when it lives in another table.
    quote_spanned! {model.span()=>
        #[doc(hidden)]
        #[automatically_derived]
        impl __d::On<#ident> for #model {
            fn entity() -> __d::Option<&'static __d::Schema> {
                __d::Some(<#model as __d::DynamoModel>::SCHEMA)
            }
        }
        #[automatically_derived]
        impl __d::EntityOf<#ident> for #model {
            fn into_entity(self) -> #ident {
                #ident::#variant(self)
            }
            fn from_entity(__entity: #ident) -> __d::core::result::Result<Self, #ident> {
                #back
            }
        }
        #[automatically_derived]
        impl __d::core::convert::From<#model> for #ident {
            fn from(__item: #model) -> Self {
                Self::#variant(__item)
            }
        }
        #[automatically_derived]
        impl __d::core::convert::TryFrom<#ident> for #model {
            type Error = #ident;
            fn try_from(__entity: #ident) -> __d::core::result::Result<Self, #ident> {
                #back
            }
        }
    }
}
