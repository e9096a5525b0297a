//! Entities whose type is known at run time.

use std::any::Any;
use std::fmt;

use super::{DynamoModel, StoredKeys, raw_item};
use crate::error::Result;
use crate::value::RawItem;

/// An item of any model: what a [`Registry`](crate::Registry) reads, in a box.
///
/// Every model is one. `downcast_ref` and `downcast` give the model back. An item of no registered entity, where
/// the registry keeps those, is a [`RawItem`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::AnyEntity;
///
/// let tea: Box<dyn AnyEntity> = Box::new(Product { sku: "tea".into(), price: 450 });
/// assert_eq!(tea.entity(), "PRODUCT");
/// assert!(!tea.is::<Order>());
/// assert_eq!(tea.downcast_ref::<Product>().map(|tea| tea.price), Some(450));
/// ```
pub trait AnyEntity: Any + Send + Sync {
    /// The name of the entity. Of an item of no registered entity it is what the discriminator says, or `""`.
    fn entity(&self) -> &str;

    /// The item as it is stored.
    ///
    /// # Errors
    ///
    /// [`Error::Encode`](crate::Error::Encode) and [`Error::Key`](crate::Error::Key) when the item cannot be written.
    fn raw_item(&self) -> Result<RawItem>;

    #[doc(hidden)]
    fn keys_of(&self) -> Result<RawItem>;

    #[doc(hidden)]
    fn is_known(&self) -> bool;

    #[doc(hidden)]
    fn as_any(&self) -> &dyn Any;

    #[doc(hidden)]
    fn into_any(self: Box<Self>) -> Box<dyn Any + Send + Sync>;
}

impl<M: DynamoModel> AnyEntity for M {
    fn entity(&self) -> &str {
        M::SCHEMA.name()
    }

    fn raw_item(&self) -> Result<RawItem> {
        raw_item(self)
    }

    fn keys_of(&self) -> Result<RawItem> {
        self.stored_keys()
    }

    fn is_known(&self) -> bool {
        true
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any + Send + Sync> {
        self
    }
}

/// An item of no registered entity.
pub(super) struct UnknownItem {
    pub(super) name: String,
    pub(super) item: RawItem,
}

impl AnyEntity for UnknownItem {
    fn entity(&self) -> &str {
        &self.name
    }

    fn raw_item(&self) -> Result<RawItem> {
        Ok(self.item.clone())
    }

    fn keys_of(&self) -> Result<RawItem> {
        self.raw_item()
    }

    fn is_known(&self) -> bool {
        false
    }

    fn as_any(&self) -> &dyn Any {
        &self.item
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any + Send + Sync> {
        Box::new(self.item)
    }
}

impl dyn AnyEntity {
    /// Whether it is an `M`: a model, or [`RawItem`] for an item of no registered entity.
    #[must_use]
    pub fn is<M: 'static>(&self) -> bool {
        self.as_any().is::<M>()
    }

    /// The item as an `M`, if it is one.
    #[must_use]
    pub fn downcast_ref<M: 'static>(&self) -> Option<&M> {
        self.as_any().downcast_ref()
    }

    /// The item as an `M`, or back as it was.
    ///
    /// # Errors
    ///
    /// The item itself, where it is no `M`.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::AnyEntity;
    ///
    /// let tea: Box<dyn AnyEntity> = Box::new(Product { sku: "tea".into(), price: 450 });
    /// let other = tea.downcast::<Order>().expect_err("tea is no order");
    /// assert_eq!(other.downcast::<Product>().expect("tea is a product").price, 450);
    /// ```
    pub fn downcast<M: 'static>(self: Box<Self>) -> std::result::Result<Box<M>, Box<Self>> {
        if !self.is::<M>() {
            return Err(self);
        }
        match self.into_any().downcast() {
            Ok(found) => Ok(found),
            Err(_) => unreachable!("`is` has asked"),
        }
    }
}

/// The entity's name. That of an item of no registered entity is data, and is not shown.
impl fmt::Debug for dyn AnyEntity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_known() {
            write!(f, "AnyEntity({})", self.entity())
        } else {
            f.write_str("AnyEntity(..)")
        }
    }
}

impl StoredKeys for Box<dyn AnyEntity> {
    fn stored_keys(&self) -> Result<RawItem> {
        (**self).keys_of()
    }
}
