//! Where items are read: a table or an index, by a query or by a scan.

use crate::model::{Projection, Schema, TableIndex, TableKey, TableSchema};

/// A table or one of its indexes, and how it is read.
#[derive(Debug, Clone, Copy)]
pub(in crate::builders) struct Place {
    pub(in crate::builders) table: &'static TableSchema,
    pub(in crate::builders) index: Option<&'static TableIndex>,
    pub(in crate::builders) is_scan: bool,
}

impl Place {
    /// The attributes of a position: the keys of the index, then those of the table.
    pub(in crate::builders) fn position(&self) -> Vec<&'static TableKey> {
        let mut keys: Vec<&'static TableKey> = Vec::with_capacity(4);
        for key in self.index_keys().chain(self.table.keys()) {
            if !keys.iter().any(|known| known.name() == key.name()) {
                keys.push(key);
            }
        }
        keys
    }

    /// The names of a position's attributes.
    pub(in crate::builders) fn position_names(&self) -> Vec<&'static str> {
        self.position().into_iter().map(TableKey::name).collect()
    }

    /// Whether the attribute is a key of the index or of its table: every index holds those.
    pub(in crate::builders) fn is_positional(&self, attribute: &str) -> bool {
        self.index_keys().chain(self.table.keys()).any(|key| key.name() == attribute)
    }

    /// Whether the attribute is a key of the very table or index that is read.
    pub(in crate::builders) fn is_key(&self, attribute: &str) -> bool {
        match self.index {
            None => self.table.is_key(attribute),
            Some(index) => {
                let own =
                    index.own_partition_key().unwrap_or_else(|| self.table.own_partition_key());
                own.name() == attribute
                    || index.own_sort_key().is_some_and(|key| key.name() == attribute)
            }
        }
    }

    /// Whether what is read holds the attribute of items that have it.
    pub(in crate::builders) fn holds(&self, attribute: &str) -> bool {
        let Some(index) = self.index else { return true };
        self.is_positional(attribute)
            || match index.held() {
                Projection::All => true,
                Projection::KeysOnly => false,
                Projection::Include(held) => held.contains(&attribute),
            }
    }

    /// Whether DynamoDB reads attributes that the index does not hold from the table: of a local index it does.
    pub(in crate::builders) fn fetches(&self) -> bool {
        self.index.is_none_or(|index| !index.is_global())
    }

    /// Whether a filter may name the attribute. DynamoDB refuses the keys of what is queried there, not of what is scanned.
    pub(in crate::builders) fn can_filter(&self, attribute: &str) -> bool {
        (self.is_scan || !self.is_key(attribute)) && self.holds(attribute)
    }

    /// Whether a query's key condition fixes the discriminator, or a filter can name it.
    pub(in crate::builders) fn tells_entity(&self) -> bool {
        self.table
            .discriminator_attribute()
            .is_none_or(|name| self.can_filter(name) || self.is_key(name))
    }

    /// Whether items of these entities can be decoded from what is held.
    pub(in crate::builders) fn holds_whole(&self, entities: &[&'static Schema]) -> bool {
        self.index.is_none_or(|index| index.held() == Projection::All)
            || (self.table.discriminator_attribute().is_none_or(|name| self.holds(name))
                && entities.iter().all(|schema| {
                    schema
                        .attributes()
                        .is_some_and(|mut attributes| attributes.all(|name| self.holds(name)))
                }))
    }

    fn index_keys(&self) -> impl Iterator<Item = &'static TableKey> + use<> {
        self.index
            .into_iter()
            .flat_map(|index| index.own_partition_key().into_iter().chain(index.own_sort_key()))
    }
}
