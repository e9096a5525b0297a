//! What may stand beside an attribute: a value of its type, or another attribute.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use super::UntypedValue;
use super::term::Term;
use crate::codec::Codec;
use crate::error::{EncodeError, ExpressionError};
use crate::model::{Attr, Dynamic, Untyped};

/// A value as DynamoDB stores it, for untyped attributes and raw expressions.
///
/// It is for a set or binary, of which serde does not say that it is one. Its `Debug` shows the type alone.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = baskets().await?;
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamorph::Stored;
///
/// let tags = Stored(AttributeValue::Ss(vec!["vip".into(), "gift".into()]));
/// let found = Basket::query("ann").filter(attr("tags").eq(tags)).first(&db).await?;
/// assert!(found.is_some(), "sets compare without order");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq)]
pub struct Stored(pub AttributeValue);

impl std::fmt::Debug for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stored({})", crate::value::type_name(&self.0))
    }
}

/// What may stand on the right of a comparison with an attribute of type `T` in `M`: a `T`, a `&T`, or another attribute of
/// that type.
///
/// Nothing is converted but literals: `&str` for `String`, integers for `rust_decimal::Decimal`. An attribute whose field is
/// an `Option<T>` compares with a `T`; for a value that may be absent see [`IntoCondition`](crate::IntoCondition).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let limit: u32 = 150;
/// let by_value = Order::TOTAL.gt(limit) & Order::TOTAL.gt(&limit) & Order::DAY.gt("2026");
/// let by_attribute = Order::TOTAL.gt(Order::NUMBER);
/// assert_eq!(Order::query("ann").filter(by_value).count(&db).await?, 2);
/// assert_eq!(Order::scan().filter(by_attribute).count(&db).await?, 3);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared with an attribute of type `{T}`",
    label = "expected a value or an attribute of type `{T}`",
    note = "operands are never converted: a `String` attribute also takes `&str`, a `Decimal` attribute also takes integers"
)]
pub trait Operand<M, T> {
    /// The operand for an attribute of this codec. `see` is shown the value, where it is one.
    #[doc(hidden)]
    fn term(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Term;
}

pub(super) fn value<T>(codec: &Codec<T>, value: &T, see: &mut dyn FnMut(&T)) -> Term {
    see(value);
    match codec.encode_member(value) {
        Ok(Some(value)) => Term::Value(value),
        Ok(None) => Term::Absent,
        Err(error) => not_encoded(error),
    }
}

/// A value that does not encode. The attribute is named where it is known.
fn not_encoded(source: EncodeError) -> Term {
    Term::Invalid(Box::new(ExpressionError::Value { attribute: String::new(), source }))
}

fn untyped(value: impl UntypedValue) -> Term {
    match value.into_stored("") {
        Ok(value) => Term::Value(value),
        Err(error) => Term::Invalid(error),
    }
}

pub(super) fn path<M, T, R>(attribute: &Attr<M, T, R>) -> Term {
    match attribute.path() {
        Ok(path) => Term::Path(path),
        Err(error) => Term::Invalid(Box::new(ExpressionError::Path(error))),
    }
}

#[diagnostic::do_not_recommend]
impl<M, T> Operand<M, T> for T {
    fn term(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Term {
        value(codec, &self, see)
    }
}

#[diagnostic::do_not_recommend]
impl<M, T> Operand<M, T> for &T {
    fn term(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Term {
        value(codec, self, see)
    }
}

#[diagnostic::do_not_recommend]
impl<M> Operand<M, String> for &str {
    fn term(self, codec: &Codec<String>, see: &mut dyn FnMut(&String)) -> Term {
        value(codec, &self.to_owned(), see)
    }
}

#[diagnostic::do_not_recommend]
impl<M, T, R> Operand<M, T> for Attr<M, T, R> {
    fn term(self, _: &Codec<T>, _: &mut dyn FnMut(&T)) -> Term {
        path(&self)
    }
}

#[diagnostic::do_not_recommend]
impl<V: Serialize> Operand<Untyped, Dynamic> for V {
    fn term(self, _: &Codec<Dynamic>, _: &mut dyn FnMut(&Dynamic)) -> Term {
        untyped(self)
    }
}

#[diagnostic::do_not_recommend]
impl Operand<Untyped, Dynamic> for Stored {
    fn term(self, _: &Codec<Dynamic>, _: &mut dyn FnMut(&Dynamic)) -> Term {
        untyped(self)
    }
}

#[cfg(feature = "rust_decimal")]
macro_rules! decimals {
    ($($integer:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<M> Operand<M, rust_decimal::Decimal> for $integer {
            fn term(
                self,
                codec: &Codec<rust_decimal::Decimal>,
                see: &mut dyn FnMut(&rust_decimal::Decimal),
            ) -> Term {
                value(codec, &self.into(), see)
            }
        }
    )*};
}
#[cfg(feature = "rust_decimal")]
decimals!(i8 i16 i32 i64 u8 u16 u32 u64);

impl Term {
    /// The same term beside this attribute, which errors then name.
    pub(crate) fn beside(self, attribute: impl FnOnce() -> String) -> Self {
        match self {
            Self::Invalid(error) => Self::Invalid(Box::new(match *error {
                ExpressionError::Value { attribute: name, source } if name.is_empty() => {
                    ExpressionError::Value { attribute: attribute(), source }
                }
                other => other,
            })),
            other => other,
        }
    }
}
