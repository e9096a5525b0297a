//! The trait of hooks.

use std::error::Error as StdError;

use async_trait::async_trait;

use super::{Ended, ItemWrite, Operation};
use crate::error::Error;

/// Why a hook refuses: any error, or a text by `.into()`. It becomes the source of
/// [`Error::Refused`](crate::Error::Refused).
///
/// # Examples
///
/// ```
/// use dynamorph::Refusal;
///
/// fn check(price: u32) -> Result<(), Refusal> {
///     if price == 0 { Err("a price is above 0".into()) } else { Ok(()) }
/// }
/// assert_eq!(check(0).expect_err("it is 0").to_string(), "a price is above 0");
/// ```
pub type Refusal = Box<dyn StdError + Send + Sync>;

/// Code around every operation of a handle, and around every item that it writes. Given to
/// [`DynamoBuilder::hooks`](crate::DynamoBuilder::hooks).
///
/// - An **operation** is one call of DynamoDB's API: a query of three pages has three. The SDK's retries are inside.
/// - An **item written** is one item saved, created, replaced, upserted, updated or deleted. Its hooks are outside: before the
///   version and times are set and the item is encoded, and after the answer is known.
///
/// `before_..` may refuse: nothing is sent, and the caller gets [`Error::Refused`](crate::Error::Refused), with the item in it.
/// `after_..` runs for each hook whose `before_..` let it pass, in the opposite order, after a failure too. A future that is
/// dropped while it waits runs no more hooks.
///
/// Every method has a default that does nothing, so implement those you need, under [`async_trait`](macro@crate::async_trait).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
/// use dynamorph::{Dynamo, Ended, Error, Hooks, ItemWrite, Operation, Refusal, WriteVerb, async_trait};
///
/// struct NoDeletes;
///
/// #[async_trait]
/// impl Hooks for NoDeletes {
///     async fn before_operation(&self, operation: &Operation<'_>) -> Result<(), Refusal> {
///         if operation.name() == "Scan" { Err("ask a query".into()) } else { Ok(()) }
///     }
///
///     async fn after_operation(&self, operation: &Operation<'_>, ended: &Ended<'_>) {
///         println!("{} cost {}", operation.name(), ended.cost());
///     }
///
///     async fn after_write(&self, write: &ItemWrite<'_>, result: Result<(), &Error>) {
///         println!("{:?} of {}: {}", write.verb(), write.entity(), result.is_ok());
///     }
///
///     async fn before_write(&self, write: &mut ItemWrite<'_>) -> Result<(), Refusal> {
///         if write.verb() == WriteVerb::Delete {
///             return Err(format!("items of `{}` are kept for ten years", write.entity()).into());
///         }
///         if let Some(product) = write.item_mut::<Product>() {
///             product.sku = product.sku.to_lowercase();
///         }
///         Ok(())
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let db = Dynamo::builder(db.client().clone()).hooks(NoDeletes).build();
/// let salt = Product { sku: "SALT".into(), price: 90 }.save().send(&db).await?;
/// assert_eq!(salt.sku, "salt");
/// assert!(matches!(Product::delete("salt").send(&db).await, Err(Error::Refused { .. })));
/// # Ok(())
/// # }
/// ```
#[async_trait]
pub trait Hooks: Send + Sync + 'static {
    /// Before a call of DynamoDB's API.
    ///
    /// # Errors
    ///
    /// Whatever refuses the call: it is then not sent.
    async fn before_operation(&self, operation: &Operation<'_>) -> Result<(), Refusal> {
        let _ = operation;
        Ok(())
    }

    /// After a call of DynamoDB's API, however it ended.
    async fn after_operation(&self, operation: &Operation<'_>, ended: &Ended<'_>) {
        let _ = (operation, ended);
    }

    /// Before an item is written. The item, or what is stored of it, may be changed.
    ///
    /// # Errors
    ///
    /// Whatever refuses the write: it is then not sent.
    async fn before_write(&self, write: &mut ItemWrite<'_>) -> Result<(), Refusal> {
        let _ = write;
        Ok(())
    }

    /// After an item was written, or was not: the error that the caller is about to get.
    async fn after_write(&self, write: &ItemWrite<'_>, result: Result<(), &Error>) {
        let _ = (write, result);
    }
}
