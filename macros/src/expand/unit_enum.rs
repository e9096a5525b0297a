//! `#[derive(DynamoValue)]` on an enum of unit variants: text, the names serde stores.
use crate::ast::{Enum, Variant};
use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

/// The traits of text.
pub(super) fn unit_enum(ident: &Ident, data: &Enum) -> TokenStream {
    let texts = data.variants.iter().map(|variant| {
        let (name, text) = (&variant.ident, &variant.name);
        // serde refuses to write such a variant, and so does the key.
        if variant.serde.skip.writing.is_some() {
            return quote!(#ident::#name => return __d::Err(__d::KeyError::not_in_template()));
        }
        quote!(#ident::#name => #text)
    });
    let text = if data.variants.is_empty() {
        quote!(match *__value {})
    } else {
        quote!(match __value { #(#texts,)* })
    };
    // Only what is written: another spelling of the name, by an alias, is another key.
    let is_written = |variant: &&Variant| variant.serde.skip.any().is_none();
    let reads = data.variants.iter().filter(is_written).map(|variant| {
        let (name, text) = (&variant.ident, &variant.name);
        quote!(#text => __d::Ok(Self::#name))
    });
    let width = width(&data.variants);
    quote! {
        fn __text(__value: &#ident) -> __d::core::result::Result<&'static str, __d::KeyError> {
            __d::Ok(#text)
        }
        #[automatically_derived]
        impl __d::KeyPart for #ident {
            fn value(&self) -> __d::core::result::Result<__d::KeyValue, __d::KeyError> {
                __d::core::result::Result::map(__text(self), |__text| {
                    __d::KeyValue::S(__d::core::convert::Into::into(__text))
                })
            }
            fn write(
                &self,
                _: &__d::Format,
                __part: &mut __d::KeyText<'_>,
            ) -> __d::core::result::Result<(), __d::KeyError> {
                __d::core::result::Result::map(__text(self), |__text| __d::KeyText::push_str(__part, __text))
            }
            fn read(__text: &str, _: &__d::Format) -> __d::core::result::Result<Self, __d::KeyError> {
                match __text {
                    #(#reads,)*
                    _ => __d::Err(__d::KeyError::unreadable()),
                }
            }
        }
        #[automatically_derived]
        impl __d::TemplatePart for #ident {
            const WIDTH: __d::Option<__d::core::primitive::usize> = #width;
        }
        #[automatically_derived]
        impl __d::NaturalKey for #ident {
            const TYPE: __d::KeyType = __d::KeyType::S;
        }
        #[automatically_derived]
        impl __d::Prefixed for #ident {}
        #[automatically_derived]
        impl __d::Scalar for #ident {}
        #[automatically_derived]
        impl __d::Shaped for #ident {
            const SHAPE: __d::Shape = __d::Shape::Plain;
            const SET: __d::Shape = __d::Shape::StringSet(&__d::Shape::Plain);
        }
    }
}

/// The number of characters, if all names have the same.
fn width(variants: &[Variant]) -> TokenStream {
    let mut widths = variants.iter().map(|variant| variant.name.chars().count());
    match widths.next() {
        Some(first) if widths.all(|width| width == first) => {
            quote!(__d::Some(#first))
        }
        _ => quote!(__d::None),
    }
}
