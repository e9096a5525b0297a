//! Fills requests with the reads of the input.

use std::collections::VecDeque;

use super::chunk::{Chunk, Read, Waiting};
use crate::client::Dynamo;
use crate::error::Result;

/// Requests in the making.
///
/// A request reads all items of a table in one way, so reads that differ (consistent or not, in their attributes) go into different ones.
#[derive(Default)]
pub(super) struct Fill {
    open: Vec<Chunk>,
    full: VecDeque<Chunk>,
}

impl Fill {
    /// Puts a read into the first request that takes it. At most `most` stay open.
    pub(super) fn add(
        &mut self,
        db: &Dynamo,
        waiting: Waiting,
        is_resent: bool,
        most: usize,
    ) -> Result<()> {
        let operation = waiting.get.operation()?;
        let table = db.physical_name(operation.target.table).into_owned();
        let read = Read::of(operation);
        let open = self.open.iter().position(|chunk| chunk.takes(&table, &read.options));
        let at = if let Some(at) = open {
            at
        } else {
            if self.open.len() >= most.max(1) {
                self.close_fullest();
            }
            self.open.push(Chunk::new());
            self.open.len() - 1
        };
        self.open[at].add(&table, read, waiting, is_resent);
        if self.open[at].is_full() {
            self.full.push_back(self.open.remove(at));
        }
        Ok(())
    }

    /// A full request.
    pub(super) fn full(&mut self) -> Option<Chunk> {
        self.full.pop_front()
    }

    /// Whether a request is open that has keys which were not sent before.
    pub(super) fn has_fresh(&self) -> bool {
        self.open.iter().any(Chunk::has_fresh)
    }

    /// The fullest request, since no more comes.
    pub(super) fn rest(&mut self) -> Option<Chunk> {
        self.close_fullest();
        self.full()
    }

    fn close_fullest(&mut self) {
        let fullest = self.open.iter().enumerate().max_by_key(|(_, chunk)| chunk.len());
        if let Some((at, _)) = fullest {
            self.full.push_back(self.open.remove(at));
        }
    }
}
