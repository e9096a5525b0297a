//! Where a query reads: the partition, the sort key parts given, and the one that is left.

use crate::error::{InvalidRequest, KeyError, KeyErrorKind};
use crate::expression::{KeyCondition, NextSort, SortConditions, SortError};
use crate::model::{
    GivenKey, OpenText, Projection, Rendered, Schema, TableIndex, TableSchema, checked,
};
use crate::operation::Key;
use crate::value::KeyType;
use crate::value::limits::SORT_KEY_BYTES;

/// The fixed part of a query.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) table: &'static TableSchema,
    pub(crate) index: Option<&'static TableIndex>,
    equal: Key,
    next: Option<(&'static str, NextSort)>,
}

impl Plan {
    /// The plan of a model's query.
    pub(crate) fn of_model(
        table: &'static TableSchema,
        index: Option<&'static TableIndex>,
        given: &GivenKey,
    ) -> Result<Self, KeyError> {
        let mut equal = given.partition()?;
        let mut next = None;
        for attribute in &given.layout().sort {
            match given.render(attribute) {
                Rendered::Complete(value) => {
                    equal.push((attribute.name, checked(value, attribute.name, SORT_KEY_BYTES)?));
                    continue;
                }
                Rendered::Open(open) => {
                    check_length(&open, attribute.name)?;
                    next = Some((attribute.name, NextSort::Part(open)));
                }
                Rendered::OpenField(field) => next = Some((attribute.name, NextSort::Field(field))),
            }
            break;
        }
        Ok(Self { table, index, equal, next })
    }

    /// The plan of a query of several entities: it compares the whole sort key text.
    pub(crate) fn of_partition(
        table: &'static TableSchema,
        index: Option<&'static TableIndex>,
        partition: Key,
    ) -> Self {
        let sort = match index {
            Some(index) => index.own_sort_key(),
            None => table.own_sort_key(),
        };
        let next =
            sort.filter(|key| key.key_type() == KeyType::S).map(|key| (key.name(), NextSort::Text));
        Self { table, index, equal: partition, next }
    }

    pub(crate) fn next_sort(&self) -> Result<&NextSort, InvalidRequest> {
        self.next.as_ref().map(|(_, next)| next).ok_or(InvalidRequest::NoTextSortKey)
    }

    /// The key condition with the caller's conditions on the next sort key part.
    pub(crate) fn condition(&self, conditions: &SortConditions) -> Result<KeyCondition, SortError> {
        let range = match &self.next {
            Some((name, next)) => {
                let is_binary = self.key_type(name) == Some(KeyType::B);
                Some((*name, next.range(conditions, is_binary)?))
            }
            None => None,
        };
        Ok(KeyCondition { equal: self.equal.clone(), range })
    }

    /// The attributes of a position: the keys of the index, then those of the table.
    pub(crate) fn position(&self) -> Vec<&'static str> {
        let mut names = Vec::with_capacity(4);
        let index = self
            .index
            .into_iter()
            .flat_map(|index| index.own_partition_key().into_iter().chain(index.own_sort_key()));
        for key in index.chain(self.table.keys()) {
            if !names.contains(&key.name()) {
                names.push(key.name());
            }
        }
        names
    }

    pub(crate) fn key_type(&self, attribute: &str) -> Option<KeyType> {
        let index = self
            .index
            .into_iter()
            .flat_map(|index| index.own_partition_key().into_iter().chain(index.own_sort_key()));
        index
            .chain(self.table.keys())
            .find(|key| key.name() == attribute)
            .map(crate::model::TableKey::key_type)
    }

    /// Whether a filter may name the attribute: it is no key of what is queried, and the index holds it.
    pub(crate) fn can_filter(&self, attribute: &str) -> bool {
        let keys = |index: &TableIndex| {
            let own = index.own_partition_key().unwrap_or_else(|| self.table.own_partition_key());
            own.name() == attribute
                || index.own_sort_key().is_some_and(|key| key.name() == attribute)
        };
        match self.index {
            None => !self.table.keys().any(|key| key.name() == attribute),
            Some(index) => !keys(index) && self.holds(index, attribute),
        }
    }

    /// Whether items of these entities can be decoded from what the index holds.
    pub(crate) fn holds_whole(&self, entities: &[&'static Schema]) -> bool {
        let Some(index) = self.index else { return true };
        let holds =
            |attribute: &str| self.key_type(attribute).is_some() || self.holds(index, attribute);
        index.held() == Projection::All
            || (self.table.discriminator_attribute().is_none_or(holds)
                && entities.iter().all(|schema| {
                    schema.attributes().is_some_and(|mut attributes| attributes.all(holds))
                }))
    }

    fn holds(&self, index: &TableIndex, attribute: &str) -> bool {
        match index.held() {
            Projection::All => true,
            Projection::KeysOnly => self.table.keys().any(|key| key.name() == attribute),
            Projection::Include(held) => {
                held.contains(&attribute) || self.table.keys().any(|key| key.name() == attribute)
            }
        }
    }
}

fn check_length(open: &OpenText, attribute: &'static str) -> Result<(), KeyError> {
    let bytes = open.prefix.len();
    if bytes > SORT_KEY_BYTES {
        return Err(KeyError::new(KeyErrorKind::TooLong { bytes, limit: SORT_KEY_BYTES })
            .of_attribute(attribute));
    }
    Ok(())
}
