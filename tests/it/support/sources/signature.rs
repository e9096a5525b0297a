//! Signatures of items: what a caller can see, without bodies and documentation.

use std::fmt::Write as _;

use syn::{Attribute, Fields, FnArg, Generics, Item, Pat, Signature, TraitItem, Visibility};

use super::text::one_line;

/// The headline of an item.
pub(crate) fn headline(item: &Item) -> String {
    let line = match item {
        Item::Const(item) => format!("const {}: {}", item.ident, one_line(&item.ty)),
        Item::Static(item) => format!("static {}: {}", item.ident, one_line(&item.ty)),
        Item::Fn(item) => function(&item.sig),
        Item::Type(item) => {
            format!("type {}{} = {}", item.ident, one_line(&item.generics), one_line(&item.ty))
        }
        Item::Struct(item) => with_bounds(&format!("struct {}", item.ident), &item.generics),
        Item::Enum(item) => with_bounds(&format!("enum {}", item.ident), &item.generics),
        Item::Trait(item) => {
            let name = format!("trait {}{}", item.ident, one_line(&item.generics));
            let above = one_line(&item.supertraits);
            let above = if above.is_empty() { above } else { format!(": {above}") };
            format!("{name}{above}{}", bounds(&item.generics))
        }
        other => one_line(other),
    };
    let attrs = attributes(item);
    format!("{line}{}", facts(attrs))
}

pub(crate) fn function(signature: &Signature) -> String {
    let mut signature = signature.clone();
    for input in &mut signature.inputs {
        match input {
            FnArg::Receiver(receiver) if receiver.reference.is_none() => receiver.mutability = None,
            FnArg::Typed(typed) => {
                if let Pat::Ident(name) = &mut *typed.pat {
                    name.mutability = None;
                }
            }
            FnArg::Receiver(_) => {}
        }
    }
    one_line(&signature)
}

pub(crate) fn member(item: &TraitItem) -> Option<(String, &[Attribute], String)> {
    Some(match item {
        TraitItem::Fn(item) => {
            let given = if item.default.is_some() { " { .. }" } else { "" };
            (item.sig.ident.to_string(), &item.attrs, format!("{}{given}", function(&item.sig)))
        }
        TraitItem::Const(item) => {
            let given = if item.default.is_some() { " = .." } else { "" };
            let line = format!("const {}: {}{given}", item.ident, one_line(&item.ty));
            (item.ident.to_string(), &item.attrs, line)
        }
        TraitItem::Type(item) => {
            let generics = one_line(&item.generics);
            let limits = one_line(&item.bounds);
            let limits = if limits.is_empty() { limits } else { format!(": {limits}") };
            let line = format!("type {}{generics}{limits}{}", item.ident, bounds(&item.generics));
            (item.ident.to_string(), &item.attrs, line)
        }
        _ => return None,
    })
}

/// The public fields of a struct, or of a variant, whose fields all are.
pub(crate) fn fields(fields: &Fields, all_are_public: bool) -> Vec<String> {
    let seen = |field: &&syn::Field| all_are_public || matches!(field.vis, Visibility::Public(_));
    let name = |at: usize, field: &syn::Field| match &field.ident {
        Some(name) => name.to_string(),
        None => at.to_string(),
    };
    let fields = fields.iter().enumerate().filter(|(_, field)| seen(field));
    fields.map(|(at, field)| format!("{}: {}", name(at, field), one_line(&field.ty))).collect()
}

/// What attributes say to a caller: derived traits, openness, the feature it needs.
pub(crate) fn facts(attrs: &[Attribute]) -> String {
    let mut derived = Vec::new();
    let mut said = String::new();
    for attr in attrs {
        if attr.path().is_ident("derive") {
            let _ = attr.parse_nested_meta(|meta| {
                derived.push(one_line(&meta.path));
                Ok(())
            });
        } else if attr.path().is_ident("non_exhaustive") || attr.path().is_ident("deprecated") {
            let _ = write!(said, " #[{}]", one_line(attr.path()));
        } else if attr.path().is_ident("cfg") {
            let _ = write!(said, " {}", one_line(attr));
        }
    }
    derived.sort();
    if !derived.is_empty() {
        let _ = write!(said, " #[derive({})]", derived.join(", "));
    }
    said
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        _ => &[],
    }
}

fn with_bounds(name: &str, generics: &Generics) -> String {
    format!("{name}{}{}", one_line(generics), bounds(generics))
}

pub(crate) fn bounds(generics: &Generics) -> String {
    match &generics.where_clause {
        Some(clause) => format!(" {}", one_line(clause).trim_end_matches(',')),
        None => String::new(),
    }
}
