//! The operations of expressions that a value takes: those of what it is stored as.
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Type};

/// The families, and for those of others what they are families of.
const FAMILIES: [(&str, Option<&str>); 9] = [
    ("Prefixed", None),
    ("Scalar", None),
    ("Numeric", None),
    ("Addable", None),
    ("Measured", None),
    ("Container", Some("Element")),
    ("Set", Some("Element")),
    ("List", Some("Element")),
    ("Map", Some("Value")),
];

/// Each family that the stored type is in: a higher-ranked bound may be false without being an error.
pub(super) fn families(ident: &Ident, stored: &Type) -> TokenStream {
    let families = FAMILIES.iter().map(|(family, of)| {
        let family = format_ident!("{family}");
        let of = of.map(|of| {
            let of = format_ident!("{of}");
            quote!(type #of = <#stored as __d::#family>::#of;)
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
