//! The conditions that the mapper adds to reads and writes of its own accord.

use super::predicate::{Operator, Predicate};
use super::term::Term;
use crate::model::{Schema, TableSchema};
use crate::value::{DocumentPath, KeyValue, Number};

/// The item is of one of these entities, by name or alias.
pub(crate) fn is_one_of(entities: &[&'static Schema], discriminator: &'static str) -> Predicate {
    let names = entities.iter().flat_map(|schema| schema.names());
    let names: Vec<Term> =
        names.map(|name| Term::Value((&KeyValue::S(name.to_owned())).into())).collect();
    Predicate::one_of(&Term::Path(DocumentPath::new(discriminator)), &names)
}

/// The time of an item's end has come.
pub(crate) fn is_expired(ttl: &'static str, now: &Number) -> Predicate {
    Predicate::compare(ttl, Operator::Le, now.clone())
}

/// What the mapper knows of the item that a write of one entity may meet.
#[derive(Debug, Clone)]
pub(crate) struct Guards {
    pub(crate) schema: &'static Schema,
    pub(crate) table: &'static TableSchema,
    /// Epoch seconds.
    pub(crate) now: Number,
}

impl Guards {
    /// The item is of the entity: nothing to say in a table without a discriminator.
    pub(crate) fn is_entity(&self) -> Predicate {
        match self.table.discriminator_attribute() {
            Some(discriminator) => is_one_of(&[self.schema], discriminator),
            None => Predicate::Constant(true),
        }
    }

    /// No item is under the key. Every item has its partition key, so one attribute tells.
    pub(crate) fn is_absent(&self) -> Predicate {
        Predicate::not_exists(self.table.own_partition_key().name())
    }

    /// An item is under the key.
    pub(crate) fn is_present(&self) -> Predicate {
        Predicate::exists(self.table.own_partition_key().name())
    }

    /// The item has expired, which DynamoDB may take days to delete; never true of a model without a TTL.
    pub(crate) fn is_expired(&self) -> Predicate {
        match self.schema.ttl_attribute() {
            Some(ttl) => is_expired(ttl, &self.now),
            None => Predicate::Constant(false),
        }
    }

    /// The item has this version, or none where that is 0; always true of a model without versions.
    pub(crate) fn has_version(&self, version: u64) -> Predicate {
        let Some(attribute) = self.schema.version_attribute() else {
            return Predicate::Constant(true);
        };
        let is_equal = Predicate::compare(attribute, Operator::Eq, Number::from(version));
        if version == 0 { Predicate::not_exists(attribute).or(is_equal) } else { is_equal }
    }

    /// No item is under the key, or one that has expired.
    pub(crate) fn is_free(&self) -> Predicate {
        self.is_absent().or(self.is_expired())
    }

    /// An item of the entity is under the key and has not expired.
    pub(crate) fn is_alive(&self) -> Predicate {
        self.is_present().and(self.is_entity()).and(self.is_expired().negate())
    }

    /// What a `save` may meet.
    pub(crate) fn save(&self, version: u64) -> Predicate {
        if self.schema.version_attribute().is_some() && version > 0 {
            return self.is_entity().and(self.has_version(version));
        }
        self.is_free().or(self.is_entity().and(self.has_version(0)))
    }

    /// What a `replace` may meet.
    pub(crate) fn replace(&self, version: u64) -> Predicate {
        self.is_alive().and(self.has_version(version))
    }

    /// What an `upsert` may meet.
    pub(crate) fn upsert(&self) -> Predicate {
        self.is_absent().or(self.is_entity().and(self.is_expired().negate()))
    }

    /// What a `delete` by key may meet.
    pub(crate) fn delete(&self) -> Predicate {
        match self.is_entity() {
            Predicate::Constant(true) => Predicate::Constant(true),
            entity => self.is_absent().or(entity),
        }
    }
}
