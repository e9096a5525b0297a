//! What a batch of writes had when it stopped.

use std::ops::Range;

use super::account::BatchAccount;
use super::ledger::Account;
use super::op::BatchOp;
use crate::error::{BatchIncomplete, Context, Error};

/// The writes that are not written, and those that may be; with their places in the input.
struct Payload {
    not_written: Vec<(usize, BatchOp)>,
    unknown: Vec<(usize, BatchOp)>,
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
    // First those that another one stands for: taking that one changes nothing for them.
    let payload =
        Payload { not_written: take(Account::NotWritten), unknown: take(Account::Unknown) };
    drop(ledger);
    Error::BatchIncomplete(Box::new(BatchIncomplete::new(context, counts, cause, payload)))
}

impl BatchIncomplete {
    /// The writes that are not written, in the order of the input, to be sent again.
    #[must_use]
    pub fn into_not_written(self) -> Vec<BatchOp> {
        ops(self.payload().not_written)
    }

    /// The writes that may be written, in the order of the input. To send them again is right unless another writer may have written the
    /// items since.
    #[must_use]
    pub fn into_unknown(self) -> Vec<BatchOp> {
        ops(self.payload().unknown)
    }

    /// All writes that are not confirmed, in the order of the input.
    #[must_use]
    pub fn into_ops(self) -> Vec<BatchOp> {
        let Payload { mut not_written, unknown } = self.payload();
        not_written.extend(unknown);
        not_written.sort_by_key(|(place, _)| *place);
        ops(not_written)
    }

    /// The writes that are not written, and those that may be; each with its place in the input.
    #[must_use]
    pub fn into_parts(self) -> (Vec<(usize, BatchOp)>, Vec<(usize, BatchOp)>) {
        let Payload { not_written, unknown } = self.payload();
        (not_written, unknown)
    }

    fn payload(self) -> Payload {
        match self.into_payload().downcast() {
            Ok(payload) => *payload,
            // What hooks are told of a batch has no writes.
            Err(_) => Payload { not_written: Vec::new(), unknown: Vec::new() },
        }
    }
}

fn ops(writes: Vec<(usize, BatchOp)>) -> Vec<BatchOp> {
    writes.into_iter().map(|(_, op)| op).collect()
}
