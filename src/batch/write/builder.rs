//! The builder of a batch of writes.

use std::fmt;
use std::ops::Range;

use super::account::BatchAccount;
use super::duplicates::{Duplicates, Keys};
use super::incomplete::incomplete;
use super::op::{BatchOp, BatchWriteOp};
use super::prepare::{OPERATION, prepare, undo};
use super::run::Run;
use super::written::BatchWritten;
use crate::client::{Dynamo, Progress, USUAL_WIDTH};
use crate::error::{BatchIncomplete, Context, Error, Result};

/// Puts and deletes any number of items, of any entities and tables, in requests of 25. Each is written on its own: a batch is no
/// transaction.
///
/// It takes `save` and `delete` of models without a version, since `BatchWriteItem` checks no conditions: a save replaces whatever is under
/// its key, and a delete removes it. Hooks are asked of every item before the first request, and an item that cannot be written (it is too
/// large, say, or has a condition) refuses the batch there, with its place.
///
/// What DynamoDB leaves unprocessed is sent again, after a growing wait, together with what is left of other requests. A request without
/// an answer is sent again too: puts and deletes do the same twice. Where another writer wrote the item in between, it is written over.
/// See [BatchWriteItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// use dynamorph::{BatchOp, Error, batch_write};
///
/// let products = (0..60).map(|number| Product { sku: format!("p{number}"), price: number });
/// batch_write(products.map(Product::save)).send(&db).await?;
///
/// let salt = Product { sku: "salt".into(), price: 90 };
/// let ops = vec![BatchOp::from(salt.save()), Product::delete("p7").into(), Order::delete(("ann", "2026-11-03", 1)).into()];
/// if let Err(Error::BatchIncomplete(rest)) = batch_write(ops).send(&db).await {
///     batch_write(rest.into_not_written()).send(&db).await?; // the inputs come back and can be sent again
/// }
/// assert_eq!(Product::query(()).count(&db).await?, 62);
/// # Ok(()) }
/// ```
pub fn batch_write<I>(ops: I) -> BatchWrite
where
    I: IntoIterator,
    I::Item: BatchWriteOp,
{
    BatchWrite {
        ops: ops.into_iter().map(BatchWriteOp::into_op).collect(),
        account: BatchAccount::default(),
        duplicates: Duplicates::default(),
        options: Options::default(),
    }
}

/// A batch of writes. Made by [`batch_write`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// use dynamorph::{BatchAccount, Duplicates, Progress, batch_write};
///
/// let (account, progress) = (BatchAccount::default(), Progress::default());
/// let written = batch_write([Product::delete("tea"), Product::delete("salt")])
///     .duplicates(Duplicates::Refuse)
///     .concurrency(2)
///     .account(&account)
///     .progress(&progress)
///     .send(&db)
///     .await?;
/// assert_eq!((written.written(), account.report().written(), progress.items()), (2, 2, 2));
/// # Ok(()) }
/// ```
#[must_use = "a batch sends nothing until `.send(&db)`"]
pub struct BatchWrite {
    ops: Vec<BatchOp>,
    account: BatchAccount,
    duplicates: Duplicates,
    options: Options,
}

/// How writes are sent.
#[derive(Debug, Clone)]
pub(super) struct Options {
    pub(super) width: usize,
    pub(super) progress: Option<Progress>,
}

impl Default for Options {
    fn default() -> Self {
        Self { width: USUAL_WIDTH, progress: None }
    }
}

impl BatchWrite {
    /// Says what to do with two writes of one item; without, the last one wins.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// use dynamorph::{Duplicates, batch_write};
    ///
    /// let twice = [Product::delete("tea"), Product::delete("tea")];
    /// assert!(batch_write(twice).duplicates(Duplicates::Refuse).send(&db).await.is_err());
    /// # Ok(()) }
    /// ```
    pub fn duplicates(mut self, duplicates: Duplicates) -> Self {
        self.duplicates = duplicates;
        self
    }

    /// Sets how many requests run at once: 4 by default. A throttled request halves the number, one that is done in full adds one.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// dynamorph::batch_write([Product::delete("tea")]).concurrency(1).send(&db).await?;
    /// # Ok(()) }
    /// ```
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.options.width = requests;
        self
    }

    /// Keeps the account of the writes in this handle, so that they are not lost where the future of the batch is dropped.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// use dynamorph::{BatchAccount, batch_write};
    ///
    /// let account = BatchAccount::default();
    /// let batch = batch_write([Product::delete("tea")]).account(&account);
    /// drop(batch.send(&db)); // it was not polled
    /// assert_eq!(account.report().not_written(), 1);
    /// batch_write(account.take_not_written()).send(&db).await?;
    /// # Ok(()) }
    /// ```
    pub fn account(mut self, account: &BatchAccount) -> Self {
        self.account = account.clone();
        self
    }

    /// Says how far it has come in this handle, which other tasks may read.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let progress = dynamorph::Progress::default();
    /// dynamorph::batch_write([Product::delete("tea")]).progress(&progress).send(&db).await?;
    /// assert_eq!(progress.items(), 1);
    /// # Ok(()) }
    /// ```
    pub fn progress(mut self, progress: &Progress) -> Self {
        self.options.progress = Some(progress.clone());
        self
    }

    /// Writes all of them.
    ///
    /// It takes as long as it gets on, or until the [deadline](crate::Deadline) of the handle. Where the future is dropped, a request under way may
    /// still be applied, and no other is sent; [`account`](BatchWrite::account) keeps what became of each write.
    ///
    /// # Errors
    ///
    /// [`Error::BatchIncomplete`] where not all are confirmed; it has the inputs that are not. It stops after 8 waits in a row or 30 seconds without any
    /// item written, at the deadline, and on an error that does not pass, such as a missing permission; requests under way are waited for.
    /// Its cause is an [`Error::InvalidRequest`], [`Error::Encode`], [`Error::Key`] or [`Error::Refused`] where an input cannot be written:
    /// nothing was sent then.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let written = dynamorph::batch_write([Product::delete("tea")]).send(&db).await?;
    /// assert_eq!(written.written(), 1);
    /// println!("{}", written.cost()); // 1 requests, 0 retries, .. 1 write units
    /// # Ok(()) }
    /// ```
    pub fn send(self, db: &Dynamo) -> impl Future<Output = Result<BatchWritten>> + Send + 'static {
        let Self { ops, account, duplicates, options } = self;
        let context = db.group_context(OPERATION, ops.iter().map(BatchOp::target));
        let db = db.clone();
        // From here on they are in the account, whether or not the future is polled.
        let places = account.ledger().add(ops);
        async move {
            let db = for_batch(&db);
            let (mut keys, now) = (Keys::default(), db.now());
            let prepared = prepare(&account, &db, now, places.clone(), &mut keys, duplicates).await;
            if let Err(refused) = prepared {
                return Err(stopped(&account, &db, context, places, Some(refused), false).await);
            }
            let run = Run::new(
                (&account, &keys),
                (&db, now),
                &context,
                (options.width, options.progress.as_ref()),
            );
            match run.write(places.clone()).await {
                Ok(()) => {
                    let counts = account.ledger().count(places);
                    Ok(BatchWritten::new(counts.written, keys.replaced(), db.cost()))
                }
                Err(cause) => Err(stopped(&account, &db, context, places, cause, true).await),
            }
        }
    }
}

/// Takes back what was stamped, tells the hooks, and makes the error that owns what is not written.
pub(super) async fn stopped(
    account: &BatchAccount,
    db: &Dynamo,
    context: Context,
    places: Range<usize>,
    cause: Option<Error>,
    was_prepared: bool,
) -> Error {
    if was_prepared {
        let counts = account.ledger().count(places.clone());
        let unprocessed = || {
            let incomplete = BatchIncomplete::new(context.clone(), counts, None, ());
            Error::BatchIncomplete(Box::new(incomplete))
        };
        let placeholder = if cause.is_none() { Some(unprocessed()) } else { None };
        if let Some(told) = cause.as_ref().or(placeholder.as_ref()) {
            undo(account, db, places.clone(), told).await;
        }
    }
    incomplete(account, context, places, cause)
}

/// The handle of one batch, which adds up what it costs.
pub(super) fn for_batch(db: &Dynamo) -> Dynamo {
    db.for_call().metered()
}

impl fmt::Debug for BatchWrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchWrite")
            .field("writes", &self.ops.len())
            .field("duplicates", &self.duplicates)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
