//! `#[derive(Table)]`.
use super::scope;
use crate::attr::{KeyAttribute, Projection, TableIndexOptions, TableOptions};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

/// The expansion; with mistakes, of what is there.
pub(crate) fn expand_table(ident: &Ident, options: &TableOptions) -> TokenStream {
    let name = options.name.as_ref().map_or_else(String::new, syn::LitStr::value);
    let partition = options
        .partition_key
        .as_ref()
        .map_or_else(|| quote!(__d::TableKey::new("", __d::KeyType::S)), key);
    let sort = options.sort_key.as_ref().map(sort_call);
    let discriminator = options.discriminator.as_ref().map(|name| quote!(.discriminator(#name)));
    let ttl = options.ttl.as_ref().map(|name| quote!(.ttl(#name)));
    let indexes = options.indexes.iter().filter_map(index);
    scope(&quote! {
        #[automatically_derived]
        impl __d::Table for #ident {
            const SCHEMA: &'static __d::TableSchema = &__d::TableSchema::new(#name, #partition)
                #sort #discriminator #ttl .indexes(&[#(#indexes),*]);
        }
    })
}

fn key(key: &KeyAttribute) -> TokenStream {
    let (name, key_type) = (&key.name, format_ident!("{}", key.key_type));
    quote!(__d::TableKey::new(#name, __d::KeyType::#key_type))
}

fn sort_call(sort: &KeyAttribute) -> TokenStream {
    let sort = key(sort);
    quote!(.sort_key(#sort))
}

fn index(index: &TableIndexOptions) -> Option<TokenStream> {
    let name = index.name.as_ref()?;
    let keys = match (&index.partition_key, &index.sort_key) {
        (Some(partition), sort) => {
            let (partition, sort) = (key(partition), sort.as_ref().map(sort_call));
            quote!(__d::TableIndex::global(#name, #partition) #sort)
        }
        (None, Some(sort)) => {
            let sort = key(sort);
            quote!(__d::TableIndex::local(#name, #sort))
        }
        (None, None) => return None,
    };
    let projection = match &index.projection {
        None | Some(Projection::All) => None,
        Some(Projection::KeysOnly) => Some(quote!(.projection(__d::Projection::KeysOnly))),
        Some(Projection::Include(names)) => {
            Some(quote!(.projection(__d::Projection::Include(&[#(#names),*]))))
        }
    };
    Some(quote!(#keys #projection))
}
