//! The tokens of `register!`.
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Token, Type, Visibility, braced, parenthesized};

/// `pub enum Shop in ShopTable { .. }`
pub(crate) struct Register {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) table: Type,
    pub(crate) entities: Vec<Entity>,
    pub(crate) unknown: Unknown,
    /// Policies that are wrong or not last; all are reported together.
    pub(crate) mistakes: Vec<syn::Error>,
}

/// `Customer` or `Purchase(Order)`.
pub(crate) struct Entity {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) variant: Ident,
    pub(crate) model: Type,
}

/// What becomes of items of no registered entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    Keep,
    Skip,
    Error,
}

enum Entry {
    Entity(Box<Entity>),
    Policy(Span, syn::Result<Unknown>),
}

impl Parse for Register {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        input.parse::<Token![enum]>()?;
        let ident = input.parse()?;
        if input.peek(Token![<]) {
            return Err(input.error("the enum of a table's entities has no generics: remove them"));
        }
        if !input.peek(Token![in]) {
            return Err(input.error("expected the table: `enum Shop in ShopTable { .. }`"));
        }
        input.parse::<Token![in]>()?;
        let table = input.parse()?;
        let body;
        braced!(body in input);
        let entries = Punctuated::<Entry, Token![,]>::parse_terminated(&body)?;
        let mut found = Self {
            attributes,
            vis,
            ident,
            table,
            entities: Vec::new(),
            unknown: Unknown::Keep,
            mistakes: Vec::new(),
        };
        let mut policy: Option<Span> = None;
        for entry in entries {
            if let Some(span) = policy {
                found.mistakes.push(syn::Error::new(
                    span,
                    "the policy for unknown items comes last, and once",
                ));
            }
            match entry {
                Entry::Entity(entity) => found.entities.push(*entity),
                Entry::Policy(span, Ok(unknown)) => (policy, found.unknown) = (Some(span), unknown),
                Entry::Policy(_, Err(error)) => found.mistakes.push(error),
            }
        }
        Ok(found)
    }
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        if input.peek(Token![_]) {
            let span = input.parse::<Token![_]>()?.span;
            input.parse::<Token![=>]>()?;
            let policy = input.call(Ident::parse_any)?;
            let unknown = match policy.to_string().as_str() {
                "keep" => Ok(Unknown::Keep),
                "skip" => Ok(Unknown::Skip),
                "error" => Ok(Unknown::Error),
                _ => Err(syn::Error::new(
                    policy.span(),
                    "unknown items: use `_ => keep`, `_ => skip` or `_ => error`",
                )),
            };
            return Ok(Self::Policy(span, unknown));
        }
        if !input.peek(syn::Ident) {
            return Err(input.error("expected `Model`, `Variant(Model)` or `_ => keep`"));
        }
        let variant: Ident = input.parse()?;
        let model = if input.peek(syn::token::Paren) {
            let model;
            parenthesized!(model in input);
            if model.is_empty() {
                return Err(syn::Error::new(
                    variant.span(),
                    format!("expected a model: `{variant}(Model)`"),
                ));
            }
            model.parse()?
        } else {
            Type::Path(syn::TypePath { qself: None, path: variant.clone().into() })
        };
        if input.peek(Token![|]) {
            return Err(
                input.error("an alias belongs to the model: `#[dynamo(alias = \"OLD_NAME\")]`")
            );
        }
        if !input.is_empty() && !input.peek(Token![,]) {
            return Err(input
                .error("expected `Model`, `Variant(Model)` or `_ => keep`, separated by commas"));
        }
        Ok(Self::Entity(Box::new(Entity { attributes, variant, model })))
    }
}
