//! Key conditions, conditions and filters: trees that render to expression text with placeholders.

mod bounds;
mod guard;
mod key_condition;
mod placeholders;
mod predicate;
mod sort;

pub(crate) use bounds::Range;
pub(crate) use guard::{is_absent, is_absent_or_entity, is_entity, is_one_of, is_present};
pub(crate) use key_condition::KeyCondition;
pub(crate) use placeholders::Placeholders;
pub(crate) use predicate::Predicate;
pub(crate) use sort::{NextSort, SortConditions, SortError, SortPart};

#[cfg(test)]
mod tests;
