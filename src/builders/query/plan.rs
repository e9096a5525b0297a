//! Where a query reads: the partition, the sort key parts given, and the one that is left.

use crate::builders::read::Place;
use crate::error::{InvalidRequest, KeyError, KeyErrorKind};
use crate::expression::{KeyCondition, NextSort, SortConditions, SortError};
use crate::model::{GivenKey, OpenText, Rendered, TableIndex, TableSchema, checked};
use crate::operation::Key;
use crate::value::KeyType;
use crate::value::limits::SORT_KEY_BYTES;

/// The fixed part of a query.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) place: Place,
    equal: Key,
    next: Option<(&'static str, NextSort)>,
    /// Whether all items of the entity, or of the index, are in the partition, and none of the sort key is given.
    pub(super) is_whole: bool,
}

impl Plan {
    /// The plan of a model's query.
    pub(crate) fn of_model(
        table: &'static TableSchema,
        index: Option<&'static TableIndex>,
        given: &GivenKey,
    ) -> Result<Self, KeyError> {
        let mut equal = given.partition()?;
        let is_whole = given.is_empty();
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
        Ok(Self { place: Place { table, index, is_scan: false }, equal, next, is_whole })
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
        let place = Place { table, index, is_scan: false };
        Self { place, equal: partition, next, is_whole: false }
    }

    pub(crate) fn next_sort(&self) -> Result<&NextSort, InvalidRequest> {
        self.next.as_ref().map(|(_, next)| next).ok_or(InvalidRequest::NoTextSortKey)
    }

    /// The key condition with the caller's conditions on the next sort key part.
    pub(crate) fn condition(&self, conditions: &SortConditions) -> Result<KeyCondition, SortError> {
        let range = match &self.next {
            Some((name, next)) => {
                let keys = self.place.position();
                let is_binary =
                    keys.iter().any(|key| key.name() == *name && key.key_type() == KeyType::B);
                Some((*name, next.range(conditions, is_binary)?))
            }
            None => None,
        };
        Ok(KeyCondition { equal: self.equal.clone(), range })
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
