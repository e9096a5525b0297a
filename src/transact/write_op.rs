//! An operation of a transaction, whatever its entity and verb.

use std::any::Any;
use std::fmt;

use super::TransactOp;
use crate::builders::{Check, Delete, GroupWrite, Put, Update, Upsert, Verb};
use crate::model::DynamoModel;

/// One write of a transaction, without its entity and verb: what a list that is made at run time consists of.
///
/// # Examples
///
/// ```
/// use dynamorph::{WriteOp, transact_write};
///
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let mut operations: Vec<WriteOp> = vec![Product::check("tea").into(), Product::delete("coffee").into()];
/// for sku in ["salt", "sugar"] {
///     operations.push(Product { sku: sku.into(), price: 90 }.create().into());
/// }
/// transact_write(operations).send(&db).await?;
/// assert!(Product::get("coffee").send(&db).await?.is_none());
/// # Ok(()) }
/// ```
#[must_use = "an operation does nothing until its transaction is sent"]
pub struct WriteOp(pub(super) Box<dyn GroupWrite>);

impl WriteOp {
    pub(super) fn new(write: impl GroupWrite) -> Self {
        Self(Box::new(write))
    }

    /// The item of a save, create, replace or upsert of this model.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::WriteOp;
    ///
    /// let operation = WriteOp::from(Product { sku: "salt".into(), price: 90 }.create());
    /// assert_eq!(operation.item::<Product>().map(|salt| salt.price), Some(90));
    /// assert!(operation.item::<Order>().is_none());
    /// ```
    #[must_use]
    pub fn item<M: DynamoModel>(&self) -> Option<&M> {
        self.0.item()?.downcast_ref()
    }

    /// The name of the entity.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::WriteOp;
    ///
    /// assert_eq!(WriteOp::from(Product::delete("tea")).entity(), "PRODUCT");
    /// ```
    #[must_use]
    pub fn entity(&self) -> &'static str {
        self.0.target().entity
    }

    /// The write that it was made of.
    pub(super) fn into_write<W: GroupWrite>(self) -> W {
        let write: Box<dyn Any> = self.0;
        match write.downcast() {
            Ok(write) => *write,
            Err(_) => unreachable!("an operation is asked for what it was made of"),
        }
    }
}

impl<M: DynamoModel, V: Verb> From<Put<M, V>> for WriteOp {
    fn from(put: Put<M, V>) -> Self {
        put.into_op()
    }
}

impl<M: DynamoModel> From<Upsert<M>> for WriteOp {
    fn from(upsert: Upsert<M>) -> Self {
        upsert.into_op()
    }
}

impl<M: DynamoModel> From<Update<M>> for WriteOp {
    fn from(update: Update<M>) -> Self {
        update.into_op()
    }
}

impl<M: DynamoModel> From<Delete<M>> for WriteOp {
    fn from(delete: Delete<M>) -> Self {
        delete.into_op()
    }
}

impl<M: DynamoModel> From<Check<M>> for WriteOp {
    fn from(check: Check<M>) -> Self {
        check.into_op()
    }
}

impl fmt::Debug for WriteOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteOp").field("entity", &self.entity()).finish_non_exhaustive()
    }
}
