//! The builder of a delete of all that is found.

use std::fmt;
use std::marker::PhantomData;

use super::deleted::Deleted;
use super::run::run;
use crate::builders::{KeyRead, Query, Scan};
use crate::client::{Dynamo, Progress, USUAL_WIDTH};
use crate::error::Result;
use crate::model::{DynamoModel, Unguarded};

/// Deletes all items that a query or a scan finds. Made by [`Query::delete_all`] and [`Scan::delete_all`].
///
/// It reads keys only, page by page, and deletes in requests of 25 as [`batch_write`](crate::batch_write) does: hooks are asked of every
/// item, and what DynamoDB leaves is sent again. At no time does it hold more than a page of keys and 25 for each request at once. Reading
/// is billed by the size of the whole items all the same.
///
/// Items that have expired are deleted too. `BatchWriteItem` checks no conditions: an item that is changed between being found and being
/// deleted is deleted, whether or not the filter would still take it, and one that is put in its place as well. So a model with a version
/// has no `delete_all`: read its items by a `stream`, and delete each by reference, which checks the version that was read.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// use dynamorph::{Error, InvalidRequest};
///
/// let open = Order::query("ann").filter(Order::STATUS.eq("open")).delete_all().send(&db).await?;
/// assert_eq!(open.deleted(), 2);
///
/// // Everything has to be asked for by its name.
/// let refused = Product::scan().delete_all().send(&db).await;
/// assert!(matches!(refused, Err(Error::InvalidRequest(_, InvalidRequest::Unbounded))));
/// assert_eq!(Product::scan().delete_all().everything().send(&db).await?.deleted(), 2);
/// # Ok(()) }
/// ```
#[must_use = "it deletes nothing until `.send(&db)`"]
pub struct DeleteAll<M> {
    keys: KeyRead,
    options: Options,
    model: PhantomData<fn() -> M>,
}

/// How it is done.
#[derive(Debug, Clone)]
pub(super) struct Options {
    pub(super) is_everything: bool,
    pub(super) width: usize,
    pub(super) progress: Option<Progress>,
}

impl<M> DeleteAll<M> {
    fn new(keys: KeyRead) -> Self {
        let options = Options { is_everything: false, width: USUAL_WIDTH, progress: None };
        Self { keys, options, model: PhantomData }
    }

    /// Says that every item of the table, of the index or of the entity is meant. Of a model's scan, that is every item of the model.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// assert!(Product::query(()).delete_all().send(&db).await.is_err()); // their partition has every product
    /// assert_eq!(Product::query(()).delete_all().everything().send(&db).await?.deleted(), 2);
    /// assert_eq!(Order::scan().count(&db).await?, 3); // another entity
    /// # Ok(()) }
    /// ```
    pub fn everything(mut self) -> Self {
        self.options.is_everything = true;
        self
    }

    /// Sets how many requests delete at once: 4 by default. A throttled request halves the number, one that is done in full adds one.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// Order::query("ann").delete_all().concurrency(1).send(&db).await?;
    /// # Ok(()) }
    /// ```
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.options.width = requests;
        self
    }

    /// Says how far it has come in this handle, which other tasks may read. Its items are those that are deleted; its requests and their
    /// cost are those of the reading and of the deleting.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let progress = dynamorph::Progress::default();
    /// Order::query("ann").delete_all().progress(&progress).send(&db).await?;
    /// assert_eq!((progress.items(), progress.requests()), (3, 2));
    /// # Ok(()) }
    /// ```
    pub fn progress(mut self, progress: &Progress) -> Self {
        self.options.progress = Some(progress.clone());
        self
    }
}

impl<M: Unguarded> DeleteAll<M> {
    /// Finds and deletes.
    ///
    /// It keeps to the deadline of the handle. Without one, each round of deletes takes 30 seconds at most, and all of it as long as it
    /// takes. Where the future is dropped, requests under way may still be applied, and no other is sent; it may be run again.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`](crate::Error::InvalidRequest) with [`Unbounded`](crate::InvalidRequest::Unbounded) where it would delete a
    /// whole table, index or entity and [`everything`](DeleteAll::everything) was not said, and for what else the chain was given;
    /// [`Error::Cursor`](crate::Error::Cursor) for a cursor of another query. Nothing was sent then.
    /// [`Error::DeleteAllIncomplete`](crate::Error::DeleteAllIncomplete) for what stops it later: it says what was deleted.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/session.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = sessions().await?;
    /// // Those that DynamoDB will delete some day, now.
    /// let late = Session::scan().filter(Session::ENDS_AT.le(1_795_000_000)).delete_all().send(&db).await?;
    /// assert_eq!(late.deleted(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send(self, db: &Dynamo) -> Result<Deleted> {
        run::<M>(self.keys, self.options, db).await
    }
}

impl<M> fmt::Debug for DeleteAll<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeleteAll").field("options", &self.options).finish_non_exhaustive()
    }
}

impl<M: DynamoModel, I, S> Query<M, I, S> {
    /// Deletes all items that the query finds; see [`DeleteAll`].
    ///
    /// A `limit` is the most that are deleted, and a cursor is kept to. A query of a partition that has every item of the entity is
    /// refused unless [`everything`](DeleteAll::everything) is said, or there is a filter or a condition on the sort key.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// assert_eq!(Order::query("ann").sort_lt("2026-12-01").delete_all().send(&db).await?.deleted(), 2);
    /// assert_eq!(Order::by_status("open").delete_all().send(&db).await?.deleted(), 1); // by an index
    /// # Ok(()) }
    /// ```
    pub fn delete_all(self) -> DeleteAll<M>
    where
        M: Unguarded,
    {
        DeleteAll::new(self.into_keys())
    }
}

impl<M: DynamoModel, I> Scan<M, I> {
    /// Deletes all items that the scan finds; see [`DeleteAll`].
    ///
    /// A `limit` is the most that are deleted, and a cursor and a segment are kept to. Without a filter it is refused unless
    /// [`everything`](DeleteAll::everything) is said.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let cheap = Product::scan().filter(Product::PRICE.lt(500)).delete_all().send(&db).await?;
    /// assert_eq!(cheap.deleted(), 1);
    /// # Ok(()) }
    /// ```
    pub fn delete_all(self) -> DeleteAll<M>
    where
        M: Unguarded,
    {
        DeleteAll::new(self.into_keys())
    }
}
