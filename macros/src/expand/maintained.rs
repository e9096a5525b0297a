//! The fields that the mapper writes, and the TTL.
use super::constant::{codec, stored_type};
use crate::ast::{Field, Model};
use crate::attr::FieldOptions;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

/// A maintained field: how it is marked, and what stamps it.
struct Stamped<'a> {
    field: &'a Field,
    /// Says what the type has to be; the same in each body, so that one mistake is one message.
    bound: TokenStream,
    stamp: TokenStream,
}

/// Where the field's type is, seen from the derive: a type that a `macro_rules!` was given does not see what is named here.
fn site(field: &Field) -> Span {
    Span::call_site().located_at(field.spelling.present().span())
}

fn version(model: &Model) -> Option<Stamped<'_>> {
    let field = model.marked(|options| options.version)?;
    let ty = field.spelling.present();
    let bound = quote_spanned!(ty.span()=> let _ = __version::<#ty>;);
    Some(Stamped { field, bound, stamp: quote_spanned!(ty.span()=> __d::stamp_version) })
}

fn moment(
    model: &Model,
    mark: fn(&FieldOptions) -> Option<Span>,
    stamp: fn(Span) -> TokenStream,
) -> Option<Stamped<'_>> {
    let field = model.marked(mark)?;
    let ty = field.spelling.present();
    let bound = quote_spanned!(ty.span()=> let _ = __moment::<#ty>;);
    Some(Stamped { field, bound, stamp: stamp(ty.span()) })
}

fn created(model: &Model) -> Option<Stamped<'_>> {
    let stamp = |span| quote_spanned!(span=> __d::stamp_created);
    moment(model, |options| options.created_at, stamp)
}

fn updated(model: &Model) -> Option<Stamped<'_>> {
    let stamp = |span| quote_spanned!(span=> __d::stamp_updated);
    moment(model, |options| options.updated_at, stamp)
}

/// `const __TTL`, the shape of the TTL field, and what has to hold for the field.
pub(super) fn ttl_items(model: &Model) -> TokenStream {
    let Some(field) = model.marked(|options| options.ttl) else { return TokenStream::new() };
    let ty = field.spelling.present();
    let shape = if field.serde.with.is_some() {
        quote!(__d::Shape::Ttl(__d::TtlKind::Number))
    } else {
        quote_spanned!(ty.span()=> __d::ttl_shape(__d::Probe::<#ty>::SHAPE))
    };
    // What a function stores is for it to know.
    let is_expiry = field
        .serde
        .with
        .is_none()
        .then(|| quote_spanned!(ty.span()=> const _: () = __d::in_ttl::<#ty>();));
    let is_number = model
        .is_natural_key(field)
        .then(|| quote_spanned!(ty.span()=> const _: () = __d::check_ttl_key::<#ty>();));
    let ident = &model.ident;
    // The table of a stand-alone model is made from it.
    let is_declared = (!model.is_stand_alone())
        .then(|| quote_spanned!(field.span()=> const _: () = __d::check_ttl::<#ident>();));
    quote! {
        const __TTL: __d::Shape = #shape;
        #is_expiry
        #is_number
        #is_declared
    }
}

/// What [`stamp_fns`] and [`schema_calls`] name.
pub(super) fn bound_helpers(model: &Model) -> TokenStream {
    let version = version(model).map(|_| {
        quote!(
            const fn __version<__T: __d::Version>() {}
        )
    });
    let is_timed = created(model).or_else(|| updated(model)).is_some();
    let moment = is_timed.then(|| {
        quote!(
            const fn __moment<__T: __d::Moment>() {}
        )
    });
    quote!(#version #moment)
}

/// The attribute of the version, for the schema.
pub(super) fn version_attribute(model: &Model) -> TokenStream {
    version(model).map_or_else(
        || quote!(__d::None),
        |found| {
            let name = &found.field.attribute;
            quote!(__d::Some(#name))
        },
    )
}

/// The calls that tell the schema of the others.
pub(super) fn schema_calls(model: &Model) -> TokenStream {
    let ttl = model.marked(|options| options.ttl).map(|field| {
        let name = &field.attribute;
        quote!(.ttl(#name))
    });
    let time = |found: Option<Stamped<'_>>, method: &str| {
        let found = found?;
        let method = quote::format_ident!("{method}");
        let (name, codec, bound) = (&found.field.attribute, codec(found.field), found.bound);
        let ty = stored_type(found.field);
        let value = quote_spanned!(site(found.field)=> __d::stamp_value::<#ty>(&__CODEC, __now));
        Some(quote! {
            .#method(#name, |__now| {
                #bound
                const __CODEC: __d::Codec<#ty> = #codec;
                #value
            })
        })
    };
    let created = time(created(model), "created_at");
    let updated = time(updated(model), "updated_at");
    quote!(#ttl #created #updated)
}

/// `fn version` and `fn stamp`, where the model has such fields.
pub(super) fn stamp_fns(model: &Model) -> TokenStream {
    let version = version(model);
    let version_fn = version.as_ref().map(|found| {
        let (ident, bound) = (found.field.ident(), &found.bound);
        let version = quote_spanned!(site(found.field)=> __d::version_of(&self.#ident));
        let ty = found.field.spelling.present();
        let takes = quote_spanned!(site(found.field)=> __d::takes_version::<#ty>(__next));
        quote! {
            fn version(&self) -> __d::core::primitive::u64 {
                #bound
                #version
            }
            fn takes_version(__next: __d::core::primitive::u64) -> __d::core::primitive::bool {
                #bound
                #takes
            }
        }
    });
    let stamped: Vec<Stamped<'_>> =
        [version, created(model), updated(model)].into_iter().flatten().collect();
    if stamped.is_empty() {
        return TokenStream::new();
    }
    let body =
        if let [found] = stamped.as_slice() { stamp_one(found) } else { stamp_all(&stamped) };
    quote! {
        #version_fn
        fn stamp(
            &mut self,
            __stamp: &__d::Stamp,
        ) -> __d::core::result::Result<__d::Undo<Self>, __d::StampError> {
            #body
        }
    }
}

/// The body for one field: a call, which is checked faster than what [`stamp_all`] writes out.
fn stamp_one(found: &Stamped<'_>) -> TokenStream {
    let Stamped { field, bound, stamp } = found;
    let (ident, new) = (field.ident(), quote::format_ident!("__new"));
    let stamped = quote_spanned!(site(field)=> #stamp(&mut #new, __stamp));
    quote! {
        #bound
        let mut #new = __d::core::clone::Clone::clone(&self.#ident);
        let __stamped = #stamped;
        __d::set_one(self, __stamped, #new, |__item| &mut __item.#ident)
    }
}

fn stamp_all(stamped: &[Stamped<'_>]) -> TokenStream {
    let idents: Vec<_> = stamped.iter().map(|found| found.field.ident()).collect();
    let news: Vec<_> = (0..stamped.len()).map(|at| quote::format_ident!("__new{at}")).collect();
    let olds: Vec<_> = (0..stamped.len()).map(|at| quote::format_ident!("__old{at}")).collect();
    let bounds = stamped.iter().map(|found| &found.bound);
    let stamps = stamped.iter().zip(&news).map(|(found, new)| {
        let stamp = &found.stamp;
        quote_spanned!(site(found.field)=> #stamp(&mut #new, __stamp))
    });
    quote! {
        #(
            #bounds
            let mut #news = __d::core::clone::Clone::clone(&self.#idents);
            #stamps?;
        )*
        // All of them are made: the item changes as a whole.
        #(let #olds = __d::core::mem::replace(&mut self.#idents, #news);)*
        __d::Ok(__d::Undo::new(move |__item: &mut Self| {
            #(__item.#idents = #olds;)*
        }))
    }
}
