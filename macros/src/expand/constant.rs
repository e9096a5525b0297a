//! The constants of fields: an attribute each, with the one codec of the field.
use super::doc;
use super::shape::present_shape;
use super::with::with_type;
use crate::ast::{AttrRole, Field, Model, Spelling, constant};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Ident, Visibility};

/// A constant to be.
struct Constant<'a> {
    field: &'a Field,
    role: AttrRole,
    /// For a key part: the bounds that say what its type has to be.
    bounds: Option<TokenStream>,
}

/// The constants of a model. `is_stub` when the model has mistakes: the values are empty then.
pub(super) fn model_constants(model: &Model, is_stub: bool) -> TokenStream {
    let queries = model.indexes.iter().filter_map(|index| index.query.as_ref());
    let mut taken: Vec<String> = queries.map(|query| constant(query).to_string()).collect();
    let constants = model.fields.iter().map(|field| Constant {
        field,
        role: model.role(field),
        // NULL is no part: such a field is set by writing the item.
        bounds: (model.is_key_part(field) && !matches!(field.spelling, Spelling::Nullable(_)))
            .then(|| super::key::part_bounds(model, field)),
    });
    constants_of(&model.ident, &model.vis, constants, &mut taken, is_stub)
}

/// The constants of a `DynamoMap`. `is_stub` as for a model.
pub(super) fn map_constants(
    ident: &Ident,
    vis: &Visibility,
    fields: &[Field],
    is_stub: bool,
) -> TokenStream {
    let constants = fields.iter().map(|field| {
        let role = if field.may_be_absent() { AttrRole::Optional } else { AttrRole::Required };
        Constant { field, role, bounds: None }
    });
    constants_of(ident, vis, constants, &mut Vec::new(), is_stub)
}

fn constants_of<'a>(
    ident: &Ident,
    vis: &Visibility,
    constants: impl Iterator<Item = Constant<'a>>,
    taken: &mut Vec<String>,
    is_stub: bool,
) -> TokenStream {
    let mut types = Vec::new();
    let constants =
        constants.filter(|constant| constant.field.has_constant()).filter_map(|found| {
            let name = found.field.constant().unraw().to_string();
            // Two of one name are reported.
            if taken.contains(&name) {
                return None;
            }
            taken.push(name);
            if !is_stub {
                types.extend(with_type(found.field));
            }
            Some(found.tokens(vis, is_stub))
        });
    let constants: Vec<TokenStream> = constants.collect();
    if constants.is_empty() {
        return TokenStream::new();
    }
    quote! {
        #(#types)*
        // A private type behind a private field is as visible in the constant as the struct is.
        #[allow(dead_code, private_interfaces)]
        impl #ident {
            #(#constants)*
        }
    }
}

impl Constant<'_> {
    fn tokens(&self, vis: &Visibility, is_stub: bool) -> TokenStream {
        let Self { field, role, .. } = self;
        let (name, ty) = (field.constant(), stored_type(field));
        let role = role_type(*role);
        let docs = doc(&if field.serde.flatten.is_some() {
            format!("The members of `{}`, which are attributes of their own.", field.name())
        } else {
            format!("The `{}` attribute.", field.attribute)
        });
        let value = if is_stub { quote!(__d::core::panic!()) } else { self.value(&ty) };
        quote! {
            #docs
            #vis const #name: __d::Attr<Self, #ty, #role> = #value;
        }
    }

    fn value(&self, ty: &TokenStream) -> TokenStream {
        let field = self.field;
        if field.serde.flatten.is_some() {
            return quote!(__d::Attr::flattened());
        }
        let attribute = &field.attribute;
        let span = field.spelling.present().span();
        // One call is checked faster than two. Of a part, rustc blames the argument of `part` by its span.
        let attr = if field.serde.with.is_some() {
            let codec = codec(field);
            quote!(__d::Attr::with(#attribute, #codec))
        } else {
            let shape = stored_shape(field);
            let span = if self.bounds.is_some() { Span::call_site() } else { span };
            quote_spanned!(span=> __d::attribute(#attribute, #shape))
        };
        match &self.bounds {
            None => attr,
            Some(bounds) => {
                let role = role_type(self.role);
                quote_spanned! {span=> {
                    #bounds
                    __d::Attr::<Self, #ty, #role>::part(#attr)
                }}
            }
        }
    }
}

/// The codec of a field, which has a constant.
pub(super) fn codec(field: &Field) -> TokenStream {
    let shape = stored_shape(field);
    if field.serde.with.is_some() {
        let with = super::with::with_ident(field);
        return quote!(__d::Codec::with::<#with>(#shape));
    }
    quote_spanned!(field.spelling.present().span()=> __d::Codec::new(#shape))
}

/// The shape of what an attribute holds.
fn stored_shape(field: &Field) -> TokenStream {
    let shape = present_shape(field);
    match &field.spelling {
        Spelling::Nullable(_) if field.serde.with.is_none() => quote!(__d::Shape::Null(&#shape)),
        _ => shape,
    }
}

/// What an attribute holds: the field's type without the `Option` that says that it may be absent.
pub(super) fn stored_type(field: &Field) -> TokenStream {
    let ty = field.spelling.present();
    match &field.spelling {
        Spelling::Nullable(_) => quote!(__d::Option<#ty>),
        Spelling::Plain(_) | Spelling::Optional(_) => quote!(#ty),
    }
}

fn role_type(role: AttrRole) -> TokenStream {
    match role {
        AttrRole::Required => quote!(__d::Required),
        AttrRole::Optional => quote!(__d::Optional),
        AttrRole::PrimaryKey => quote!(__d::PrimaryKey),
        AttrRole::Managed => quote!(__d::Managed),
    }
}
