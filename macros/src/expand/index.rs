//! Indexes of a model: their schemas, and a constant and a function each.
use super::doc;
use super::key::{marked, schema_call, tuple};
use crate::ast::{Index, Key, KeyKind, Model, Role};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

/// `const __INDEXES`, which the schema and the constants share.
pub(super) fn index_schemas(model: &Model) -> TokenStream {
    let schemas = model.indexes.iter().map(|index| {
        let name = &index.name.text;
        let partition = schema_call(model, index.partition.as_ref(), "partition");
        let sort = schema_call(model, index.sort.as_ref(), "sort");
        let templates = [&index.partition, &index.sort].map(|key| marked(key.as_ref()));
        quote!(__d::derived_index(#name, #(#templates),*) #partition #sort)
    });
    quote!(const __INDEXES: &[__d::IndexSchema] = &[#(#schemas),*];)
}

/// A check of each index against the table, blamed on the index's name.
pub(super) fn index_assertions(model: &Model, table: &TokenStream) -> TokenStream {
    let checks = model.indexes.iter().enumerate().map(|(position, index)| {
        quote_spanned!(index.name.span=> __d::check_index::<#table>(&__INDEXES[#position]);)
    });
    checks.collect()
}

/// The constants and functions that query the indexes. `is_stub` when the model has mistakes: the bodies are empty then.
pub(super) fn queries(model: &Model, is_stub: bool) -> TokenStream {
    let queries = model.indexes.iter().enumerate().filter_map(|(position, index)| {
        let query = index.query.as_ref()?;
        // Another index has the name already, which is reported.
        let is_twice =
            model.indexes[..position].iter().any(|other| other.query.as_ref() == Some(query));
        (!is_twice).then(|| index_query(model, index, position, is_stub))
    });
    let queries: Vec<_> = queries.flatten().collect();
    if queries.is_empty() {
        return TokenStream::new();
    }
    let ident = &model.ident;
    quote! {
        #[allow(dead_code)]
        impl #ident {
            #(#queries)*
        }
    }
}

fn index_query(
    model: &Model,
    index: &Index,
    position: usize,
    is_stub: bool,
) -> Option<TokenStream> {
    let query = index.query.as_ref()?;
    let vis = &model.vis;
    let constant =
        format_ident!("{}", query.unraw().to_string().to_uppercase(), span = query.span());
    let kind = if index.partition.is_some() { quote!(Gsi) } else { quote!(Lsi) };
    let [partition, sort] = model.index_parts(index).map(|parts| tuple(&parts));
    let described = describe(model, index);
    let constant_docs = doc(&format!("The index `{}`: {described}.", index.name.text));
    let query_docs = doc(&format!(
        "Queries the index `{}`: {described}.\n\nGive the partition key's parts, then none, some or all parts of the sort key, in this order.",
        index.name.text
    ));
    let (value, body) = if is_stub {
        (quote!(__d::core::panic!()), quote!(__d::core::panic!()))
    } else {
        (
            quote!(__d::index_at(__INDEXES, #position)),
            quote!(__d::Index::query(Self::#constant, key)),
        )
    };
    Some(quote! {
        #constant_docs
        #vis const #constant: __d::Index<Self, __d::#kind, #partition, #sort> = #value;
        #query_docs
        #vis fn #query<__R>(
            key: impl __d::QueryKey<Self, #partition, #sort, Rest = __R>,
        ) -> __d::Query<Self, __d::#kind, __R> {
            #body
        }
    })
}

fn describe(model: &Model, index: &Index) -> String {
    let local = index.partition.is_none();
    let partition = if local { model.partition.as_ref() } else { index.partition.as_ref() };
    let mut text = format!("partition key {}", describe_key(partition));
    if let Some(sort) = &index.sort {
        text.push_str(", sort key ");
        text.push_str(&describe_key(Some(sort)));
    }
    text
}

fn describe_key(key: Option<&Key>) -> String {
    match key.map(|key| &key.kind) {
        Some(KeyKind::Template(template)) => {
            format!("`{}`", template.literal.value().replace('`', "'"))
        }
        Some(KeyKind::Field(name)) => format!("`{}`", name.unraw()),
        Some(KeyKind::Role(Role::PartitionKey)) => "that of the table".to_owned(),
        Some(KeyKind::Role(Role::SortKey)) => "the table's sort key".to_owned(),
        Some(KeyKind::Role(Role::Discriminator)) => "the entity's name".to_owned(),
        Some(KeyKind::Broken) | None => "unknown".to_owned(),
    }
}
