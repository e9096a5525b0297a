//! `#[derive(DynamoMap)]`.
use super::scope;
use super::shape::{fields_fn, tuple_shapes, variants_fn};
use crate::ast::{Data, Style};
use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

/// The shape of a struct or data enum. `tag` is the attribute that `serde(tag)` adds to a struct.
pub(crate) fn expand_map(ident: &Ident, data: &Data, tag: Option<&str>) -> TokenStream {
    let (items, shape) = match data {
        Data::Struct { style: Style::Tuple, fields, .. } => {
            let shapes = tuple_shapes(fields);
            let items = quote! {
                #[allow(unused_imports)]
                use __d::Otherwise as _;
            };
            (items, quote!(__d::Shape::Tuple(&[#(#shapes),*])))
        }
        Data::Struct { fields, .. } => {
            (fields_fn(fields, tag), quote!(__d::Shape::Fields(__fields)))
        }
        Data::Enum(data) => (variants_fn(data), quote!(__d::Shape::Variants(__ENUM))),
        Data::Union(_) => unreachable!("check refuses unions"),
    };
    scope(&quote! {
        #items
        #[automatically_derived]
        impl __d::Shaped for #ident {
            const SHAPE: __d::Shape = #shape;
        }
    })
}
