//! Expired items, which reads hide: DynamoDB deletes them days late.

use super::place::Place;
use super::tell::Tell;
use crate::codec::ItemReader;
use crate::error::{DecodeErrorKind, Error, Result};
use crate::expression::{Predicate, is_expired, is_one_of};
use crate::model::{Entities, Schema, TableSchema};
use crate::value::{KeyValue, Number};

/// The TTL of the entities that are read.
#[derive(Debug, Clone)]
pub(in crate::builders) struct Ttl {
    table: &'static TableSchema,
    pub(in crate::builders) attribute: &'static str,
    /// The entities that have it.
    entities: Vec<&'static Schema>,
    /// Whether every item that may be answered is of one of them.
    is_total: bool,
    /// Epoch seconds.
    now: Number,
}

/// Where expired items are seen to be expired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// By DynamoDB, which filters.
    Filter,
    /// In the items that were read.
    Items,
    /// Nowhere: the index does not hold the attribute.
    Nowhere,
}

impl Ttl {
    /// None where no entity has a TTL.
    pub(in crate::builders) fn of(read: &Entities, now: Number) -> Option<Self> {
        let with_ttl = read.schemas.iter().filter(|schema| schema.ttl_attribute().is_some());
        let entities: Vec<&'static Schema> = with_ttl.copied().collect();
        let attribute = entities.first()?.ttl_attribute()?;
        let is_total =
            entities.len() == read.schemas.len() && (read.is_model || read.skips_unknown);
        Some(Self { table: read.table, attribute, entities, is_total, now })
    }

    pub(super) fn sight(&self, place: &Place) -> Sight {
        let has_names = self.is_total
            || place.table.discriminator_attribute().is_some_and(|name| place.can_filter(name));
        if has_names && place.can_filter(self.attribute) {
            Sight::Filter
        } else if place.holds(self.attribute) || place.fetches() {
            Sight::Items
        } else {
            Sight::Nowhere
        }
    }

    /// What hides expired items: of a registry, those of entities that have a TTL.
    pub(super) fn filter(&self, place: &Place) -> Predicate {
        let is_expired = is_expired(self.attribute, &self.now);
        let of_them = match place.table.discriminator_attribute() {
            Some(discriminator) if !self.is_total => is_one_of(&self.entities, discriminator),
            _ => Predicate::Constant(true),
        };
        of_them.and(is_expired).negate()
    }

    /// Whether an item that was read has expired.
    pub(in crate::builders) fn has_come(
        &self,
        tell: Tell,
        item: &mut ItemReader<'_>,
    ) -> Result<bool> {
        match item.key_value(self.attribute) {
            Ok(Some(KeyValue::N(end))) if end <= self.now => {
                tell.is_one_of(self.table, &self.entities, item)
            }
            Ok(_) => Ok(false),
            // DynamoDB deletes no item whose attribute is no number.
            Err(source) if matches!(source.kind(), DecodeErrorKind::Type { .. }) => Ok(false),
            Err(source) => Err(Error::decode(self.table.name(), source)),
        }
    }
}
