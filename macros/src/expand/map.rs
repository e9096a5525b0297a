//! `#[derive(DynamoMap)]`.
use super::constant::map_constants;
use super::scope;
use super::shape::{fields_fn, tuple_shapes, variants_fn};
use crate::ast::{Data, Field, Style};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Visibility};

/// The shape of a struct or data enum. `tag` is the attribute that `serde(tag)` adds to a struct.
pub(crate) fn expand_map(
    ident: &Ident,
    vis: &Visibility,
    data: &Data,
    tag: Option<&str>,
) -> TokenStream {
    let (items, shape) = match data {
        Data::Struct { style: Style::Tuple, fields, .. } => {
            let shapes = tuple_shapes(fields);
            (TokenStream::new(), quote!(__d::Shape::Tuple(&[#(#shapes),*])))
        }
        Data::Struct { fields, .. } => {
            let listed = fields_fn(fields, tag, Field::may_be_absent);
            let constants = map_constants(ident, vis, fields, false);
            (quote!(#listed #constants), quote!(__d::Shape::Fields(__fields)))
        }
        Data::Enum(data) => (variants_fn(data), quote!(__d::Shape::Variants(__ENUM))),
        Data::Union(_) => unreachable!("check refuses unions"),
    };
    scope(&quote! {
        #[allow(unused_imports)]
        use __d::Otherwise as _;
        #items
        #[automatically_derived]
        impl __d::Shaped for #ident {
            const SHAPE: __d::Shape = #shape;
        }
    })
}

/// Stands in for a map with mistakes: without a shape the codec takes it as plain, but its constants are in use.
pub(crate) fn expand_map_stub(ident: &Ident, vis: &Visibility, data: &Data) -> TokenStream {
    match data {
        Data::Struct { style: Style::Named, fields, .. } => {
            scope(&map_constants(ident, vis, fields, true))
        }
        _ => TokenStream::new(),
    }
}
