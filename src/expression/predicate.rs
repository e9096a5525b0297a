//! Conditions and filters as a tree.

use super::raw::RawExpression;
use super::term::Term;
use super::{Placeholders, render};
use crate::error::ExpressionError;
use crate::value::limits::{EXPRESSION_BYTES, EXPRESSION_OPERATORS, IN_OPERANDS};
use crate::value::{DocumentPath, KeyValue, Number};

/// What an item has to satisfy.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Predicate {
    /// True or false of every item: `is_in` without values. It is folded away, since DynamoDB has no such literal.
    Constant(bool),
    Compare(Operator, Term, Term),
    Between(Term, Term, Term),
    In(Term, Vec<Term>),
    Test(Function, DocumentPath, Option<Term>),
    /// Two at least, none of them an AND itself.
    And(Vec<Predicate>),
    /// Two at least, none of them an OR itself.
    Or(Vec<Predicate>),
    Not(Box<Predicate>),
    Raw(RawExpression),
    /// What the caller gave is no condition.
    Invalid(Box<ExpressionError>),
}

/// The comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Operator {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Eq => "=",
            Self::Ne => "<>",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }
}

/// The functions that are conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Exists,
    NotExists,
    Type,
    BeginsWith,
    Contains,
}

impl Function {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Exists => "attribute_exists",
            Self::NotExists => "attribute_not_exists",
            Self::Type => "attribute_type",
            Self::BeginsWith => "begins_with",
            Self::Contains => "contains",
        }
    }
}

impl Predicate {
    /// The attribute is there.
    pub(crate) fn exists(attribute: &'static str) -> Self {
        Self::Test(Function::Exists, DocumentPath::new(attribute), None)
    }

    /// The attribute is not there.
    pub(crate) fn not_exists(attribute: &'static str) -> Self {
        Self::Test(Function::NotExists, DocumentPath::new(attribute), None)
    }

    /// A comparison of an attribute with a number.
    pub(crate) fn compare(attribute: &'static str, operator: Operator, value: Number) -> Self {
        let path = DocumentPath::new(attribute);
        Self::Compare(operator, Term::Path(path), Term::Value(KeyValue::N(value).into()))
    }

    /// One of some values: false without any, and several lists where one takes no more.
    pub(crate) fn one_of(term: &Term, values: &[Term]) -> Self {
        let lists = values.chunks(IN_OPERANDS).map(|list| Self::In(term.clone(), list.to_vec()));
        lists.fold(Self::Constant(false), Self::or)
    }

    /// Between both, inclusive: false where nothing lies between two values, which DynamoDB refuses to be asked.
    pub(crate) fn between(term: Term, low: Term, high: Term) -> Self {
        if let (Term::Value(low), Term::Value(high)) = (&low, &high)
            && let (Ok(low), Ok(high)) = (KeyValue::try_from(low), KeyValue::try_from(high))
            && std::mem::discriminant(&low) == std::mem::discriminant(&high)
            && low > high
        {
            return Self::Constant(false);
        }
        Self::Between(term, low, high)
    }

    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Constant(true), other) | (other, Self::Constant(true)) => other,
            (Self::Constant(false), other) | (other, Self::Constant(false)) => other.decided(false),
            (left, right) => {
                let mut terms = left.into_and();
                terms.append(&mut right.into_and());
                Self::And(terms)
            }
        }
    }

    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Constant(false), other) | (other, Self::Constant(false)) => other,
            (Self::Constant(true), other) | (other, Self::Constant(true)) => other.decided(true),
            (left, right) => {
                let mut terms = left.into_or();
                terms.append(&mut right.into_or());
                Self::Or(terms)
            }
        }
    }

    /// A constant that decides the whole, whatever this part of it is. What is wrong with the part is told all the same.
    fn decided(&self, value: bool) -> Self {
        self.fault().map_or(Self::Constant(value), |error| Self::Invalid(Box::new(error)))
    }

    pub(crate) fn negate(self) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(!value),
            Self::Not(inner) => *inner,
            error @ Self::Invalid(_) => error,
            other => Self::Not(Box::new(other)),
        }
    }

    fn into_and(self) -> Vec<Self> {
        match self {
            Self::And(terms) => terms,
            other => vec![other],
        }
    }

    fn into_or(self) -> Vec<Self> {
        match self {
            Self::Or(terms) => terms,
            other => vec![other],
        }
    }

    /// Whether no item satisfies it.
    pub(crate) fn is_true(&self) -> bool {
        matches!(self, Self::Constant(true))
    }

    pub(crate) fn is_false(&self) -> bool {
        matches!(self, Self::Constant(false))
    }

    /// The predicate itself, unless every item satisfies it: then there is nothing to say.
    pub(crate) fn into_said(self) -> Option<Self> {
        Some(self).filter(|predicate| !predicate.is_true())
    }

    /// Whether DynamoDB takes it, after what has its placeholders already: that it is one, and its limits.
    pub(crate) fn check(&self, placeholders: &mut Placeholders) -> Result<(), ExpressionError> {
        if let Some(error) = self.fault() {
            return Err(error);
        }
        let operators = self.operators();
        if operators > EXPRESSION_OPERATORS {
            return Err(ExpressionError::Operators(operators));
        }
        check_length(&self.render(placeholders))
    }

    fn fault(&self) -> Option<ExpressionError> {
        match self {
            Self::Constant(_) => None,
            Self::Invalid(error) => Some((**error).clone()),
            Self::Compare(_, left, right) => left.fault().or_else(|| right.fault()),
            Self::Between(term, low, high) => {
                term.fault().or_else(|| low.fault()).or_else(|| high.fault())
            }
            Self::In(term, values) => term.fault().or_else(|| values.iter().find_map(Term::fault)),
            Self::Test(_, _, argument) => argument.as_ref().and_then(Term::fault),
            Self::And(terms) | Self::Or(terms) => terms.iter().find_map(Self::fault),
            Self::Not(inner) => inner.fault(),
            Self::Raw(raw) => raw.fault(),
        }
    }

    /// The operators and functions, as DynamoDB counts them at most.
    pub(crate) fn operators(&self) -> usize {
        let sizes =
            |terms: &[&Term]| terms.iter().filter(|term| matches!(term, Term::Size(_))).count();
        match self {
            Self::Constant(_) | Self::Invalid(_) => 0,
            Self::Compare(_, left, right) => 1 + sizes(&[left, right]),
            Self::Between(term, low, high) => 1 + sizes(&[term, low, high]),
            Self::In(term, _) => 1 + sizes(&[term]),
            Self::Test(..) => 1,
            Self::And(terms) | Self::Or(terms) => {
                terms.len() - 1 + terms.iter().map(Self::operators).sum::<usize>()
            }
            Self::Not(inner) => 1 + inner.operators(),
            Self::Raw(raw) => raw.operators(),
        }
    }

    /// Every attribute path that it names. What raw text names is not known.
    pub(crate) fn paths(&self) -> Vec<&DocumentPath> {
        let mut paths = Vec::new();
        self.collect_paths(&mut paths);
        paths
    }

    fn collect_paths<'p>(&'p self, paths: &mut Vec<&'p DocumentPath>) {
        let mut terms = |terms: &[&'p Term]| {
            paths.extend(terms.iter().filter_map(|term| match term {
                Term::Path(path) | Term::Size(path) => Some(path),
                Term::Value(_) | Term::Absent | Term::Invalid(_) => None,
            }));
        };
        match self {
            Self::Constant(_) | Self::Invalid(_) | Self::Raw(_) => {}
            Self::Compare(_, left, right) => terms(&[left, right]),
            Self::Between(term, low, high) => terms(&[term, low, high]),
            Self::In(term, values) => {
                terms(&[term]);
                terms(&values.iter().collect::<Vec<_>>());
            }
            Self::Test(_, path, argument) => {
                if let Some(argument) = argument {
                    terms(&[argument]);
                }
                paths.push(path);
            }
            Self::And(all) | Self::Or(all) => {
                for predicate in all {
                    predicate.collect_paths(paths);
                }
            }
            Self::Not(inner) => inner.collect_paths(paths),
        }
    }

    /// The expression text.
    pub(crate) fn render(&self, placeholders: &mut Placeholders) -> String {
        render::predicate(self, placeholders)
    }
}

/// Refuses a text that is longer than DynamoDB takes.
pub(crate) fn check_length(text: &str) -> Result<(), ExpressionError> {
    if text.len() > EXPRESSION_BYTES {
        return Err(ExpressionError::Length(text.len()));
    }
    Ok(())
}
