//! `#[derive(DynamoValue)]`: the traits of what is stored, forwarded.
use super::family::families;
use super::scope;
use super::shape::field_shape;
use super::unit_enum::unit_enum;
use crate::ast::Field;
use crate::check::{Conversion, Stored};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Type};

/// How the value reaches the stored type and back.
struct Forward<'a> {
    ident: &'a Ident,
    stored: &'a Type,
    /// A reference to the stored value, of `self`.
    get: TokenStream,
    /// The value in a `Result`, of a stored value `__inner`.
    make: TokenStream,
}

/// The expansion of a value without mistakes.
pub(crate) fn expand_value(ident: &Ident, stored: &Stored<'_>) -> TokenStream {
    match stored {
        Stored::Name(data) => scope(&unit_enum(ident, data)),
        Stored::Field(fields, position) => scope(&field(ident, fields, *position)),
        Stored::As(ty, conversion) => scope(&stored_as(ident, ty, *conversion)),
    }
}

/// Stands in for a value with mistakes: the types that hold it have a key part.
pub(crate) fn expand_stub(ident: &Ident) -> TokenStream {
    scope(&quote! {
        impl __d::KeyPart for #ident {
            fn value(&self) -> __d::core::result::Result<__d::KeyValue, __d::KeyError> {
                __d::core::panic!()
            }
            fn write(
                &self,
                _: &__d::Format,
                _: &mut __d::KeyText<'_>,
            ) -> __d::core::result::Result<(), __d::KeyError> {
                __d::core::panic!()
            }
            fn read(_: &str, _: &__d::Format) -> __d::core::result::Result<Self, __d::KeyError> {
                __d::core::panic!()
            }
        }
        impl __d::TemplatePart for #ident {}
        impl __d::NaturalKey for #ident {
            const TYPE: __d::KeyType = __d::KeyType::S;
        }
        impl __d::Prefixed for #ident {}
        impl __d::Scalar for #ident {}
    })
}

fn field(ident: &Ident, fields: &[Field], position: usize) -> TokenStream {
    let stored = &fields[position];
    let (ty, member) = (&stored.ty, &stored.member);
    let shape = field_shape(stored);
    // With `serde(with)` the stored form is not the field's, so it is no key part either.
    if stored.serde.with.is_some() {
        return shaped(ident, &shape, None);
    }
    let shapes = shaped(ident, &shape, Some(ty));
    let make = |value: TokenStream| {
        let members = fields.iter().enumerate().map(|(at, field)| {
            let member = &field.member;
            if at == position {
                quote!(#member: #value)
            } else {
                quote!(#member: __d::core::default::Default::default())
            }
        });
        quote!(Self { #(#members),* })
    };
    let inner = make(quote!(__inner));
    let forward =
        Forward { ident, stored: ty, get: quote!(&self.#member), make: quote!(__d::Ok(#inner)) };
    let key = key_traits(&forward);
    let families = families(ident, ty);
    let generated = make(quote!(<#ty as __d::Auto>::generate(__version)));
    quote! {
        #shapes
        #key
        #families
        #[automatically_derived]
        impl __d::Auto for #ident where for<'__a> #ty: __d::Auto {
            fn is_unset(&self) -> bool {
                __d::Auto::is_unset(&self.#member)
            }
            fn generate(__version: __d::IdVersion) -> Self {
                #generated
            }
        }
    }
}

fn stored_as(ident: &Ident, ty: &Type, conversion: Conversion) -> TokenStream {
    let shapes = shaped(ident, &quote!(__d::Probe::<#ty>::SHAPE), Some(ty));
    let families = families(ident, ty);
    let make = match conversion {
        Conversion::From => {
            quote!(__d::Ok(<Self as __d::core::convert::From<#ty>>::from(__inner)))
        }
        Conversion::TryFrom => quote! {
            __d::core::result::Result::map_err(
                <Self as __d::core::convert::TryFrom<#ty>>::try_from(__inner),
                |_| __d::KeyError::unreadable(),
            )
        },
        Conversion::Unknown => return quote!(#shapes #families),
    };
    let get = quote!(&<Self as __d::core::convert::Into<#ty>>::into(__d::core::clone::Clone::clone(self)));
    let key = key_traits(&Forward { ident, stored: ty, get, make });
    quote!(#shapes #families #key)
}

/// `Shaped`: as the inner type, but a `Vec<u8>` of newtypes is a list, as serde writes it.
fn shaped(ident: &Ident, shape: &TokenStream, inner: Option<&Type>) -> TokenStream {
    let inner = inner.map(|ty| {
        quote! {
            const SET: __d::Shape = __d::Probe::<#ty>::SET;
            const KEY: __d::MapKey = __d::Probe::<#ty>::KEY;
        }
    });
    quote! {
        #[allow(unused_imports)]
        use __d::Otherwise as _;
        #[automatically_derived]
        impl __d::Shaped for #ident {
            const SHAPE: __d::Shape = #shape;
            #inner
        }
    }
}

/// The traits of keys, each where the stored type has it: a higher-ranked bound may be false without being an error.
fn key_traits(forward: &Forward<'_>) -> TokenStream {
    let Forward { ident, stored, get, make } = forward;
    quote! {
        #[automatically_derived]
        impl __d::KeyPart for #ident where for<'__a> #stored: __d::KeyPart {
            fn value(&self) -> __d::core::result::Result<__d::KeyValue, __d::KeyError> {
                <#stored as __d::KeyPart>::value(#get)
            }
            fn write(
                &self,
                __format: &__d::Format,
                __part: &mut __d::KeyText<'_>,
            ) -> __d::core::result::Result<(), __d::KeyError> {
                <#stored as __d::KeyPart>::write(#get, __format, __part)
            }
            fn read(__text: &str, __format: &__d::Format) -> __d::core::result::Result<Self, __d::KeyError> {
                let __inner = <#stored as __d::KeyPart>::read(__text, __format)?;
                #make
            }
            fn is_integer(&self) -> bool {
                <#stored as __d::KeyPart>::is_integer(#get)
            }
        }
        #[automatically_derived]
        impl __d::TemplatePart for #ident where for<'__a> #stored: __d::TemplatePart {
            const WIDTH: __d::Option<__d::core::primitive::usize> =
                <#stored as __d::TemplatePart>::WIDTH;
        }
        #[automatically_derived]
        impl __d::NaturalKey for #ident where for<'__a> #stored: __d::NaturalKey {
            const TYPE: __d::KeyType = <#stored as __d::NaturalKey>::TYPE;
        }
    }
}
