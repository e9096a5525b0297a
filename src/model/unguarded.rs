//! Models that fit a batch.

/// A model whose writes carry no condition of the mapper's own, so that they fit a batch: it has no version.
///
/// `BatchWriteItem` takes no conditions. A model with a version would be written over newer ones, so it does not compile into a
/// [`batch_write`](crate::batch_write). The derive implements this trait where it holds; a model written by hand says so in a line.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{BatchWritten, Dynamo, ModelOps, Result, Unguarded, batch_write};
///
/// async fn import<M: Unguarded>(items: Vec<M>, db: &Dynamo) -> Result<BatchWritten> {
///     batch_write(items.into_iter().map(M::save)).send(db).await
/// }
/// let written = import(vec![Product { sku: "salt".into(), price: 90 }], &db).await?;
/// assert_eq!(written.written(), 1);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written in a batch",
    label = "`{Self}` has a version or a unique attribute, and BatchWriteItem takes no conditions",
    note = "use `transact_write(..)`, or send each write by itself"
)]
pub trait Unguarded: super::DynamoModel {}
