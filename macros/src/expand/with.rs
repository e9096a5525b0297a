//! `serde(with)`: a type that calls the field's functions, for the field's codec.
use super::constant::stored_type;
use crate::ast::Field;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

/// The type's name.
pub(super) fn with_ident(field: &Field) -> Ident {
    format_ident!("__With_{}", field.name())
}

/// The type, where the field has such functions. One that is missing is serde's own.
pub(super) fn with_type(field: &Field) -> Option<TokenStream> {
    field.serde.with.filter(|_| field.serde.flatten.is_none())?;
    let (ident, ty) = (with_ident(field), stored_type(field));
    let write = match &field.serde.serialize_with {
        None => quote!(<#ty as __d::serde::Serialize>::serialize(__value, __serializer)),
        Some(path) if field.spelling.is_option() => {
            // The function takes the field, which is an `Option`.
            let clone = quote_spanned!(ty.span()=> __d::core::clone::Clone::clone(__value));
            quote! {
                let __value: __d::Option<#ty> = __d::Some(#clone);
                #path(&__value, __serializer)
            }
        }
        Some(path) => quote!(#path(__value, __serializer)),
    };
    let read = match &field.serde.deserialize_with {
        None => quote!(<#ty as __d::serde::Deserialize<'de>>::deserialize(__deserializer)),
        Some(path) if field.spelling.is_option() => quote! {
            let __value: __d::Option<#ty> = #path(__deserializer)?;
            __d::core::option::Option::ok_or_else(__value, || {
                <__D::Error as __d::serde::de::Error>::custom("the function reads no value")
            })
        },
        Some(path) => quote!(#path(__deserializer)),
    };
    Some(quote! {
        #[allow(dead_code, non_camel_case_types)]
        struct #ident;
        #[automatically_derived]
        impl __d::With<#ty> for #ident {
            fn serialize<__S: __d::serde::Serializer>(
                __value: &#ty,
                __serializer: __S,
            ) -> __d::core::result::Result<__S::Ok, __S::Error> {
                #write
            }
            fn deserialize<'de, __D: __d::serde::Deserializer<'de>>(
                __deserializer: __D,
            ) -> __d::core::result::Result<#ty, __D::Error> {
                #read
            }
        }
    })
}
