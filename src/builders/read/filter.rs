//! The caller's filter.

use super::place::Place;
use super::setup_error::SetupError;
use crate::error::InvalidRequest;
use crate::expression::{KeyCondition, Placeholders, Predicate, Scoped, is_one_of};
use crate::model::{Schema, TableIndex};
use crate::value::KeyValue;

/// The conditions of a caller, all of which an item has to satisfy.
#[derive(Debug, Clone, Default)]
pub(in crate::builders) struct Filter {
    conditions: Vec<Scoped>,
}

impl Filter {
    pub(super) fn add(&mut self, condition: Scoped) {
        self.conditions.push(condition);
    }

    /// Whether it keeps every item.
    pub(super) fn is_empty(&self) -> bool {
        self.conditions.iter().all(|condition| condition.predicate.is_true())
    }

    /// The whole filter, where a filter may name what it names.
    pub(super) fn predicate(
        &self,
        place: &Place,
        key: Option<&KeyCondition>,
    ) -> Result<Predicate, SetupError> {
        let mut all = Predicate::Constant(true);
        for Scoped { predicate, entity } in &self.conditions {
            for path in predicate.paths() {
                check(path.first_name(), place)?;
            }
            if let Some(entity) = entity {
                all = all.and(is_of(entity, place, key)?);
            }
            all = all.and(predicate.clone());
        }
        Ok(all)
    }
}

/// The mapper's own filter and the caller's as one that DynamoDB takes; none where there is nothing to filter.
pub(super) fn whole(
    own: Predicate,
    caller: Predicate,
    key: Option<&KeyCondition>,
) -> Result<Option<Predicate>, SetupError> {
    let has_caller = !caller.is_true();
    let whole = own.and(caller);
    if has_caller {
        // The key condition has the first placeholders, so those of the filter may be longer.
        let mut placeholders = Placeholders::default();
        if let Some(key) = key {
            key.render(&mut placeholders);
        }
        whole.check(&mut placeholders).map_err(InvalidRequest::Expression)?;
    }
    Ok(whole.into_said())
}

fn check(attribute: &str, place: &Place) -> Result<(), InvalidRequest> {
    let index = place.index.map(TableIndex::name);
    match index {
        _ if place.can_filter(attribute) => Ok(()),
        Some(index) if !place.holds(attribute) => {
            Err(InvalidRequest::NotProjected { attribute: attribute.to_owned(), index })
        }
        _ => Err(InvalidRequest::FilterOnKey { attribute: attribute.to_owned(), index }),
    }
}

/// The items of one entity of a registry: a filter by its attributes matches no others.
fn is_of(
    entity: &'static Schema,
    place: &Place,
    key: Option<&KeyCondition>,
) -> Result<Predicate, InvalidRequest> {
    let Some(discriminator) = place.table.discriminator_attribute() else {
        return Ok(Predicate::Constant(true));
    };
    if let Some(KeyValue::S(name)) = key.and_then(|key| key.fixed(discriminator)) {
        return Ok(Predicate::Constant(entity.is_named(name)));
    }
    check(discriminator, place)?;
    Ok(is_one_of(&[entity], discriminator))
}
