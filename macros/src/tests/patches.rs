//! Patches.
use super::support::{assert_contains, expand, messages};
use crate::derive;
use quote::quote;

#[test]
fn a_patch_sets_what_is_there() {
    let expansion = expand(
        derive::patch,
        quote! {
            #[dynamo(model = shop::Order)]
            struct OrderPatch<'a> {
                note: Option<&'a str>,
                #[dynamo(nullable)]
                channel: Option<Option<Channel>>,
                #[dynamo(constant = "KIND")]
                r#type: Option<u8>,
            }
        },
    );
    let parts = [
        "impl<'a> __d::Patch<shop::Order> for OrderPatch<'a>",
        "fn apply<__A: __d::Answer<shop::Order>>(self, __update: __d::Update<shop::Order, __A>,) -> __d::Update<shop::Order, __A>",
        "let __update = __d::Update::set_some(__update, <shop::Order>::NOTE, self.note);",
        "__d::Update::set_some(__update, <shop::Order>::CHANNEL, self.channel);",
        "__d::Update::set_some(__update, <shop::Order>::KIND, self.r#type);",
    ];
    for part in parts {
        assert_contains(&expansion, part);
    }
}

#[test]
fn a_patch_is_a_struct_of_options() {
    let named = "a patch is a struct with named fields: each is an attribute that it may change";
    let cases = [
        (
            quote!(
                struct P {
                    x: Option<u8>,
                }
            ),
            vec![
                "`P` has no model: add `#[dynamo(model = Order)]`, the model whose items it changes",
            ],
        ),
        (
            quote!(
                #[dynamo(model = M, table = T)]
                struct P {
                    x: Vec<u8>,
                    #[dynamo(nullable)]
                    y: Option<Vec<u8>>,
                    z: Option<Option<u8>>,
                }
            ),
            vec![
                "unknown option `table`; use one of `model`",
                "a patch's field is an `Option`: `None` leaves the attribute as it is; write `Option<Vec<u8>>`",
                "`nullable` needs an `Option<Option<T>>`: `None` leaves the attribute as it is, `Some(None)` removes it; write `Option<Option<Vec<u8>>>`",
                "an `Option<Option<T>>` says that `Some(None)` removes the attribute: add `#[dynamo(nullable)]`, or write `Option<T>`",
            ],
        ),
        (
            quote!(
                #[dynamo(model = M)]
                struct P {
                    x: Option<u8>,
                    #[dynamo(constant = "X", null)]
                    y: Option<u8>,
                }
            ),
            vec![
                "unknown option `null`; use one of `nullable`, `constant`",
                "`x` and `y` both change `X`, and an update changes an attribute once: remove one",
            ],
        ),
        (
            quote!(
                #[dynamo(model = "M")]
                struct P {}
            ),
            vec!["expected a type: `model = Order`"],
        ),
        (
            quote!(
                struct P(Option<u8>);
            ),
            vec![named],
        ),
        (
            quote!(
                struct P;
            ),
            vec![named],
        ),
        (
            quote!(
                enum P {
                    A,
                }
            ),
            vec![named],
        ),
    ];
    for (item, expected) in cases {
        assert_eq!(messages(derive::patch, item.clone()), expected, "{item}");
    }
}
