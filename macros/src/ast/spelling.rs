//! What a derive can know of a type: how it is spelled.
use proc_macro2::Span;
use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// How often a type is spelled as an `Option`.
#[derive(Clone)]
pub(crate) enum Spelling {
    /// `T`
    Plain(Type),
    /// `Option<T>`
    Optional(Type),
    /// `Option<Option<T>>`; the type is `T`.
    Nullable(Type),
}

impl Spelling {
    pub(crate) fn of(ty: &Type) -> Self {
        let Some(inner) = option(ty) else { return Self::Plain(ungrouped(ty).clone()) };
        match option(inner) {
            Some(innermost) => Self::Nullable(innermost.clone()),
            None => Self::Optional(inner.clone()),
        }
    }

    /// The type without the first `Option`: what is there when the attribute is.
    pub(crate) fn present(&self) -> &Type {
        match self {
            Self::Plain(ty) | Self::Optional(ty) | Self::Nullable(ty) => ty,
        }
    }

    pub(crate) fn is_option(&self) -> bool {
        !matches!(self, Self::Plain(_))
    }
}

/// Whether the type is spelled as one whose texts in a key differ in width, so that a next part needs a delimiter.
pub(crate) fn needs_delimiter(ty: &Type) -> bool {
    const OPEN: [&str; 8] = ["String", "str", "i8", "i16", "i32", "i64", "i128", "isize"];
    match ungrouped(ty) {
        // `Box<str>`
        Type::Path(path) => path.path.segments.last().is_some_and(|last| match &last.arguments {
            PathArguments::AngleBracketed(arguments) => arguments.args.iter().any(
                |argument| matches!(argument, GenericArgument::Type(ty) if needs_delimiter(ty)),
            ),
            _ => OPEN.iter().any(|name| last.ident == name),
        }),
        _ => false,
    }
}

/// Whether the type is spelled as a set, which DynamoDB does not hold empty.
pub(crate) fn is_set(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|last| last.ident == "BTreeSet" || last.ident == "HashSet")
}

/// Where the type spells a 128-bit integer.
pub(crate) fn wide_integer(ty: &Type) -> Option<Span> {
    match ungrouped(ty) {
        Type::Array(array) => wide_integer(&array.elem),
        Type::Slice(slice) => wide_integer(&slice.elem),
        Type::Reference(reference) => wide_integer(&reference.elem),
        Type::Tuple(tuple) => tuple.elems.iter().find_map(wide_integer),
        Type::Path(path) => {
            path.path.segments.iter().find_map(|segment| match &segment.arguments {
                PathArguments::None if segment.ident == "i128" || segment.ident == "u128" => {
                    Some(segment.ident.span())
                }
                PathArguments::AngleBracketed(arguments) => {
                    arguments.args.iter().find_map(|argument| match argument {
                        GenericArgument::Type(ty) => wide_integer(ty),
                        _ => None,
                    })
                }
                _ => None,
            })
        }
        _ => None,
    }
}

fn option(ty: &Type) -> Option<&Type> {
    let last = last_segment(ty).filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) if arguments.args.len() == 1 => Some(ungrouped(inner)),
        _ => None,
    }
}

fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ungrouped(ty) {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    }
}

/// Types that came through a `macro_rules!` are in an invisible group.
fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        Type::Paren(paren) => ungrouped(&paren.elem),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;
    use syn::parse_quote;

    #[test]
    fn options_are_known_by_spelling() {
        let cases: [(Type, &str); 5] = [
            (parse_quote!(String), "plain String"),
            (parse_quote!(Option<u8>), "optional u8"),
            (parse_quote!(::std::option::Option<(u8)>), "optional u8"),
            (parse_quote!(Option<core::option::Option<u8>>), "nullable u8"),
            (parse_quote!(Box<Option<u8>>), "plain Box < Option < u8 > >"),
        ];
        for (ty, expected) in cases {
            let found = match Spelling::of(&ty) {
                Spelling::Plain(ty) => format!("plain {}", ty.to_token_stream()),
                Spelling::Optional(ty) => format!("optional {}", ty.to_token_stream()),
                Spelling::Nullable(ty) => format!("nullable {}", ty.to_token_stream()),
            };
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn sets_are_known_by_spelling() {
        let sets: [Type; 2] =
            [parse_quote!(BTreeSet<u8>), parse_quote!(std::collections::HashSet<String>)];
        let others: [Type; 2] = [parse_quote!(Vec<BTreeSet<u8>>), parse_quote!(BTreeMap<u8, u8>)];
        assert!(sets.iter().all(is_set));
        assert!(!others.iter().any(is_set));
    }

    #[test]
    fn wide_integers_are_found_inside_other_types() {
        let wide: Type = parse_quote!(HashMap<String, [Option<(u8, core::primitive::i128)>; 3]>);
        let narrow: Type = parse_quote!(Vec<u64>);
        assert!(wide_integer(&wide).is_some());
        assert!(wide_integer(&narrow).is_none());
    }
}
