//! `#[derive(DynamoModel)]`.
use super::constant::model_constants;
use super::index::{index_assertions, index_schemas, queries};
use super::key::{
    key_fns, key_impls, key_struct, key_type, marked, schema_call, tuple, width_assertions,
};
use super::maintained::{bound_helpers, schema_calls, stamp_fns, ttl_items, version_attribute};
use super::scope;
use super::shape::fields_fn;
use crate::ast::{AttrRole, Field, Index, KeyKind, Model};
use crate::attr::{Auto, TableOption};
use crate::check::{PARTITION_PARTS, SORT_PARTS};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Ident, Visibility};

/// The expansion of a model without mistakes.
pub(crate) fn expand_model(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let (partition, sort, parts) = parts(model);
    let [partition_tuple, sort_tuple] = [tuple(&partition), tuple(&sort)];
    let key_struct = key_struct(model, &parts);
    let key = &model.key_ident;
    let (table_item, table) = table(model);
    let assertions = assertions(model, &table);
    let index_schemas = index_schemas(model);
    let queries = queries(model, false);
    let is_optional =
        |field: &Field| matches!(model.role(field), AttrRole::Optional | AttrRole::Managed);
    let fields = fields_fn(&model.fields, model.serde.tag.as_deref(), is_optional);
    let constants = model_constants(model, false);
    let ttl = ttl_items(model);
    let stamp_fns = stamp_fns(model);
    let bound_helpers = bound_helpers(model);
    let key_parts = model.key_part_fields();
    let schema = schema(model, &key_parts);
    let key_fns = key_fns(model, &parts, &key_parts);
    let fill = fill(model);
    let key_impls = key_impls(model, &parts, false);
    let unguarded = unguarded(model);
    let scope = scope(&quote! {
        #[allow(unused_imports)]
        use __d::Otherwise as _;
        #table_item
        #assertions
        #ttl
        #index_schemas
        #fields
        #bound_helpers
        #queries
        #constants
        #[automatically_derived]
        impl __d::DynamoModel for #ident {
            type Table = #table;
            type Partition = #partition_tuple;
            type Sort = #sort_tuple;
            type Key = #key;
            const SCHEMA: &'static __d::Schema = &#schema;
            #key_fns
            #fill
            #stamp_fns
        }
        #unguarded
        #key_impls
    });
    quote!(#key_struct #scope)
}

/// What stands in for a model with mistakes, so that its uses are no mistakes on top.
pub(crate) fn expand_stub(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let (mut partition, mut sort, _) = parts(model);
    // Too many parts are reported.
    partition.truncate(PARTITION_PARTS);
    sort.truncate(SORT_PARTS);
    let parts = [partition.as_slice(), &sort].concat();
    let [partition_tuple, sort_tuple] = [tuple(&partition), tuple(&sort)];
    let key_struct = key_struct(model, &parts);
    let key = &model.key_ident;
    let (item, table) = stub_table(model.table.as_ref());
    let queries = queries(model, true);
    let constants = model_constants(model, true);
    let key_impls = key_impls(model, &parts, true);
    let scope = scope(&quote! {
        #item
        #queries
        #constants
        #[automatically_derived]
        impl __d::DynamoModel for #ident {
            type Table = #table;
            type Partition = #partition_tuple;
            type Sort = #sort_tuple;
            type Key = #key;
            const SCHEMA: &'static __d::Schema = &__d::Schema::new("");
            fn key(&self) -> #key {
                __d::core::panic!()
            }
            fn key_part(&self, _: &str) -> __d::Option<&dyn __d::KeyPart> {
                __d::None
            }
        }
        impl __d::Unguarded for #ident {}
        #key_impls
    });
    quote!(#key_struct #scope)
}

/// What stands in where there are no fields to make a key of: `vis`, `ident` and `table` are the item's.
pub(crate) fn expand_bare_stub(
    ident: &Ident,
    vis: &Visibility,
    table: Option<&TableOption>,
) -> TokenStream {
    let key = quote::format_ident!("{}Key", ident.unraw(), span = ident.span());
    let docs = super::doc(&format!("The primary key of [`{ident}`]."));
    let (item, table) = stub_table(table);
    let scope = scope(&quote! {
        #item
        #[automatically_derived]
        impl __d::DynamoModel for #ident {
            type Table = #table;
            type Partition = ();
            type Sort = ();
            type Key = ();
            const SCHEMA: &'static __d::Schema = &__d::Schema::new("");
            fn key(&self) {}
            fn key_part(&self, _: &str) -> __d::Option<&dyn __d::KeyPart> {
                __d::None
            }
        }
        impl __d::Unguarded for #ident {}
    });
    quote! {
        #docs
        #[allow(dead_code)]
        #vis struct #key {}
        #scope
    }
}

/// The table a model with mistakes names, or one that stands in.
fn stub_table(table: Option<&TableOption>) -> (TokenStream, TokenStream) {
    if let Some(TableOption::Type(table)) = table {
        return (TokenStream::new(), quote!(#table));
    }
    let item = quote! {
        pub struct __Table;
        impl __d::Table for __Table {
            const SCHEMA: &'static __d::TableSchema =
                &__d::TableSchema::new("", __d::TableKey::new("", __d::KeyType::S)).discriminator("");
        }
    };
    (item, quote!(__Table))
}

/// The parts of the partition key, of the sort key, and of both.
fn parts(model: &Model) -> (Vec<&Field>, Vec<&Field>, Vec<&Field>) {
    let (partition, sort) = (model.partition_parts(), model.sort_parts());
    let all = partition.iter().chain(&sort).copied().collect();
    (partition, sort, all)
}

/// The table's type, and for a stand-alone model the table itself.
fn table(model: &Model) -> (TokenStream, TokenStream) {
    let name = match &model.table {
        Some(TableOption::Type(table)) => return (TokenStream::new(), quote!(#table)),
        Some(TableOption::Name(name)) => name,
        None => unreachable!("check refuses a model without a table"),
    };
    let key = |key: Option<&crate::ast::Key>| {
        let KeyKind::Field(name) = &key?.kind else {
            unreachable!("check refuses templates in a stand-alone table")
        };
        let field = model.field(&name.unraw().to_string())?;
        let (attribute, key_type) = (&field.attribute, key_type(field));
        Some(quote!(__d::TableKey::new(#attribute, #key_type)))
    };
    let sort_call = |sort: Option<TokenStream>| sort.map(|sort| quote!(.sort_key(#sort)));
    let partition = key(model.partition.as_ref());
    let sort = sort_call(key(model.sort.as_ref()));
    let indexes = model.indexes.iter().map(|index: &Index| {
        let name = &index.name.text;
        let (partition, sort) = (key(index.partition.as_ref()), key(index.sort.as_ref()));
        let Some(partition) = partition else {
            return quote!(__d::TableIndex::local(#name, #sort));
        };
        let sort = sort_call(sort);
        quote!(__d::TableIndex::global(#name, #partition) #sort)
    });
    let ttl = model.marked(|options| options.ttl).map(|field| {
        let name = &field.attribute;
        quote!(.ttl(#name))
    });
    let item = quote! {
        #[doc(hidden)]
        pub struct __Table;
        #[automatically_derived]
        impl __d::Table for __Table {
            const SCHEMA: &'static __d::TableSchema =
                &__d::TableSchema::new(#name, #partition) #sort #ttl .indexes(&[#(#indexes),*]);
        }
    };
    (item, quote!(__Table))
}

fn assertions(model: &Model, table: &TokenStream) -> TokenStream {
    // The table of a stand-alone model is made from it, and its keys are fields.
    if model.is_stand_alone() {
        return TokenStream::new();
    }
    let ident = &model.ident;
    let widths = width_assertions(model);
    let keys = quote_spanned!(ident.span()=> __d::check_keys::<#ident>(););
    let indexes = index_assertions(model, table);
    let is_stored = |field: &&Field| !field.serde.skip.both() && field.serde.flatten.is_none();
    let fields: Vec<&Field> = model.fields.iter().filter(is_stored).collect();
    let names = fields.iter().map(|field| &field.attribute);
    let slots = fields.iter().fold(0, |slots, field| slots | 1_u128 << slot(&field.attribute));
    let checks = fields
        .iter()
        .enumerate()
        .map(|(at, field)| quote_spanned!(field.span()=> __d::check_field(__found, #at);));
    // One constant for all of them: the compiler checks and evaluates each by itself. And one call that most models pass:
    // the others find out what is wrong, and blame it.
    quote! {
        #widths
        const _: () = {
            let __names = &[#(#names),*];
            if !__d::keeps_to_table::<#ident>(__names, #slots) {
                #keys
                #indexes
                let __found = __d::find_misplaced::<#ident>(__names, #slots);
                #(#checks)*
            }
        };
    }
}

/// As `slot` in `src/model/check_names.rs`, which asks for these bits.
fn slot(name: &str) -> usize {
    match name.as_bytes() {
        bytes @ [first, .., last] => {
            (usize::from(*first) * 7 + usize::from(*last) * 3 + bytes.len()) % 128
        }
        _ => 0,
    }
}

fn schema(model: &Model, key_parts: &[&Field]) -> TokenStream {
    let name =
        model.entity.as_ref().map_or_else(|| model.ident.unraw().to_string(), syn::LitStr::value);
    let aliases = &model.aliases;
    let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
    let templates = [&model.partition, &model.sort].map(|key| marked(key.as_ref()));
    let partition = schema_call(model, model.partition.as_ref(), "partition");
    let sort = schema_call(model, model.sort.as_ref(), "sort");
    let parts = key_parts.iter().filter(|field| field.serde.flatten.is_none()).map(|field| {
        let (name, attribute) = (field.name(), &field.attribute);
        quote!((#name, #attribute))
    });
    let version = version_attribute(model);
    let maintained = schema_calls(model);
    quote! {
        __d::derived_schema(#name, #(#templates,)* &[#(#parts),*], #version, __INDEXES, __fields) #aliases #partition #sort #maintained
    }
}

/// Says that the model fits a batch: its writes need no condition.
fn unguarded(model: &Model) -> Option<TokenStream> {
    let ident = &model.ident;
    model.marked(|options| options.version).is_none().then(|| {
        quote! {
            #[automatically_derived]
            impl __d::Unguarded for #ident {}
        }
    })
}

fn fill(model: &Model) -> Option<TokenStream> {
    let fills = model.fields.iter().filter_map(|field| {
        let (ident, ty, attribute) = (field.ident(), &field.ty, &field.attribute);
        let version = match field.options.auto? {
            Auto::V4 => quote!(V4),
            Auto::V7 => quote!(V7),
        };
        Some(quote_spanned!(ty.span()=>
            if __d::fill::<#ty>(&mut self.#ident, __d::IdVersion::#version) {
                __filled = ::core::option::Option::Some(#attribute);
            }
        ))
    });
    let fills: Vec<_> = fills.collect();
    (!fills.is_empty()).then(|| {
        quote! {
            fn fill(&mut self) -> ::core::option::Option<&'static str> {
                let mut __filled = ::core::option::Option::None;
                #(#fills)*
                __filled
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::slot;

    #[test]
    fn a_slot_is_what_the_library_asks_for() {
        // The library's test has the same.
        for (name, expected) in
            [("", 0), ("a", 0), ("pk", 83), ("gsi1sk", 24), ("expires_at", 41), ("größe", 7)]
        {
            assert_eq!(slot(name), expected, "{name}");
        }
    }
}
