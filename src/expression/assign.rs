//! What an update may put into an attribute.

use std::collections::{BTreeSet, HashSet};
use std::marker::PhantomData;
use std::ops::{Add, Sub};

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::operand::{self, Operand};
use super::term::Term;
use super::{SetTo, Stored, UntypedValue};
use crate::codec::Codec;
use crate::error::{EncodeError, EncodeErrorKind};
use crate::model::{Attr, Dynamic, IntoPart, List, Numeric, Optional, Set, Untyped};

/// What [`set`](crate::Update::set) may assign to an attribute of type `T`: a `T`, a `&T`, another attribute, or a sum; and to
/// an [`Optional`] one an `Option<T>`, whose `None` removes it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
#[doc = include_str!("../../docs/examples/in_basket.rs")]
/// let (tags, note) = (std::collections::BTreeSet::from(["vip".to_owned()]), None::<String>);
/// let basket = Basket::update("ann")
///     .set(Basket::POINTS, Basket::POINTS + 5) // a sum
///     .set(Basket::TAGS, &tags) // a value, or a reference to one
///     .set(Basket::NOTE, note) // an optional attribute takes an `Option`; `None` removes it
///     .returning_new()
///     .send(&db)
///     .await?;
/// assert_eq!((basket.points, basket.tags.len(), basket.note), (15, 1, None));
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be assigned to an attribute of type `{T}`",
    label = "expected a value or an attribute of type `{T}`",
    note = "an `Option` may be assigned to an optional attribute only: `None` removes it"
)]
pub trait Assign<M, T, R> {
    /// The new value for an attribute of this codec. `see` is shown it, where it is a value.
    #[doc(hidden)]
    fn assign(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Assigned;
}

/// A value, an attribute, a computation, or nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Assigned(pub(crate) SetTo);

impl From<Term> for Assigned {
    fn from(term: Term) -> Self {
        Self(SetTo::Term(term))
    }
}

#[diagnostic::do_not_recommend]
impl<M, T, R> Assign<M, T, R> for T {
    fn assign(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Assigned {
        operand::value(codec, &self, see).into()
    }
}

#[diagnostic::do_not_recommend]
impl<M, T, R> Assign<M, T, R> for &T {
    fn assign(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Assigned {
        operand::value(codec, self, see).into()
    }
}

#[diagnostic::do_not_recommend]
impl<M, R> Assign<M, String, R> for &str {
    fn assign(self, codec: &Codec<String>, see: &mut dyn FnMut(&String)) -> Assigned {
        operand::value(codec, &self.to_owned(), see).into()
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: Serialize> Assign<M, T, Optional> for Option<T> {
    fn assign(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Assigned {
        (&self).assign_ref(codec, see)
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: Serialize> Assign<M, T, Optional> for &Option<T> {
    fn assign(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Assigned {
        self.assign_ref(codec, see)
    }
}

/// `None` assigns nothing.
trait AssignOption<T> {
    fn assign_ref(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Assigned;
}

impl<T> AssignOption<T> for &Option<T> {
    fn assign_ref(self, codec: &Codec<T>, see: &mut dyn FnMut(&T)) -> Assigned {
        self.as_ref().map_or(Term::Absent, |value| operand::value(codec, value, see)).into()
    }
}

#[diagnostic::do_not_recommend]
impl<M, T, R, R2> Assign<M, T, R> for Attr<M, T, R2> {
    fn assign(self, _: &Codec<T>, _: &mut dyn FnMut(&T)) -> Assigned {
        operand::path(&self).into()
    }
}

#[diagnostic::do_not_recommend]
impl<M, T, R> Assign<M, T, R> for Sum<M, T> {
    fn assign(self, _: &Codec<T>, _: &mut dyn FnMut(&T)) -> Assigned {
        Assigned(self.sum)
    }
}

#[diagnostic::do_not_recommend]
impl<V: Serialize> Assign<Untyped, Dynamic, Optional> for V {
    fn assign(self, codec: &Codec<Dynamic>, see: &mut dyn FnMut(&Dynamic)) -> Assigned {
        Operand::<Untyped, Dynamic>::term(self, codec, see).into()
    }
}

#[diagnostic::do_not_recommend]
impl Assign<Untyped, Dynamic, Optional> for Stored {
    fn assign(self, codec: &Codec<Dynamic>, see: &mut dyn FnMut(&Dynamic)) -> Assigned {
        Operand::<Untyped, Dynamic>::term(self, codec, see).into()
    }
}

#[cfg(feature = "rust_decimal")]
macro_rules! decimals {
    ($($integer:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<M, R> Assign<M, rust_decimal::Decimal, R> for $integer {
            fn assign(
                self,
                codec: &Codec<rust_decimal::Decimal>,
                see: &mut dyn FnMut(&rust_decimal::Decimal),
            ) -> Assigned {
                operand::value(codec, &self.into(), see).into()
            }
        }
        #[diagnostic::do_not_recommend]
        impl AddOperand<rust_decimal::Decimal> for $integer {
            fn add(self, codec: &Codec<rust_decimal::Decimal>) -> Result<Option<AttributeValue>, EncodeError> {
                codec.encode_value(&self.into()).map(Some)
            }
        }
    )*};
}
#[cfg(feature = "rust_decimal")]
decimals!(i8 i16 i32 i64 u8 u16 u32 u64);

/// `a + b` or `a - b`, for [`set`](crate::Update::set): the left is an attribute, the right a value or another attribute.
///
/// DynamoDB computes with 38 digits. An attribute that is absent makes the update fail
/// ([`Error::MissingOperand`](crate::Error::MissingOperand)); it does not count as 0. There are no longer sums: DynamoDB takes two operands.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let tea = Product::update("tea").set(Product::PRICE, Product::PRICE + Product::PRICE).returning_new().send(&db).await?;
/// assert_eq!(tea.price, 900);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a sum does nothing until an update sets it"]
pub struct Sum<M, T> {
    sum: SetTo,
    marker: PhantomData<fn() -> (M, T)>,
}

impl<M, T: Numeric, R, V: Operand<M, T>> Add<V> for Attr<M, T, R> {
    type Output = Sum<M, T>;

    fn add(self, other: V) -> Sum<M, T> {
        let other = other.term(self.codec(), &mut |_| {}).beside(|| self.label());
        Sum { sum: SetTo::Plus(operand::path(&self), other), marker: PhantomData }
    }
}

impl<M, T: Numeric, R, V: Operand<M, T>> Sub<V> for Attr<M, T, R> {
    type Output = Sum<M, T>;

    fn sub(self, other: V) -> Sum<M, T> {
        let other = other.term(self.codec(), &mut |_| {}).beside(|| self.label());
        Sum { sum: SetTo::Minus(operand::path(&self), other), marker: PhantomData }
    }
}

/// What [`add`](crate::Update::add) takes for an attribute of type `T`: a number of that type, or elements of that set.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
#[doc = include_str!("../../docs/examples/in_basket.rs")]
/// let basket = Basket::update("ann")
///     .add(Basket::POINTS, 5)
///     .add(Basket::TAGS, ["new"])
///     .returning_new()
///     .send(&db)
///     .await?;
/// assert_eq!((basket.points, basket.tags.len()), (15, 3));
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be added to an attribute of type `{T}`",
    label = "expected a number of that type, or elements of that set"
)]
pub trait AddOperand<T> {
    /// The number or set; `None` for a set without elements, which adds nothing.
    #[doc(hidden)]
    fn add(self, codec: &Codec<T>) -> Result<Option<AttributeValue>, EncodeError>;
}

#[diagnostic::do_not_recommend]
impl<T: Numeric> AddOperand<T> for T {
    fn add(self, codec: &Codec<T>) -> Result<Option<AttributeValue>, EncodeError> {
        codec.encode_value(&self).map(Some)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned, V> AddOperand<BTreeSet<T>> for V
where
    V: IntoIterator,
    V::Item: IntoPart<T>,
{
    fn add(self, codec: &Codec<BTreeSet<T>>) -> Result<Option<AttributeValue>, EncodeError> {
        set_of::<BTreeSet<T>, V>(codec, self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned, S, V> AddOperand<HashSet<T, S>> for V
where
    V: IntoIterator,
    V::Item: IntoPart<T>,
{
    fn add(self, codec: &Codec<HashSet<T, S>>) -> Result<Option<AttributeValue>, EncodeError> {
        set_of::<HashSet<T, S>, V>(codec, self)
    }
}

#[diagnostic::do_not_recommend]
impl<V: UntypedValue> AddOperand<Dynamic> for V {
    fn add(self, _: &Codec<Dynamic>) -> Result<Option<AttributeValue>, EncodeError> {
        match self.into_stored("") {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(match *error {
                crate::error::ExpressionError::Value { source, .. } => source,
                _ => EncodeError::new(EncodeErrorKind::UnknownType),
            }),
        }
    }
}

/// Elements that may be taken out of a set attribute of type `T`.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
#[doc = include_str!("../../docs/examples/in_basket.rs")]
/// let basket = Basket::update("ann").delete(Basket::TAGS, ["vip"]).returning_new().send(&db).await?;
/// assert_eq!(basket.tags.len(), 1);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` are no elements of a set of type `{T}`",
    label = "expected an array, a list or a set of its elements, or `Stored(..)` for an untyped attribute"
)]
pub trait SetElements<T> {
    /// The elements as a set; `None` without any.
    #[doc(hidden)]
    fn set(self, codec: &Codec<T>) -> Result<Option<AttributeValue>, EncodeError>;
}

#[diagnostic::do_not_recommend]
impl<T: Set, V> SetElements<T> for V
where
    V: IntoIterator,
    V::Item: IntoPart<T::Element>,
{
    fn set(self, codec: &Codec<T>) -> Result<Option<AttributeValue>, EncodeError> {
        set_of(codec, self)
    }
}

#[diagnostic::do_not_recommend]
impl SetElements<Dynamic> for Stored {
    fn set(self, _: &Codec<Dynamic>) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(Some(self.0))
    }
}

/// Elements that may be put into a list attribute of type `T`.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
#[doc = include_str!("../../docs/examples/in_basket.rs")]
/// let basket = Basket::update("ann").append(Basket::LINES, vec![line("rice", 1)]).returning_new().send(&db).await?;
/// assert_eq!(basket.lines.len(), 3);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` are no elements of a list of type `{T}`",
    label = "expected an array or a list of its elements, or `Stored(..)` for an untyped attribute"
)]
pub trait ListElements<T> {
    /// Each element.
    #[doc(hidden)]
    fn list(self, codec: &Codec<T>) -> Result<Vec<AttributeValue>, EncodeError>;
}

#[diagnostic::do_not_recommend]
impl<T: List, V: IntoIterator<Item = T::Element>> ListElements<T> for V {
    fn list(self, codec: &Codec<T>) -> Result<Vec<AttributeValue>, EncodeError> {
        let codec = T::element(codec.shape());
        self.into_iter().map(|element| codec.encode_value(&element)).collect()
    }
}

#[diagnostic::do_not_recommend]
impl ListElements<Dynamic> for Stored {
    fn list(self, _: &Codec<Dynamic>) -> Result<Vec<AttributeValue>, EncodeError> {
        Ok(match self.0 {
            AttributeValue::L(list) => list,
            // One element.
            other => vec![other],
        })
    }
}

/// A set of some elements, each once; `None` without any.
fn set_of<T: Set, V>(codec: &Codec<T>, elements: V) -> Result<Option<AttributeValue>, EncodeError>
where
    V: IntoIterator,
    V::Item: IntoPart<T::Element>,
{
    let codec = T::element(codec.shape());
    let mut set: Option<AttributeValue> = None;
    for element in elements {
        let element = codec.encode_value(&element.into_part())?;
        set = Some(with_element(set, element)?);
    }
    Ok(set)
}

fn with_element(
    set: Option<AttributeValue>,
    element: AttributeValue,
) -> Result<AttributeValue, EncodeError> {
    fn add<T: PartialEq>(mut set: Vec<T>, element: T) -> Vec<T> {
        if !set.contains(&element) {
            set.push(element);
        }
        set
    }
    Ok(match (set, element) {
        (None, AttributeValue::S(text)) => AttributeValue::Ss(vec![text]),
        (None, AttributeValue::N(number)) => AttributeValue::Ns(vec![number]),
        (None, AttributeValue::B(bytes)) => AttributeValue::Bs(vec![bytes]),
        (Some(AttributeValue::Ss(set)), AttributeValue::S(text)) => {
            AttributeValue::Ss(add(set, text))
        }
        (Some(AttributeValue::Ns(set)), AttributeValue::N(number)) => {
            AttributeValue::Ns(add(set, number))
        }
        (Some(AttributeValue::Bs(set)), AttributeValue::B(bytes)) => {
            AttributeValue::Bs(add(set, bytes))
        }
        (_, element) => {
            return Err(EncodeError::new(EncodeErrorKind::SetElement {
                expected: "S, N or B, and one of them",
                found: crate::value::type_name(&element),
            }));
        }
    })
}
