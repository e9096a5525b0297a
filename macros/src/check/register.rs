//! Rules of `register!`.
use crate::ast::{Entity, Register, Unknown};
use crate::errors::Errors;
use quote::ToTokens;
use syn::ext::IdentExt;

/// All rules of the enum of a table's entities. Entities that break one are taken out.
pub(crate) fn check_register(register: &mut Register, errors: &mut Errors) {
    for mistake in register.mistakes.drain(..) {
        errors.take::<()>(Err(mistake));
    }
    if register.entities.is_empty() {
        errors.at(
            register.ident.span(),
            "list at least one model: `enum Shop in ShopTable { Customer, Purchase(Order) }`",
        );
    }
    let mut known: Vec<Entity> = Vec::new();
    for entity in register.entities.drain(..) {
        if is_sound(&entity, &known, register.unknown, errors) {
            known.push(entity);
        }
    }
    register.entities = known;
}

fn is_sound(entity: &Entity, before: &[Entity], unknown: Unknown, errors: &mut Errors) -> bool {
    let variant = entity.variant.unraw();
    let model = entity.model.to_token_stream().to_string();
    for attribute in &entity.attributes {
        if attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr") {
            errors.on(attribute, "a registered entity cannot be conditional: put the whole `register!` under `#[cfg(..)]`");
            return false;
        }
    }
    if before.iter().any(|other| other.model.to_token_stream().to_string() == model) {
        errors.on(&entity.model, format!("the model `{model}` is listed twice: remove one"));
    } else if before.iter().any(|other| other.variant.unraw() == variant) {
        errors.at(
            entity.variant.span(),
            format!("the variant `{variant}` is listed twice: name one `Other({model})`"),
        );
    } else if unknown == Unknown::Keep && variant == "Unknown" {
        errors.at(
            entity.variant.span(),
            format!("`_ => keep` adds a variant `Unknown`: name this one `Other({model})`, or use `_ => skip` or `_ => error`"),
        );
    } else {
        return true;
    }
    false
}
