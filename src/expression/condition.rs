//! Conditions of the caller's.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Not};

use serde::Serialize;

use super::predicate::Predicate;
use super::raw::RawExpression;
use super::{Placeholders, Stored};
use crate::codec::{Shape, to_attribute_value};
use crate::error::ExpressionError;
use crate::model::{AnyEntity, DynamoModel, FromItem, Schema, Untyped};

/// A condition of a write or a filter of a read, on items of `M`. Attributes make them: `Order::TOTAL.gt(100)`.
///
/// `&`, `|` and `!` combine them; `&&` and `||` do not compile. DynamoDB compares a missing attribute with nothing: any
/// comparison with one is false, but `ne`, which is true. So `!Order::TOTAL.lt(100)` is true of an item without a total, and
/// `Order::TOTAL.ge(100)` is not. See
/// [condition expressions](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html).
///
/// In a query of a [`register!`](crate::register) enum, a condition on an entity's attributes matches items of that entity only.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let (least, day): (Option<u32>, Option<&str>) = (Some(150), None);
/// let orders = Order::query("ann")
///     .filter(least.map(|least| Order::TOTAL.ge(least)))
///     .filter(day.map(|day| Order::DAY.eq(day))) // `None` adds nothing
///     .all(&db)
///     .await?;
/// assert_eq!(orders.len(), 2);
/// # Ok(())
/// # }
/// ```
#[must_use = "a condition does nothing until a builder takes it"]
pub struct Condition<M> {
    predicate: Predicate,
    marker: PhantomData<fn() -> M>,
}

impl<M> Condition<M> {
    pub(crate) fn new(predicate: Predicate) -> Self {
        Self { predicate, marker: PhantomData }
    }

    pub(crate) fn fault(error: ExpressionError) -> Self {
        Self::new(Predicate::Invalid(Box::new(error)))
    }
}

impl Condition<Untyped> {
    /// Expression text as it is. Its placeholders are given by [`name`](Self::name) and [`value`](Self::value), and get
    /// new names, so they never meet those of the mapper.
    ///
    /// The text is not checked here; never build it from what users say.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::Condition;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let raw = Condition::raw("#t > :n OR size(#d) = :s").name("#t", "total").name("#d", "day").value(":n", 250).value(":s", 3);
    /// assert_eq!(Order::query("ann").filter(raw).all(&db).await?.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn raw(text: impl AsRef<str>) -> Self {
        Self::new(Predicate::Raw(RawExpression::new(text.as_ref())))
    }

    /// The attribute behind a `#name` of [`raw`](Self::raw).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// use dynamorph::Condition;
    ///
    /// let dear = Condition::raw("#t > :n").name("#t", "total").value(":n", 250);
    /// assert_eq!(Order::query("ann").filter(dear).count(&db).await?, 1);
    /// # Ok(()) }
    /// ```
    pub fn name(mut self, placeholder: impl AsRef<str>, attribute: impl AsRef<str>) -> Self {
        if let Predicate::Raw(raw) = &mut self.predicate {
            raw.name(placeholder.as_ref(), attribute.as_ref());
        }
        self
    }

    /// The value behind a `:value` of [`raw`](Self::raw). [`Stored`] passes a value of the SDK's type.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// use dynamorph::Condition;
    ///
    /// let open = Condition::raw("#s = :s").name("#s", "status").value(":s", "open");
    /// assert_eq!(Order::query("ann").filter(open).count(&db).await?, 2);
    /// # Ok(()) }
    /// ```
    pub fn value(mut self, placeholder: impl AsRef<str>, value: impl UntypedValue) -> Self {
        if let Predicate::Raw(raw) = &mut self.predicate {
            let placeholder = placeholder.as_ref();
            raw.value(placeholder, value.into_stored(placeholder));
        }
        self
    }
}

/// A value whose type alone says how it is stored: anything that serializes, or [`Stored`].
///
/// serde does not say that a value is a set or binary: `["a", "b"]` is a list here. [`Stored`] says it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use aws_sdk_dynamodb::types::AttributeValue;
/// use dynamorph::{Condition, Stored};
///
/// let raw = |text: &str| Condition::raw(text).name("#s", "status");
/// let open = raw("#s = :s").value(":s", "open") | raw("#s = :s").value(":s", Stored(AttributeValue::S("paid".into())));
/// assert_eq!(Order::query("ann").filter(open).count(&db).await?, 3);
/// # Ok(()) }
/// ```
pub trait UntypedValue {
    #[doc(hidden)]
    fn into_stored(
        self,
        attribute: &str,
    ) -> Result<aws_sdk_dynamodb::types::AttributeValue, Box<ExpressionError>>;
}

impl<V: Serialize> UntypedValue for V {
    fn into_stored(
        self,
        attribute: &str,
    ) -> Result<aws_sdk_dynamodb::types::AttributeValue, Box<ExpressionError>> {
        to_attribute_value(&self, &Shape::Plain).map_err(|source| {
            Box::new(ExpressionError::Value { attribute: attribute.to_owned(), source })
        })
    }
}

impl UntypedValue for Stored {
    fn into_stored(
        self,
        _: &str,
    ) -> Result<aws_sdk_dynamodb::types::AttributeValue, Box<ExpressionError>> {
        Ok(self.0)
    }
}

impl<M> Clone for Condition<M> {
    fn clone(&self) -> Self {
        Self::new(self.predicate.clone())
    }
}

/// The expression text, without its values.
impl<M> fmt::Debug for Condition<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut placeholders = Placeholders::default();
        let text = self.predicate.render(&mut placeholders);
        let mut shown = f.debug_struct("Condition");
        shown.field("text", &text);
        for (placeholder, name) in placeholders.names() {
            shown.field(&placeholder, &if name.is_data { "*" } else { &name.text });
        }
        shown.finish()
    }
}

/// The model of `a & b`.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::Condition;
///
/// // `attr(..)` joins the conditions of any model; those of two models do not compile.
/// let both: Condition<Order> = Order::TOTAL.gt(150) & attr("note").not_exists();
/// assert_eq!(Order::query("ann").filter(both).count(&db).await?, 2);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "a condition on `{Self}` cannot be combined with a condition on `{B}`",
    label = "one condition reads one item"
)]
pub trait Join<B> {
    /// The model.
    type Output;
}
impl<M: FromItem> Join<M> for M {
    type Output = M;
}
impl<M: FromItem> Join<Untyped> for M {
    type Output = M;
}
impl<M: FromItem> Join<M> for Untyped {
    type Output = M;
}
impl Join<Untyped> for Untyped {
    type Output = Untyped;
}

impl<A: Join<B>, B> BitAnd<Condition<B>> for Condition<A> {
    type Output = Condition<A::Output>;

    fn bitand(self, other: Condition<B>) -> Self::Output {
        Condition::new(self.predicate.and(other.predicate))
    }
}

impl<A: Join<B>, B> BitOr<Condition<B>> for Condition<A> {
    type Output = Condition<A::Output>;

    fn bitor(self, other: Condition<B>) -> Self::Output {
        Condition::new(self.predicate.or(other.predicate))
    }
}

impl<M> Not for Condition<M> {
    type Output = Self;

    fn not(self) -> Self {
        Self::new(self.predicate.negate())
    }
}

/// Conditions on items of `Self`, where items of `E` are read or written: `E` itself, an entity of the registry `E`, and
/// [`Untyped`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// // A registry takes conditions on each of its entities; items of other entities do not match.
/// let dear = Shop::scan().filter(Product::PRICE.gt(500)).all(&db).await?;
/// assert_eq!(dear.len(), 1);
/// # Ok(()) }
/// ```
pub trait On<E> {
    /// The entity, where other items of `E` do not match.
    #[doc(hidden)]
    #[must_use]
    fn entity() -> Option<&'static Schema> {
        None
    }
}
impl<M: FromItem> On<M> for M {}
impl<E: FromItem> On<E> for Untyped {}
impl<M: DynamoModel> On<Box<dyn AnyEntity>> for M {
    fn entity() -> Option<&'static Schema> {
        Some(M::SCHEMA)
    }
}
impl On<Box<dyn AnyEntity>> for Untyped {}

/// What a filter or condition of `M` may be; `None` adds nothing.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Condition, Query};
///
/// fn orders(least: Option<u32>) -> dynamorph::Result<impl FnOnce() -> Query<Order, dynamorph::Primary, (String, u32)>> {
///     let condition: Option<Condition<Order>> = least.map(|least| Order::TOTAL.ge(least));
///     Ok(move || Order::query("ann").filter(condition))
/// }
/// assert_eq!(orders(Some(200))?().count(&db).await?, 2);
/// assert_eq!(orders(None)?().count(&db).await?, 3); // `None` adds nothing
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition on `{M}`",
    label = "expected a condition made of `{M}`'s attributes, or of `attr(..)`"
)]
pub trait IntoCondition<M> {
    #[doc(hidden)]
    fn into_scoped(self) -> Option<Scoped>;
}

/// A condition, and the entity it is about where that is one of several.
#[derive(Debug, Clone)]
pub struct Scoped {
    pub(crate) predicate: Predicate,
    pub(crate) entity: Option<&'static Schema>,
}

#[diagnostic::do_not_recommend]
impl<E, M: On<E>> IntoCondition<E> for Condition<M> {
    fn into_scoped(self) -> Option<Scoped> {
        Some(Scoped { predicate: self.predicate, entity: M::entity() })
    }
}

#[diagnostic::do_not_recommend]
impl<E, C: IntoCondition<E>> IntoCondition<E> for Option<C> {
    fn into_scoped(self) -> Option<Scoped> {
        self.and_then(C::into_scoped)
    }
}
