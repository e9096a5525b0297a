//! What is done before the first request: hooks, stamps and checks of every write.

use std::ops::Range;
use std::time::SystemTime;

use super::account::BatchAccount;
use super::digest::KeyDigest;
use super::duplicates::{Duplicates, Keys, duplicate};
use super::op::BatchOp;
use crate::client::Dynamo;
use crate::error::{Context, Error, InvalidRequest, Result};

/// The API operation, for hooks and messages.
pub(super) const OPERATION: &str = "BatchWriteItem";

/// Prepares writes in their order. Where one is refused, those before it are as they were, and nothing is to be sent.
pub(super) async fn prepare(
    account: &BatchAccount,
    db: &Dynamo,
    now: SystemTime,
    places: Range<usize>,
    keys: &mut Keys,
    duplicates: Duplicates,
) -> Result<()> {
    for place in places.clone() {
        let checked = check(account, db, now, place, keys, duplicates).await;
        let Err(error) = checked else { continue };
        let error = in_batch(error, place - places.start, places.start);
        undo(account, db, places.start..place, &error).await;
        return Err(error);
    }
    Ok(())
}

/// The error, by the places of the input.
fn in_batch(error: Error, place: usize, first: usize) -> Error {
    let error = match error {
        Error::InvalidRequest(context, InvalidRequest::DuplicateInBatch(earlier)) => {
            Error::InvalidRequest(context, duplicate(earlier - first.min(earlier)))
        }
        other => other,
    };
    error.of_input(place)
}

async fn check(
    account: &BatchAccount,
    db: &Dynamo,
    now: SystemTime,
    place: usize,
    keys: &mut Keys,
    duplicates: Duplicates,
) -> Result<()> {
    // Not there where somebody took it out of the account.
    let Some(mut op) = account.lend(place) else { return Ok(()) };
    let context = context_of(db, &op);
    if op.write().has_condition() {
        return Err(invalid(context, InvalidRequest::ConditionInBatch));
    }
    op.write_mut().prepare(db, now, OPERATION).await.map_err(|error| error.in_context(&context))?;
    let compiled = op.write().operation(now).and_then(|write| write.key());
    let noted = compiled.and_then(|key| {
        let digest = KeyDigest::of(context.table(), &key);
        let noted = keys.note(&mut account.ledger(), digest, place, duplicates);
        noted.map_err(|earlier| invalid(context.clone(), duplicate(earlier)))
    });
    if let Err(error) = noted {
        let error = error.in_context(&context);
        op.write_mut().failed(db, &error).await;
        return Err(error);
    }
    Ok(())
}

/// Takes the stamps of writes back, and tells the hooks.
pub(super) async fn undo(account: &BatchAccount, db: &Dynamo, places: Range<usize>, error: &Error) {
    for place in places {
        if let Some(mut op) = account.lend(place) {
            op.write_mut().failed(db, error).await;
        }
    }
}

pub(super) fn context_of(db: &Dynamo, op: &BatchOp) -> Context {
    let target = op.target();
    let table = db.physical_name(target.table).into_owned();
    Context::new(OPERATION, table, target.entity)
}

fn invalid(context: Context, error: InvalidRequest) -> Error {
    Error::InvalidRequest(Box::new(context), error)
}
