//! The verbs of puts, and what writes answer.

use std::time::SystemTime;

use crate::client::WriteVerb;
use crate::expression::{Guards, Predicate};
use crate::model::{Stamp, StampError};
use crate::operation::Returns;

/// Puts, whether or not an item is there; not over another entity's item.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Put, Save};
///
/// let put: Put<Product, Save> = Product { sku: "tea".into(), price: 450 }.save();
/// assert_eq!(put.item().price, 450);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Save;

/// Inserts: there must be no item.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Create, Put};
///
/// let put: Put<Product, Create> = Product { sku: "tea".into(), price: 450 }.create();
/// assert!(put.explain().to_string().contains("attribute_not_exists(#0)"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Create;

/// Replaces: there must be an item.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Put, Replace};
///
/// let put: Put<Product, Replace> = Product { sku: "tea".into(), price: 450 }.replace();
/// assert!(put.explain().to_string().contains("attribute_exists(#0)"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Replace;

/// What a put may meet under its key: [`Save`], [`Create`] or [`Replace`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Dynamo, Put, Result, Verb};
///
/// async fn write<V: Verb>(put: Put<Product, V>, db: &Dynamo) -> Result<Product> {
///     println!("writing {}", put.item().sku);
///     put.send(db).await
/// }
/// write(Product { sku: "salt".into(), price: 90 }.create(), &db).await?;
/// # Ok(()) }
/// ```
pub trait Verb: sealed::Verb + 'static {}
impl Verb for Save {}
impl Verb for Create {}
impl Verb for Replace {}

/// A write answers nothing but what was written.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Nothing, Update};
///
/// let update: Update<Product, Nothing> = Product::update("tea").set(Product::PRICE, 500);
/// assert!(!update.explain().to_string().contains("ReturnValues"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Nothing;

/// A write also answers the item that was there before.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Delete, OldItem};
///
/// let delete: Delete<Product, OldItem> = Product::delete("tea").returning_old();
/// assert!(delete.explain().to_string().contains("ALL_OLD"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct OldItem;

/// An update answers the item as it is now.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{NewItem, Update};
///
/// let update: Update<Product, NewItem> = Product::update("tea").set(Product::PRICE, 500).returning_new();
/// assert!(update.explain().to_string().contains("ALL_NEW"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct NewItem;

/// Whether a write asks for the item that was there before: [`Nothing`] or [`OldItem`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Delete, Explain, ReturnsOld};
///
/// fn show<A: ReturnsOld>(delete: &Delete<Product, A>) -> Explain {
///     delete.explain()
/// }
/// assert!(show(&Product::delete("tea")) != show(&Product::delete("tea").returning_old()));
/// ```
pub trait ReturnsOld: sealed::ReturnsOld {}
impl ReturnsOld for Nothing {}
impl ReturnsOld for OldItem {}

/// What an update answers: [`Nothing`], [`NewItem`] or [`OldItem`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Answer, Dynamo, Result, Update};
///
/// async fn raise<A: Answer<Product>>(update: Update<Product, A>, db: &Dynamo) -> Result<A::Output> {
///     update.increment(Product::PRICE, 50).send(db).await
/// }
/// let tea: Product = raise(Product::update("tea").returning_new(), &db).await?;
/// let old: Option<Product> = raise(Product::update("tea").returning_old(), &db).await?;
/// assert_eq!((tea.price, old.map(|old| old.price)), (500, Some(500)));
/// # Ok(()) }
/// ```
pub trait Answer<M>: sealed::Answer {
    /// The answer.
    type Output: Send + 'static;

    /// The answer of the item in the response; `None` where there has to be one.
    #[doc(hidden)]
    fn output(found: Option<M>) -> Option<Self::Output>;
}
impl<M> Answer<M> for Nothing {
    type Output = ();

    fn output(_: Option<M>) -> Option<()> {
        Some(())
    }
}
impl<M: Send + 'static> Answer<M> for NewItem {
    type Output = M;

    fn output(found: Option<M>) -> Option<M> {
        found
    }
}
impl<M: Send + 'static> Answer<M> for OldItem {
    type Output = Option<M>;

    fn output(found: Option<M>) -> Option<Option<M>> {
        Some(found)
    }
}

mod sealed {
    use crate::operation::Returns;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Kind {
        Save,
        Create,
        Replace,
    }

    pub trait Verb {
        const KIND: Kind;
    }
    impl Verb for super::Save {
        const KIND: Kind = Kind::Save;
    }
    impl Verb for super::Create {
        const KIND: Kind = Kind::Create;
    }
    impl Verb for super::Replace {
        const KIND: Kind = Kind::Replace;
    }

    pub trait ReturnsOld {
        const RETURNS_OLD: bool;
    }
    impl ReturnsOld for super::Nothing {
        const RETURNS_OLD: bool = false;
    }
    impl ReturnsOld for super::OldItem {
        const RETURNS_OLD: bool = true;
    }

    pub trait Answer {
        const RETURNS: Returns;
    }
    impl Answer for super::Nothing {
        const RETURNS: Returns = Returns::Nothing;
    }
    impl Answer for super::NewItem {
        const RETURNS: Returns = Returns::New;
    }
    impl Answer for super::OldItem {
        const RETURNS: Returns = Returns::Old;
    }
}

pub(super) const fn returns<M, A: Answer<M>>() -> Returns {
    A::RETURNS
}

/// What a put may meet, of an item of this version.
pub(super) fn guard<V: Verb>(guards: &Guards, version: u64) -> Predicate {
    match V::KIND {
        sealed::Kind::Save => guards.save(version),
        sealed::Kind::Create => guards.is_free(),
        sealed::Kind::Replace => guards.replace(version),
    }
}

/// Whether the put inserts.
pub(super) fn is_create<V: Verb>() -> bool {
    V::KIND == sealed::Kind::Create
}

/// The verb as hooks see it.
pub(super) fn write_verb<V: Verb>() -> WriteVerb {
    match V::KIND {
        sealed::Kind::Save => WriteVerb::Save,
        sealed::Kind::Create => WriteVerb::Create,
        sealed::Kind::Replace => WriteVerb::Replace,
    }
}

/// The version that the item had to have, where the put checked one.
pub(super) fn checked_version<V: Verb>(guards: &Guards, version: u64) -> Option<u64> {
    let is_checked = guards.schema.version_attribute().is_some() && !is_create::<V>();
    is_checked.then_some(version)
}

/// The version and times of a put, of an item that had this version.
pub(super) fn stamp<V: Verb>(now: SystemTime, version: u64) -> Result<Stamp, StampError> {
    let is_create = is_create::<V>();
    let next = if is_create { Some(1) } else { version.checked_add(1) };
    next.map(|next| Stamp::new(now, next, is_create)).ok_or(StampError::Version)
}
