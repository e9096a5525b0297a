//! What a batch of writes had when it stopped.

use std::ops::Range;

use super::account::BatchAccount;
use super::ledger::Account;
use super::op::BatchOp;
use crate::error::{BatchIncomplete, Context, Error};

/// The writes of a batch that are not confirmed, with their places in the input. Made by [`BatchIncomplete::into_rest`].
///
/// # Examples
///
/// ```
/// use dynamorph::{BatchIncomplete, BatchOp};
///
/// /// What may be sent again whoever else writes.
/// fn safe(rest: BatchIncomplete) -> Vec<BatchOp> {
///     let rest = rest.into_rest();
///     for (place, op) in &rest.unknown {
///         eprintln!("nobody knows whether input {place} is written: {op:?}");
///     }
///     rest.not_written.into_iter().map(|(_place, op)| op).collect()
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct BatchRest {
    /// The writes that are not written.
    pub not_written: Vec<(usize, BatchOp)>,
    /// The writes that may be written.
    pub unknown: Vec<(usize, BatchOp)>,
}

/// The error of a batch that stopped; it takes its writes out of the account.
pub(super) fn incomplete(
    account: &BatchAccount,
    context: Context,
    places: Range<usize>,
    cause: Option<Error>,
) -> Error {
    let mut ledger = account.ledger();
    let counts = ledger.count(places.clone());
    let mut take = |account| {
        let taken = ledger.take(places.clone(), account).into_iter();
        taken.map(|(place, op)| (place - places.start, op)).collect()
    };
    let payload =
        BatchRest { not_written: take(Account::NotWritten), unknown: take(Account::Unknown) };
    drop(ledger);
    Error::BatchIncomplete(Box::new(BatchIncomplete::new(context, counts, cause, payload)))
}

impl BatchIncomplete {
    /// The writes that are not written, in the order of the input, to be sent again.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::{BatchIncomplete, Dynamo, Result, batch_write};
    ///
    /// /// Sends again what is certainly not written.
    /// async fn again(rest: BatchIncomplete, db: &Dynamo) -> Result<usize> {
    ///     Ok(batch_write(rest.into_not_written()).send(db).await?.written())
    /// }
    /// ```
    #[must_use]
    pub fn into_not_written(self) -> Vec<BatchOp> {
        ops(self.into_rest().not_written)
    }

    /// The writes that may be written, in the order of the input. To send them again is right unless another writer may have written the
    /// items since.
    ///
    /// # Examples
    ///
    /// ```
    /// fn doubtful(rest: dynamorph::BatchIncomplete) -> usize {
    ///     rest.into_unknown().len()
    /// }
    /// ```
    #[must_use]
    pub fn into_unknown(self) -> Vec<BatchOp> {
        ops(self.into_rest().unknown)
    }

    /// All writes that are not confirmed, in the order of the input.
    #[must_use]
    pub fn into_ops(self) -> Vec<BatchOp> {
        let BatchRest { mut not_written, unknown } = self.into_rest();
        not_written.extend(unknown);
        not_written.sort_by_key(|(place, _)| *place);
        ops(not_written)
    }

    /// The writes that are not written, and those that may be; each with its place in the input.
    ///
    /// # Examples
    ///
    /// ```
    /// fn places(rest: dynamorph::BatchIncomplete) -> Vec<usize> {
    ///     rest.into_rest().not_written.into_iter().map(|(place, _)| place).collect()
    /// }
    /// ```
    #[must_use]
    pub fn into_rest(self) -> BatchRest {
        match self.into_payload().downcast() {
            Ok(rest) => *rest,
            // What hooks are told of a batch has no writes.
            Err(_) => BatchRest { not_written: Vec::new(), unknown: Vec::new() },
        }
    }
}

fn ops(writes: Vec<(usize, BatchOp)>) -> Vec<BatchOp> {
    writes.into_iter().map(|(_, op)| op).collect()
}
