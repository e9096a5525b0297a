//! Conditions and filters as a tree, and their text.

use super::Placeholders;
use crate::value::KeyValue;

/// What an item has to satisfy.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Predicate {
    Exists(&'static str),
    NotExists(&'static str),
    In(&'static str, Vec<KeyValue>),
    And(Box<Predicate>, Box<Predicate>),
    Or(Box<Predicate>, Box<Predicate>),
}

impl Predicate {
    pub(crate) fn and(self, other: Option<Self>) -> Self {
        match other {
            Some(other) => Self::And(Box::new(self), Box::new(other)),
            None => self,
        }
    }

    pub(crate) fn or(self, other: Self) -> Self {
        Self::Or(Box::new(self), Box::new(other))
    }

    /// The expression text. DynamoDB refuses redundant parentheses, so an OR has them inside an AND only.
    pub(crate) fn render(&self, placeholders: &mut Placeholders) -> String {
        match self {
            Self::Exists(attribute) => {
                format!("attribute_exists({})", placeholders.name(attribute))
            }
            Self::NotExists(attribute) => {
                format!("attribute_not_exists({})", placeholders.name(attribute))
            }
            Self::In(attribute, values) => {
                let name = placeholders.name(attribute);
                let values: Vec<String> =
                    values.iter().map(|value| placeholders.value(value)).collect();
                format!("{name} IN ({})", values.join(", "))
            }
            Self::And(left, right) => {
                let (left, right) =
                    (left.render_operand(placeholders), right.render_operand(placeholders));
                format!("{left} AND {right}")
            }
            Self::Or(left, right) => {
                let (left, right) = (left.render(placeholders), right.render(placeholders));
                format!("{left} OR {right}")
            }
        }
    }

    fn render_operand(&self, placeholders: &mut Placeholders) -> String {
        match self {
            Self::Or(..) => format!("({})", self.render(placeholders)),
            _ => self.render(placeholders),
        }
    }
}
