//! Writes of one item.

use std::collections::HashMap;

use super::digest::KeyDigest;
use super::ledger::Ledger;
use crate::error::InvalidRequest;

/// What a batch does with two writes of one item, which DynamoDB refuses.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// use dynamorph::{Duplicates, batch_write};
///
/// let tea = |price| Product { sku: "tea".into(), price }.save();
/// let written = batch_write([tea(1), tea(2)]).send(&db).await?;
/// assert_eq!((written.written(), written.replaced()), (2, 1)); // the first one counts with the second
/// assert_eq!(Product::get("tea").one(&db).await?.price, 2);
///
/// let refused = batch_write([tea(3), tea(4)]).duplicates(Duplicates::Refuse).send(&db).await;
/// assert!(refused.is_err());
/// assert_eq!(Product::get("tea").one(&db).await?.price, 2);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Duplicates {
    /// The last one is written, as if they were written one after the other. The others count with it.
    #[default]
    LastWins,
    /// The batch is refused before any request.
    Refuse,
}

/// The keys of writes that may still be replaced.
#[derive(Debug, Default)]
pub(super) struct Keys {
    places: HashMap<KeyDigest, usize>,
    /// By the place of the write that stands for them.
    replaced: HashMap<usize, Vec<usize>>,
}

impl Keys {
    /// Notes the key of a write. An earlier one of the same key gives way, if it was not sent.
    pub(super) fn note<T>(
        &mut self,
        ledger: &mut Ledger<T>,
        key: KeyDigest,
        place: usize,
        duplicates: Duplicates,
    ) -> Result<(), usize> {
        let Some(earlier) = self.places.get(&key).copied() else {
            self.places.insert(key, place);
            return Ok(());
        };
        if duplicates == Duplicates::Refuse {
            return Err(earlier);
        }
        self.places.insert(key, place);
        if ledger.replace(earlier, place) {
            // Those that it stood for have a new one.
            let mut replaced = self.replaced.remove(&earlier).unwrap_or_default();
            replaced.push(earlier);
            self.replaced.insert(place, replaced);
        }
        Ok(())
    }

    /// The writes that this one stands for.
    pub(super) fn replaced_by(&self, place: usize) -> &[usize] {
        self.replaced.get(&place).map_or(&[], Vec::as_slice)
    }

    /// How many writes another one stands for.
    pub(super) fn replaced(&self) -> usize {
        self.replaced.values().map(Vec::len).sum()
    }
}

/// The error of a batch that takes no duplicates.
pub(super) fn duplicate(earlier: usize) -> InvalidRequest {
    InvalidRequest::DuplicateInBatch(earlier)
}
