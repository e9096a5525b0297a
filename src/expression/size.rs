//! The lengths of attributes, in conditions.

use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Condition;
use super::predicate::{Operator, Predicate};
use super::term::Term;
use crate::error::ExpressionError;
use crate::value::DocumentPath;

/// `size(path)`, to be compared with a number.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
#[doc = include_str!("../../docs/examples/in_basket.rs")]
/// let size = || Basket::LINES.size();
/// let two = size().eq(2) & size().ne(3) & size().lt(3) & size().le(2) & size().gt(1) & size().ge(2) & size().between(1, 9);
/// assert_eq!(Basket::query("ann").filter(two).count(&db).await?, 1);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a size does nothing until it is compared"]
pub struct Size<M> {
    path: Result<DocumentPath, ExpressionError>,
    marker: PhantomData<fn() -> M>,
}

impl<M> Size<M> {
    pub(super) fn new(path: Result<DocumentPath, ExpressionError>) -> Self {
        Self { path, marker: PhantomData }
    }

    /// The length is `length`.
    pub fn eq(self, length: usize) -> Condition<M> {
        self.compare(Operator::Eq, length)
    }

    /// The length is another one.
    pub fn ne(self, length: usize) -> Condition<M> {
        self.compare(Operator::Ne, length)
    }

    /// The length is less.
    pub fn lt(self, length: usize) -> Condition<M> {
        self.compare(Operator::Lt, length)
    }

    /// The length is less or equal.
    pub fn le(self, length: usize) -> Condition<M> {
        self.compare(Operator::Le, length)
    }

    /// The length is greater.
    pub fn gt(self, length: usize) -> Condition<M> {
        self.compare(Operator::Gt, length)
    }

    /// The length is greater or equal.
    pub fn ge(self, length: usize) -> Condition<M> {
        self.compare(Operator::Ge, length)
    }

    /// The length lies between both, inclusive.
    pub fn between(self, low: usize, high: usize) -> Condition<M> {
        match self.path {
            Ok(path) => {
                Condition::new(Predicate::between(Term::Size(path), number(low), number(high)))
            }
            Err(error) => Condition::fault(error),
        }
    }

    fn compare(self, operator: Operator, length: usize) -> Condition<M> {
        match self.path {
            Ok(path) => {
                Condition::new(Predicate::Compare(operator, Term::Size(path), number(length)))
            }
            Err(error) => Condition::fault(error),
        }
    }
}

fn number(number: usize) -> Term {
    Term::Value(AttributeValue::N(number.to_string()))
}
