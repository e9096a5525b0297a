//! Shapes: what the codec cannot know of a field from serde alone.
use crate::ast::{Enum, Field, Spelling, Style, Tagging, Variant};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

/// A `fn __fields()` that lists the fields serde sees. `tag` is the attribute that `serde(tag)` adds to a struct, and
/// `is_optional` says which ones an item may lack.
pub(super) fn fields_fn(
    fields: &[Field],
    tag: Option<&str>,
    is_optional: impl Fn(&Field) -> bool,
) -> TokenStream {
    let list = field_list(fields, tag, is_optional);
    quote! {
        fn __fields() -> &'static [__d::Field] {
            #list
        }
    }
}

/// The body of a function that answers the fields.
fn field_list(
    fields: &[Field],
    tag: Option<&str>,
    is_optional: impl Fn(&Field) -> bool,
) -> TokenStream {
    let fields = fields.iter().filter(|field| !field.serde.skip.both()).map(|field| {
        let shape = field_shape(field);
        // serde fills what it does not read.
        let is_optional = is_optional(field) || field.serde.skip.reading.is_some();
        let optional = is_optional.then(|| quote!(.optional()));
        if field.serde.flatten.is_some() {
            return quote!(__d::Field::flatten(#shape) #optional);
        }
        let name = &field.attribute;
        let aliases = aliases(&field.serde.aliases);
        let write_only = field.serde.skip.reading.map(|_| quote!(.write_only()));
        let version = field.options.version.map(|_| quote!(.version()));
        quote!(__d::Field::new(#name, #shape) #aliases #write_only #optional #version)
    });
    let fields: Vec<_> = fields.collect();
    let count = fields.len() + usize::from(tag.is_some());
    let tag = tag.map(|tag| quote!(__d::Field::new(#tag, __d::Shape::Plain),));
    // An array, and no reference to one: that the compiler would promote, call by call.
    quote! {
        static __FIELDS: [__d::Field; #count] = [#tag #(#fields),*];
        &__FIELDS
    }
}

fn aliases(aliases: &[String]) -> Option<TokenStream> {
    (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])))
}

/// The shape of a field, by its type and by how often that is spelled as an `Option`.
pub(super) fn field_shape(field: &Field) -> TokenStream {
    let inner = present_shape(field);
    if field.serde.with.is_some() && field.options.ttl.is_none() {
        return inner;
    }
    match &field.spelling {
        Spelling::Plain(_) => inner,
        Spelling::Optional(_) if field.options.null.is_some() => quote!(__d::Shape::Null(&#inner)),
        Spelling::Optional(_) => quote!(__d::Shape::Optional(&#inner)),
        Spelling::Nullable(_) => quote!(__d::Shape::Nullable(&#inner)),
    }
}

/// The shape of what is there when the attribute is.
pub(super) fn present_shape(field: &Field) -> TokenStream {
    if field.options.ttl.is_some() {
        return quote!(__TTL);
    }
    if field.serde.with.is_some() {
        return quote!(__d::Shape::Plain);
    }
    let inner = field.spelling.present();
    quote_spanned!(inner.span()=> __d::Probe::<#inner>::SHAPE)
}

/// The shapes of a tuple's fields.
pub(super) fn tuple_shapes(fields: &[Field]) -> Vec<TokenStream> {
    fields.iter().filter(|field| !field.serde.skip.both()).map(field_shape).collect()
}

/// A `fn __variants()` that lists the variants, and a constant of the enum.
pub(super) fn variants_fn(data: &Enum) -> TokenStream {
    // An untagged variant of a tagged enum has no name; without a shape its content passes as it is.
    let listed = data
        .variants
        .iter()
        .filter(|variant| !variant.serde.skip.both() && !variant.serde.untagged);
    let variants = listed.map(variant);
    let tagging = match &data.tagging {
        Tagging::External => quote!(__d::Tagging::External),
        Tagging::Internal(tag) => quote!(__d::Tagging::Internal(#tag)),
        Tagging::Adjacent(tag, content) => quote!(__d::Tagging::Adjacent(#tag, #content)),
        Tagging::Untagged => quote!(__d::Tagging::Untagged),
    };
    quote! {
        fn __variants() -> &'static [__d::Variant] {
            const __VARIANTS: &[__d::Variant] = &[#(#variants),*];
            __VARIANTS
        }
        const __ENUM: &__d::Variants = &__d::Variants::new(#tagging, __variants);
    }
}

fn variant(variant: &Variant) -> TokenStream {
    let name = &variant.name;
    let aliases = aliases(&variant.serde.aliases);
    let shape = match (variant.style, variant.fields.as_slice()) {
        _ if variant.serde.with.is_some() => quote!(newtype(#name, __d::Shape::Plain)),
        (Style::Unit, _) => quote!(unit(#name)),
        // serde makes a skipped newtype a unit variant.
        (Style::Tuple, [field]) if field.serde.skip.writing.is_some() => quote!(unit(#name)),
        (Style::Tuple, [field]) => {
            let shape = field_shape(field);
            quote!(newtype(#name, #shape))
        }
        (Style::Tuple, fields) => {
            let shapes = tuple_shapes(fields);
            quote!(tuple(#name, &[#(#shapes),*]))
        }
        (Style::Named, fields) => {
            let list = field_list(fields, None, Field::may_be_absent);
            quote!(fields(#name, {
                fn __fields() -> &'static [__d::Field] {
                    #list
                }
                __fields
            }))
        }
    };
    quote!(__d::Variant::#shape #aliases)
}
