//! A batch that is filled write by write.

use std::fmt;

use super::account::BatchAccount;
use super::builder::{Options, for_batch, stopped};
use super::duplicates::{Duplicates, Keys};
use super::incomplete::incomplete;
use super::op::{BatchOp, BatchWriteOp};
use super::prepare::{OPERATION, context_of, prepare};
use super::run::Run;
use super::written::BatchWritten;
use crate::builders::{Delete, ModelOps as _};
use crate::client::{Cost, Dynamo, Progress};
use crate::error::Result;
use crate::model::Unguarded;
use crate::value::limits::BATCH_WRITE_ITEMS;

/// Puts and deletes items as they come, in full requests.
///
/// It keeps up to 100 writes (25 for each request at once) and then sends them. [`finish`](BatchWriter::finish) sends the rest: a writer
/// that is dropped before has sent nothing of it, and says so in the log. Of two writes of one item that it keeps, the last one wins.
///
/// A write that cannot be sent, since it is too large or a hook refuses it, comes back in the error, and the others stay. Where a future of
/// the writer is dropped, the writer goes on with what was not under way; what was is unknown, and in its
/// [`account`](BatchWriter::account).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// use dynamorph::BatchWriter;
///
/// let mut writer = BatchWriter::new(&db);
/// for number in 0..1_000 {
///     writer.put(Product { sku: format!("p{number}"), price: number }).await?;
/// }
/// writer.delete(Product::delete("tea")).await?;
/// assert_eq!(writer.account().report().not_written(), writer.kept()); // they go with the next full request
/// let written = writer.finish().await?;
/// assert_eq!(written.written(), 1_001);
/// assert_eq!(Product::query(()).count(&db).await?, 1_001);
/// # Ok(()) }
/// ```
#[must_use = "a writer sends what it keeps when it is full and by `.finish().await`"]
pub struct BatchWriter {
    db: Dynamo,
    account: BatchAccount,
    keys: Keys,
    options: Options,
    /// How many writes are kept.
    kept: usize,
    replaced: usize,
    cost: Cost,
    /// Whether nobody is told of what it keeps when it is dropped.
    is_quiet: bool,
}

impl BatchWriter {
    /// A writer that keeps nothing yet.
    pub fn new(db: &Dynamo) -> Self {
        Self {
            db: db.clone(),
            account: BatchAccount::default(),
            keys: Keys::default(),
            options: Options::default(),
            kept: 0,
            replaced: 0,
            cost: Cost::default(),
            is_quiet: false,
        }
    }

    /// The writer of work that can be done again: what it keeps when it is dropped is no loss.
    pub(in crate::batch) fn quiet(mut self) -> Self {
        self.is_quiet = true;
        self
    }

    /// Sets how many requests run at once, 4 by default, and so how many writes are kept: 25 for each.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let mut writer = dynamorph::BatchWriter::new(&db).concurrency(1); // sends every 25 writes
    /// writer.put(Product { sku: "salt".into(), price: 90 }).await?;
    /// writer.finish().await?;
    /// # Ok(()) }
    /// ```
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.options.width = requests.max(1);
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
    /// let mut writer = dynamorph::BatchWriter::new(&db).progress(&progress);
    /// writer.put(Product { sku: "salt".into(), price: 90 }).await?;
    /// assert_eq!(progress.items(), 0); // it is kept
    /// writer.finish().await?;
    /// assert_eq!(progress.items(), 1);
    /// # Ok(()) }
    /// ```
    pub fn progress(mut self, progress: &Progress) -> Self {
        self.options.progress = Some(progress.clone());
        self
    }

    /// What became of its writes. Those that are not sent yet are not written.
    #[must_use]
    pub fn account(&self) -> &BatchAccount {
        &self.account
    }

    /// How many writes it keeps.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.kept
    }

    /// Saves an item, at the latest when the writer is finished.
    ///
    /// # Errors
    ///
    /// [`Error::BatchIncomplete`](crate::Error::BatchIncomplete) with this write where it cannot be sent; with all that was to be sent and is not confirmed where sending
    /// failed. The writer goes on without them.
    pub async fn put<M: Unguarded>(&mut self, item: M) -> Result<()> {
        self.write(item.save()).await
    }

    /// Deletes an item, at the latest when the writer is finished.
    ///
    /// # Errors
    ///
    /// As [`put`](BatchWriter::put).
    pub async fn delete<M: Unguarded>(&mut self, delete: Delete<M>) -> Result<()> {
        self.write(delete).await
    }

    /// Does a write, at the latest when the writer is finished.
    ///
    /// # Errors
    ///
    /// As [`put`](BatchWriter::put).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let ops: Vec<dynamorph::BatchOp> = vec![Product::delete("tea").into()];
    /// let mut writer = dynamorph::BatchWriter::new(&db);
    /// for op in ops {
    ///     writer.write(op).await?;
    /// }
    /// writer.finish().await?;
    /// # Ok(()) }
    /// ```
    pub async fn write(&mut self, op: impl BatchWriteOp) -> Result<()> {
        self.keep(op.into_op()).await?;
        if self.kept >= self.options.width * BATCH_WRITE_ITEMS {
            self.flush().await
        } else {
            Ok(())
        }
    }

    /// Sends what is kept.
    ///
    /// # Errors
    ///
    /// [`Error::BatchIncomplete`](crate::Error::BatchIncomplete) with what is not confirmed; the writer goes on without it.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let mut writer = dynamorph::BatchWriter::new(&db);
    /// writer.put(Product { sku: "salt".into(), price: 90 }).await?;
    /// writer.flush().await?; // before a pause
    /// assert_eq!(Product::get("salt").one(&db).await?.price, 90);
    /// writer.finish().await?;
    /// # Ok(()) }
    /// ```
    pub async fn flush(&mut self) -> Result<()> {
        let (db, now) = (for_batch(&self.db), self.db.now());
        let (places, context) = {
            let ledger = self.account.ledger();
            let places: Vec<usize> = ledger.waiting().collect();
            let ops = places.iter().filter_map(|place| ledger.get(*place));
            let context = db.group_context(OPERATION, ops.map(BatchOp::target));
            (places, context)
        };
        let (account, options) = (&self.account, &self.options);
        let run = Run::new(
            (account, &self.keys),
            (&db, now),
            &context,
            (options.width, options.progress.as_ref()),
        );
        let sent = run.write(places.iter().copied()).await;
        let replaced = self.keys.replaced();
        self.cost += &db.cost();
        self.kept = 0;
        self.keys = Keys::default();
        self.replaced += replaced;
        let sent = match sent {
            Ok(()) => Ok(()),
            Err(cause) => {
                let all = self.account.ledger().all();
                Err(stopped(&self.account, &db, context, all, cause, true).await)
            }
        };
        self.account.ledger().trim();
        sent
    }

    /// Sends what is kept, and answers what the writer did.
    ///
    /// # Errors
    ///
    /// As [`flush`](BatchWriter::flush).
    pub async fn finish(mut self) -> Result<BatchWritten> {
        self.flush().await?;
        let written = self.account.report().written();
        Ok(BatchWritten::new(written, self.replaced, std::mem::take(&mut self.cost)))
    }

    /// Prepares a write and keeps it.
    async fn keep(&mut self, op: BatchOp) -> Result<()> {
        let (db, now) = (self.db.for_call(), self.db.now());
        let context = context_of(&db, &op);
        let place = self.account.ledger().add([op]);
        let (account, keys) = (&self.account, &mut self.keys);
        let kept = prepare(account, &db, now, place.clone(), keys, Duplicates::LastWins).await;
        if let Err(error) = kept {
            return Err(incomplete(&self.account, context, place, Some(error)));
        }
        self.kept = self.account.ledger().waiting().count();
        Ok(())
    }
}

impl Drop for BatchWriter {
    fn drop(&mut self) {
        let kept = self.account.ledger().waiting().count();
        if kept > 0 && !self.is_quiet {
            tracing::error!(
                target: "dynamorph",
                writes = kept,
                "a batch writer was dropped with writes that are not sent: call `finish`"
            );
        }
    }
}

impl fmt::Debug for BatchWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchWriter")
            .field("kept", &self.kept)
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}
