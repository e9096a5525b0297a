//! The writes of one request.

use std::time::SystemTime;

use super::ledger::Ledger;
use super::op::BatchOp;
use crate::client::Dynamo;
use crate::error::Result;
use crate::operation::BatchWriteItem;

/// One request: at most 25 writes, and 16 MB. The items are encoded when it is made.
pub(super) struct Chunk {
    pub(super) operation: BatchWriteItem,
    /// The places of its writes, by position.
    pub(super) places: Vec<usize>,
}

impl Chunk {
    pub(super) fn new() -> Self {
        Self { operation: BatchWriteItem::new(), places: Vec::new() }
    }

    /// Adds a write; false where there is no room for it. One that does not wait any more is passed over.
    pub(super) fn add(
        &mut self,
        ledger: &mut Ledger<BatchOp>,
        db: &Dynamo,
        now: SystemTime,
        place: usize,
    ) -> Result<bool> {
        if self.operation.is_full() {
            return Ok(false);
        }
        let op = ledger.get(place).filter(|_| ledger.is_waiting(place));
        let Some(op) = op else { return Ok(true) };
        let write = op.write().operation(now)?;
        let table = db.physical_name(write.target().table);
        let is_added = self.operation.add(&table, &write, &write.key()?);
        if is_added {
            self.places.push(place);
        }
        Ok(is_added)
    }
}
