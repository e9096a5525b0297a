//! Item collections sorted into one value per entity type.

use super::EntityOps;
use crate::error::{Error, Result};
use crate::model::{AnyEntity, DynamoModel, EntityOf, FromItem};

/// One slot of a group: `Vec<T>`, `Option<T>`, or [`Rest<E>`] for what fits no slot before it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::Rest;
///
/// let (product, others): (Option<Product>, Rest<Shop>) = Shop::query(Product::partition(())).group(&db).await?;
/// assert!(product.is_some()); // an `Option` takes the first, a `Vec` every one
/// assert_eq!(others.0.len(), 1);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a slot of a group of `{E}`",
    label = "expected `Vec<T>` or `Option<T>` of a model in `{E}`, or `Rest<{E}>`"
)]
pub trait Slot<E>: Default {
    /// Takes the item, or gives it back.
    fn offer(&mut self, item: E) -> Option<E>;
}

impl<E: FromItem, T: EntityOf<E>> Slot<E> for Vec<T> {
    fn offer(&mut self, item: E) -> Option<E> {
        T::from_entity(item).map(|found| self.push(found)).err()
    }
}

impl<E: FromItem, T: EntityOf<E>> Slot<E> for Option<T> {
    fn offer(&mut self, item: E) -> Option<E> {
        if self.is_some() {
            return Some(item);
        }
        T::from_entity(item).map(|found| *self = Some(found)).err()
    }
}

impl<M: DynamoModel> Slot<Box<dyn AnyEntity>> for Vec<M> {
    fn offer(&mut self, item: Box<dyn AnyEntity>) -> Option<Box<dyn AnyEntity>> {
        item.downcast().map(|found| self.push(*found)).err()
    }
}

impl<M: DynamoModel> Slot<Box<dyn AnyEntity>> for Option<M> {
    fn offer(&mut self, item: Box<dyn AnyEntity>) -> Option<Box<dyn AnyEntity>> {
        if self.is_some() {
            return Some(item);
        }
        item.downcast().map(|found| *self = Some(*found)).err()
    }
}

/// Everything that fits no slot before it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::Rest;
///
/// let (products, Rest(others)): (Vec<Product>, Rest<Shop>) = Shop::scan().all(&db).await.and_then(Shop::group)?;
/// assert_eq!((products.len(), others.len()), (2, 3));
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest<E>(pub Vec<E>);

impl<E> Default for Rest<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<E> Slot<E> for Rest<E> {
    fn offer(&mut self, item: E) -> Option<E> {
        self.0.push(item);
        None
    }
}

/// A tuple of slots.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// type Account = (Vec<Order>, Option<Product>);
///
/// let (orders, product): Account = Shop::query(Order::partition("ann")).group(&db).await?;
/// assert!(orders.len() == 3 && product.is_none());
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a group of `{E}`",
    label = "expected a tuple such as `(Option<Customer>, Vec<Order>, Rest<{E}>)`"
)]
pub trait Group<E>: Sized {
    /// Puts each item into the first slot that takes it.
    ///
    /// # Errors
    ///
    /// [`Error::UnexpectedEntity`] for an item that fits no slot: nothing is dropped.
    fn group(items: Vec<E>) -> Result<Self>;
}

macro_rules! groups {
    ($($slot:ident $at:tt),+) => {
        impl<E: EntityOps, $($slot: Slot<E>),+> Group<E> for ($($slot,)+) {
            fn group(items: Vec<E>) -> Result<Self> {
                groups!(@into items, E::NAME, $($slot $at),+)
            }
        }
        impl<$($slot: Slot<Box<dyn AnyEntity>>),+> Group<Box<dyn AnyEntity>> for ($($slot,)+) {
            fn group(items: Vec<Box<dyn AnyEntity>>) -> Result<Self> {
                groups!(@into items, "Registry", $($slot $at),+)
            }
        }
    };
    (@into $items:ident, $registry:expr, $($slot:ident $at:tt),+) => {{
        let mut slots = ($($slot::default(),)+);
        'items: for item in $items {
            $(let Some(item) = slots.$at.offer(item) else { continue 'items };)+
            return Err(Error::unexpected_entity($registry, Some(item.entity())));
        }
        Ok(slots)
    }};
}
groups!(A 0);
groups!(A 0, B 1);
groups!(A 0, B 1, C 2);
groups!(A 0, B 1, C 2, D 3);
groups!(A 0, B 1, C 2, D 3, F 4);
groups!(A 0, B 1, C 2, D 3, F 4, G 5);
groups!(A 0, B 1, C 2, D 3, F 4, G 5, H 6);
groups!(A 0, B 1, C 2, D 3, F 4, G 5, H 6, I 7);
