//! Keys: the key struct, its conversions, and the key's constants and functions of a model.
use super::doc;
use crate::ast::{Field, Key, KeyKind, Model, Role, Spelling};
use crate::check::undelimited;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

/// The types of parts as a tuple.
pub(super) fn tuple(parts: &[&Field]) -> TokenStream {
    let types = parts.iter().map(|field| field.spelling.present());
    quote!((#(#types,)*))
}

/// The struct of the key's parts, which stands beside the model.
pub(super) fn key_struct(model: &Model, parts: &[&Field]) -> TokenStream {
    let (ident, key, vis) = (&model.ident, &model.key_ident, &model.vis);
    let docs = doc(&format!("The primary key of [`{ident}`], part by part."));
    let fields = parts.iter().map(|field| {
        let (name, ty) = (field.ident(), field.spelling.present());
        let docs = doc(&format!("The part `{}`.", field.name()));
        quote!(#docs #vis #name: #ty)
    });
    quote! {
        #docs
        #[derive(
            ::dynamorph::__private::core::fmt::Debug,
            ::dynamorph::__private::core::clone::Clone,
            ::dynamorph::__private::core::cmp::PartialEq,
        )]
        #[allow(dead_code, clippy::all, clippy::pedantic)]
        #vis struct #key {
            #(#fields,)*
        }
    }
}

/// What makes the key struct, a reference to it, and the item usable as keys. `is_stub` when the model has mistakes: the
/// bodies are empty then.
pub(super) fn key_impls(model: &Model, parts: &[&Field], is_stub: bool) -> TokenStream {
    let (ident, key) = (&model.ident, &model.key_ident);
    let tuple = tuple(parts);
    let types: Vec<&Type> = parts.iter().map(|field| field.spelling.present()).collect();
    let names: Vec<_> = parts.iter().map(|field| field.ident()).collect();
    let writer = (!is_stub).then(|| writer(model, parts));
    let write = (!is_stub).then(|| quote!(__write(__keys, #(&self.#names),*);));
    // A higher-ranked bound may be false without being an error: floats are key parts, and neither `Eq` nor `Hash`.
    let eq = types.iter().map(|ty| quote!(for<'__a> #ty: __d::core::cmp::Eq));
    let hash = types.iter().map(|ty| quote!(for<'__a> #ty: __d::core::hash::Hash));
    let item = quote! {
        fn item(&self) -> __d::Option<&#ident> {
            __d::Some(self)
        }
    };
    let key_of = [(quote!(#key), None), (quote!(&#key), None), (quote!(&#ident), Some(&item))].map(
        |(ty, item)| {
            quote! {
                #[doc(hidden)]
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl __d::KeyOf<#ident, #tuple> for #ty {
                    fn write(self, __keys: &mut __d::KeyWriter) {
                        #write
                    }
                    #item
                }
            }
        },
    );
    quote! {
        #writer
        #[automatically_derived]
        impl __d::core::cmp::Eq for #key where #(#eq,)* {}
        #[automatically_derived]
        impl __d::core::hash::Hash for #key where #(#hash,)* {
            fn hash<__H: __d::core::hash::Hasher>(&self, __state: &mut __H) {
                #(__d::core::hash::Hash::hash(&self.#names, __state);)*
            }
        }
        #(#key_of)*
    }
}

/// What writes the parts, for all that is a key: one function has the conversions and their bounds.
fn writer(model: &Model, parts: &[&Field]) -> TokenStream {
    let names: Vec<_> = (0..parts.len()).map(|at| format_ident!("__part{at}")).collect();
    let types = parts.iter().map(|field| field.spelling.present());
    let writes = parts.iter().zip(&names).map(|(field, name)| {
        let part = key_part(model, field, &quote!(#name));
        quote!(__d::KeyWriter::part(__keys, #part);)
    });
    quote! {
        fn __write(__keys: &mut __d::KeyWriter, #(#names: &#types),*) {
            #(#writes)*
        }
    }
}

/// `fn key` and `fn key_part`.
pub(super) fn key_fns(model: &Model, parts: &[&Field], key_parts: &[&Field]) -> TokenStream {
    let key = &model.key_ident;
    let names: Vec<_> = parts.iter().map(|field| field.ident()).collect();
    let arms = key_parts.iter().map(|field| {
        let (name, ident) = (field.name(), field.ident());
        let pattern = match &field.spelling {
            Spelling::Plain(_) => {
                let part = key_part(model, field, &quote!(&self.#ident));
                return quote!(#name => __d::Some(#part));
            }
            Spelling::Optional(_) => quote!(__d::Some(__part)),
            Spelling::Nullable(_) => {
                quote!(__d::Some(__d::Some(__part)))
            }
        };
        let part = key_part(model, field, &quote!(__part));
        quote! {
            #name => match &self.#ident {
                #pattern => __d::Some(#part),
                _ => __d::None,
            }
        }
    });
    quote! {
        fn key(&self) -> #key {
            #key { #(#names: __d::core::clone::Clone::clone(&self.#names),)* }
        }
        fn key_part(&self, __field: &str) -> __d::Option<&dyn __d::KeyPart> {
            match __field {
                #(#arms,)*
                _ => __d::None,
            }
        }
    }
}

/// A part as a trait object. The bound that says most comes first and has the span of the type, as the bound of
/// `key_part` has: rustc then reports the first only, and once.
fn key_part(model: &Model, field: &Field, part: &TokenStream) -> TokenStream {
    let ty = field.spelling.present();
    let bounds = part_bounds(model, field);
    quote_spanned!(ty.span()=> { #bounds __d::as_key_part::<#ty>(#part) })
}

/// What says which types a part may have.
pub(super) fn part_bounds(model: &Model, field: &Field) -> TokenStream {
    let ty = field.spelling.present();
    if model.templates().any(|template| template.parts().any(|(name, _)| name == field.name())) {
        quote_spanned!(ty.span()=> let _ = __d::in_template::<#ty>;)
    } else {
        let key_type = key_type(field);
        quote_spanned!(ty.span()=> let _ = #key_type;)
    }
}

/// The template of a key as a schema takes it: the text, and where its parts stand, so that the compiler need not look.
pub(super) fn marked(key: Option<&Key>) -> TokenStream {
    if let Some(KeyKind::Template(template)) = key.map(|key| &key.kind)
        && let Some(marks) = template.marks()
    {
        let literal = &template.literal;
        quote!((#literal, #marks))
    } else {
        quote!(("", !0))
    }
}

/// The call that puts a key into a schema, where [`marked`] does not: `which` is `partition` or `sort`.
pub(super) fn schema_call(model: &Model, key: Option<&Key>, which: &str) -> TokenStream {
    let method = |suffix: &str| quote::format_ident!("{which}{suffix}");
    match key.map(|key| &key.kind) {
        Some(KeyKind::Template(template)) if template.marks().is_some() => TokenStream::new(),
        Some(KeyKind::Template(template)) => {
            let (method, literal) = (method(""), &template.literal);
            quote!(.#method(#literal))
        }
        Some(KeyKind::Field(name)) => {
            let name = syn::ext::IdentExt::unraw(name).to_string();
            let field =
                model.field(&name).unwrap_or_else(|| unreachable!("check refuses unknown fields"));
            let (method, attribute, key_type) =
                (method("_field"), &field.attribute, key_type(field));
            quote!(.#method(#name, #attribute, #key_type))
        }
        Some(KeyKind::Role(role)) => {
            let method = method("_key_of");
            let role = match role {
                Role::PartitionKey => quote!(PartitionKey),
                Role::SortKey => quote!(SortKey),
                Role::Discriminator => quote!(Discriminator),
            };
            quote!(.#method(__d::Role::#role))
        }
        Some(KeyKind::Broken) | None => TokenStream::new(),
    }
}

/// The DynamoDB type of a field that is a key attribute.
pub(super) fn key_type(field: &Field) -> TokenStream {
    let ty = field.spelling.present();
    quote_spanned!(ty.span()=> <#ty as __d::NaturalKey>::TYPE)
}

/// Assertions that no part of a template runs into the next.
pub(super) fn width_assertions(model: &Model) -> TokenStream {
    let widths = model.templates().flat_map(undelimited).filter_map(|(name, next, span)| {
        let ty = model.field(name)?.spelling.present();
        let message = format!("`{{{name}}}` and `{{{next}}}` need a literal with `#` between them, or two items could get one key: write `{{{name}}}#{{{next}}}`");
        Some(quote_spanned! {span=>
            const _: () = __d::core::assert!(<#ty as __d::TemplatePart>::WIDTH.is_some(), "{}", #message);
        })
    });
    widths.collect()
}
