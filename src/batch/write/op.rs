//! The writes of a batch.

use std::fmt;

use crate::builders::{Delete, GroupWrite, Put, Save};
use crate::model::{DynamoModel, Unguarded};
use crate::operation::Target;

/// One write of a batch, without its type: a save or a delete of a model. It may be sent again as it is.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// use dynamorph::{BatchOp, batch_write};
///
/// let salt = Product { sku: "salt".into(), price: 90 };
/// let ops = vec![BatchOp::from(salt.save()), Product::delete("tea").into()];
/// assert_eq!((ops[0].entity(), ops[0].item::<Product>().map(|salt| salt.price)), ("PRODUCT", Some(90)));
/// assert!(ops[1].is_delete() && ops[1].item::<Product>().is_none());
/// batch_write(ops).send(&db).await?;
/// # Ok(()) }
/// ```
pub struct BatchOp {
    write: Box<dyn GroupWrite>,
}

impl BatchOp {
    /// The entity that it writes.
    #[must_use]
    pub fn entity(&self) -> &'static str {
        self.write.target().entity
    }

    /// The item that it saves, if that is of this model.
    #[must_use]
    pub fn item<M: DynamoModel>(&self) -> Option<&M> {
        self.write.item()?.downcast_ref()
    }

    /// Whether it deletes an item.
    #[must_use]
    pub fn is_delete(&self) -> bool {
        self.write.item().is_none()
    }

    pub(super) fn target(&self) -> Target {
        self.write.target()
    }

    pub(super) fn write(&self) -> &dyn GroupWrite {
        &*self.write
    }

    pub(super) fn write_mut(&mut self) -> &mut dyn GroupWrite {
        &mut *self.write
    }
}

impl fmt::Debug for BatchOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.is_delete() { "delete" } else { "save" };
        write!(f, "BatchOp({verb} of `{}`)", self.entity())
    }
}

/// What a batch writes: a [`save`](crate::ModelOps::save) or a [`delete`](crate::ModelOps::delete) of a model whose writes need no
/// condition, or a [`BatchOp`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
/// use dynamorph::{BatchOp, BatchWriteOp};
///
/// fn queued<W: BatchWriteOp>(writes: Vec<W>) -> Vec<BatchOp> {
///     writes.into_iter().map(BatchWriteOp::into_op).collect()
/// }
/// assert_eq!(queued(vec![Product::delete("tea"), Product::delete("salt")]).len(), 2);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a write batch",
    label = "BatchWriteItem puts and deletes without conditions: expected a `save` or a `delete` builder",
    note = "use `transact_write(..)` for `create`, `replace`, `update` and `check`"
)]
pub trait BatchWriteOp {
    /// The write without its type.
    fn into_op(self) -> BatchOp;
}

impl<M: Unguarded> BatchWriteOp for Put<M, Save> {
    fn into_op(self) -> BatchOp {
        BatchOp { write: Box::new(self.into_group()) }
    }
}

impl<M: Unguarded> BatchWriteOp for Delete<M> {
    fn into_op(self) -> BatchOp {
        BatchOp { write: Box::new(self.into_group()) }
    }
}

impl BatchWriteOp for BatchOp {
    fn into_op(self) -> BatchOp {
        self
    }
}

impl<M: Unguarded> From<Put<M, Save>> for BatchOp {
    fn from(put: Put<M, Save>) -> Self {
        put.into_op()
    }
}

impl<M: Unguarded> From<Delete<M>> for BatchOp {
    fn from(delete: Delete<M>) -> Self {
        delete.into_op()
    }
}
