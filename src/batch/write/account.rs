//! The account of a batch, which its caller owns.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::ledger::{Account, Ledger};
use super::op::BatchOp;

/// What became of the writes of a batch, readable at any time: while it runs, and after its future was dropped.
///
/// A handle that is cheap to clone. A batch that is given one keeps its writes in it. Where the future of the batch is dropped, say by a
/// timeout, they are still there, each in one account: written, not written, or unknown, which are those that a request was under way
/// with. An error takes those of its batch that are not written with it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// use std::time::Duration;
///
/// use dynamorph::{BatchAccount, batch_write};
///
/// let products = (0..100).map(|number| Product { sku: format!("p{number}"), price: number });
/// let account = BatchAccount::default();
/// let batch = batch_write(products.map(Product::save)).account(&account).send(&db);
/// if tokio::time::timeout(Duration::from_secs(20), batch).await.is_err() {
///     println!("{}", account.report()); // 50 written, 25 not written, 25 unknown
///     // These may be sent again, now or later.
///     let rest = account.take_not_written().into_iter().chain(account.take_unknown());
///     batch_write(rest).send(&db).await?;
/// }
/// assert_eq!(account.report().written(), 100);
/// # Ok(()) }
/// ```
#[derive(Clone, Default)]
pub struct BatchAccount {
    ledger: Arc<Mutex<Ledger<BatchOp>>>,
}

impl BatchAccount {
    /// How many writes are in each account now.
    #[must_use]
    pub fn report(&self) -> BatchReport {
        let counts = self.ledger().counts();
        BatchReport {
            written: counts.written,
            not_written: counts.not_written,
            unknown: counts.unknown,
        }
    }

    /// The writes that are not written, in the order they were given, to be sent again. A batch that still runs does not send them any
    /// more.
    ///
    /// They stay in the [report](BatchAccount::report).
    #[must_use]
    pub fn take_not_written(&self) -> Vec<BatchOp> {
        self.take(Account::NotWritten)
    }

    /// The writes that may be written, in the order they were given.
    ///
    /// They stay in the [report](BatchAccount::report).
    #[must_use]
    pub fn take_unknown(&self) -> Vec<BatchOp> {
        self.take(Account::Unknown)
    }

    fn take(&self, account: Account) -> Vec<BatchOp> {
        let mut ledger = self.ledger();
        let all = ledger.all();
        ledger.take(all, account).into_iter().map(|(_, op)| op).collect()
    }

    pub(super) fn ledger(&self) -> MutexGuard<'_, Ledger<BatchOp>> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lends a write. It comes back when the loan is dropped, also with the future that holds it.
    pub(super) fn lend(&self, place: usize) -> Option<Loan> {
        let op = self.ledger().lend(place);
        op.map(|op| Loan { account: self.clone(), place, op: Some(op) })
    }
}

impl fmt::Debug for BatchAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BatchAccount").field(&self.report()).finish()
    }
}

/// A write that is used outside of its account.
pub(super) struct Loan {
    account: BatchAccount,
    place: usize,
    op: Option<BatchOp>,
}

impl Loan {
    /// Keeps the write from its account: it is done with.
    pub(super) fn close(mut self) {
        self.op = None;
    }
}

impl Deref for Loan {
    type Target = BatchOp;

    fn deref(&self) -> &BatchOp {
        let Some(op) = &self.op else { unreachable!("a closed loan is gone") };
        op
    }
}

impl DerefMut for Loan {
    fn deref_mut(&mut self) -> &mut BatchOp {
        let Some(op) = &mut self.op else { unreachable!("a closed loan is gone") };
        op
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        if let Some(op) = self.op.take() {
            self.account.ledger().give_back(self.place, op);
        }
    }
}

/// How many writes of a batch are in each account. Made by [`BatchAccount::report`].
///
/// # Examples
///
/// ```
/// let report = dynamorph::BatchAccount::default().report();
/// assert_eq!((report.written(), report.not_written(), report.unknown()), (0, 0, 0));
/// assert_eq!(report.to_string(), "0 written, 0 not written, 0 unknown");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchReport {
    written: usize,
    not_written: usize,
    unknown: usize,
}

impl BatchReport {
    /// How many are written.
    #[must_use]
    pub fn written(self) -> usize {
        self.written
    }

    /// How many are not written, or not yet.
    #[must_use]
    pub fn not_written(self) -> usize {
        self.not_written
    }

    /// How many may be written: a request is, or was, under way with them.
    #[must_use]
    pub fn unknown(self) -> usize {
        self.unknown
    }
}

impl fmt::Display for BatchReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { written, not_written, unknown } = self;
        write!(f, "{written} written, {not_written} not written, {unknown} unknown")
    }
}
