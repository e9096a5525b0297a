//! The operations of expressions that a value takes: those of what it is stored as.
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Type};

/// The families, and for those that hold others: the type of these, and the function that answers their codec.
const FAMILIES: [(&str, Option<(&str, &str)>); 9] = [
    ("Prefixed", None),
    ("Scalar", None),
    ("Numeric", None),
    ("Addable", None),
    ("Measured", None),
    ("Container", Some(("Element", "element"))),
    ("Set", Some(("Element", "element"))),
    ("List", Some(("Element", "element"))),
    ("Map", Some(("Value", "value"))),
];

/// Each family that the stored type is in: a higher-ranked bound may be false without being an error.
pub(super) fn families(ident: &Ident, stored: &Type) -> TokenStream {
    let families = FAMILIES.iter().map(|(family, of)| {
        let family = format_ident!("{family}");
        let of = of.map(|(of, codec)| {
            let (of, codec) = (format_ident!("{of}"), format_ident!("{codec}"));
            quote! {
                type #of = <#stored as __d::#family>::#of;
                fn #codec(__shape: &__d::Shape) -> __d::Codec<Self::#of> {
                    <#stored as __d::#family>::#codec(__shape)
                }
            }
        });
        quote! {
            #[automatically_derived]
            impl __d::#family for #ident where for<'__a> #stored: __d::#family {
                #of
            }
        }
    });
    families.collect()
}
