//! Key conditions, conditions, filters and updates: trees that render to expression text with placeholders.

mod assign;
mod attr_conditions;
mod bounds;
mod changes;
mod condition;
mod given;
mod guard;
mod key_condition;
mod operand;
mod placeholders;
mod predicate;
mod raw;
mod render;
mod size;
mod sort;
mod term;

pub use assign::{AddOperand, Assign, Assigned, ListElements, SetElements, Sum};
pub(crate) use bounds::Range;
pub(crate) use changes::{Action, Changes, SetTo};
pub use condition::{Condition, IntoCondition, Join, On, Scoped, UntypedValue};
pub use given::Given;
pub(crate) use guard::{Guards, is_expired, is_one_of};
pub(crate) use key_condition::KeyCondition;
pub use operand::{Operand, Stored};
pub(crate) use placeholders::Placeholders;
pub(crate) use predicate::{Function, Operator, Predicate, check_length};
pub use size::Size;
pub(crate) use sort::{NextSort, SortConditions, SortError, SortPart};
pub use term::Term;

#[cfg(test)]
mod tests;
