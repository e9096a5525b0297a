//! What may be done with an attribute, by its place in the model.

/// An attribute that every item of the model has.
///
/// `select` answers a `T`; an update may set it, not remove it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let total: u32 = Order::get(("ann", "2026-11-03", 1)).select(Order::TOTAL).one(&db).await?;
/// assert_eq!(total, 100);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Required;

/// An attribute that may be absent: an `Option`, a set, a field with a serde default, an element of a list or map.
///
/// `select` answers an `Option<T>`; an update may set it, also to a `None`, and remove it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
#[doc = include_str!("../../docs/examples/in_basket.rs")]
/// let note: Option<String> = Basket::get("ann").select(Basket::NOTE).one(&db).await?;
/// assert_eq!(note, None);
/// Basket::update("ann").remove(Basket::NOTE).send(&db).await?;
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Optional;

/// A required member of something that may be absent: `lines[0].sku`.
///
/// `select` answers an `Option<T>`, since there may be no such line; an update may set it where there is one, and not remove it: the line would not decode.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
#[doc = include_str!("../../docs/examples/in_basket.rs")]
/// let sku: Option<String> = Basket::get("ann").select(Basket::LINES.at(9).dot(Line::SKU)).one(&db).await?;
/// assert_eq!(sku, None); // there is no tenth line
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Nested;

/// A part of the primary key.
///
/// `select` answers a `T`; an update cannot change it, since DynamoDB cannot move an item.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let days: Vec<String> = Order::query("ann").select(Order::DAY).all(&db).await?;
/// assert_eq!(days.len(), 3);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct PrimaryKey;

/// An attribute that the mapper maintains: the version, the times of creation and change.
///
/// `select` answers an `Option<T>`: items from before the model had it lack it. An update cannot change it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
#[doc = include_str!("../../docs/examples/in_basket.rs")]
/// let version: Option<u64> = Basket::get("ann").select(Basket::VERSION).one(&db).await?;
/// assert_eq!(version, Some(1));
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Managed;

/// What a read of some attributes answers for one of them: [`Required`], [`Optional`], [`Nested`], [`PrimaryKey`] or
/// [`Managed`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
#[doc = include_str!("../../docs/examples/in_basket.rs")]
/// // Two attributes of one type, whose roles answer a `u32` and an `Option<u32>`.
/// let answers: (u32, Option<u32>) = Basket::get("ann").select((Basket::POINTS, Basket::LINES.at(0).dot(Line::QUANTITY))).one(&db).await?;
/// assert_eq!(answers, (10, Some(2)));
/// # Ok(()) }
/// ```
pub trait AttrRole: Send + Sync + 'static {
    /// A `T` that is always there is a `T`, any other an `Option<T>`.
    type Answer<T: Send + 'static>: Send + 'static;

    /// The answer for what was found; `None` where it has to be there and is not.
    #[doc(hidden)]
    fn answer<T: Send + 'static>(found: Option<T>) -> Option<Self::Answer<T>>;
}

macro_rules! always_there {
    ($($role:ty)*) => {$(
        impl AttrRole for $role {
            type Answer<T: Send + 'static> = T;
            fn answer<T: Send + 'static>(found: Option<T>) -> Option<T> {
                found
            }
        }
    )*};
}
always_there!(Required PrimaryKey);

macro_rules! maybe_absent {
    ($($role:ty)*) => {$(
        impl AttrRole for $role {
            type Answer<T: Send + 'static> = Option<T>;
            fn answer<T: Send + 'static>(found: Option<T>) -> Option<Option<T>> {
                Some(found)
            }
        }
    )*};
}
maybe_absent!(Optional Nested Managed);

/// What a member of an attribute is: a required member of what may be absent may be absent with it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
/// use dynamorph::{Attr, Nested};
///
/// // A required member of an element that there may not be.
/// let sku: Attr<Basket, String, Nested> = Basket::LINES.at(0).dot(Line::SKU);
/// assert_eq!(sku.name(), "lines[0].sku");
/// ```
pub trait Through<R> {
    /// The member's role, seen from the item.
    type Role;
}

macro_rules! through {
    ($($outer:ty: $inner:ty => $role:ty;)*) => {$(
        impl Through<$inner> for $outer {
            type Role = $role;
        }
    )*};
}
through! {
    Required: Required => Required;
    Required: Optional => Optional;
    Required: Nested => Nested;
    Optional: Required => Nested;
    Optional: Optional => Optional;
    Optional: Nested => Nested;
    Nested: Required => Nested;
    Nested: Optional => Optional;
    Nested: Nested => Nested;
}

/// Attributes an update may set.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
#[doc = include_str!("../../docs/examples/in_basket.rs")]
/// let basket = Basket::update("ann").set(Basket::POINTS, 20).returning_new().send(&db).await?;
/// assert_eq!(basket.points, 20);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "an update cannot set a `{Self}` attribute",
    label = "this attribute is part of the primary key or maintained by the mapper",
    note = "`PrimaryKey`: DynamoDB cannot move an item, so delete it and create it under the new key; `Managed`: the mapper writes versions and timestamps itself"
)]
pub trait Settable {}
impl Settable for Required {}
impl Settable for Optional {}
impl Settable for Nested {}

/// Attributes an update may remove.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
#[doc = include_str!("../../docs/examples/in_basket.rs")]
/// let basket = Basket::update("ann").remove(Basket::LABELS.key("color")).returning_new().send(&db).await?;
/// assert!(basket.labels.is_empty());
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "a `{Self}` attribute cannot be removed",
    label = "without this attribute the item would not decode",
    note = "make the field an `Option`, or give it `#[serde(default)]`"
)]
pub trait Removable {}
impl Removable for Optional {}
