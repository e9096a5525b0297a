//! Key conditions: equalities on key attributes, and a range on one sort key attribute.

use super::Placeholders;
use super::bounds::Range;
use crate::value::KeyValue;

/// Which items of a partition a query reads.
#[derive(Debug, Clone)]
pub(crate) struct KeyCondition {
    /// Key attributes with one value: the partition key, and leading sort key attributes.
    pub(crate) equal: Vec<(&'static str, KeyValue)>,
    /// The sort key attribute that is left, and its range.
    pub(crate) range: Option<(&'static str, Range<KeyValue>)>,
}

impl KeyCondition {
    /// Whether nothing can match, so nothing has to be asked.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self.range, Some((_, Range::Empty)))
    }

    /// The value of an attribute that the condition fixes: cursors leave it out.
    pub(crate) fn fixed(&self, attribute: &str) -> Option<&KeyValue> {
        let equal = self.equal.iter().find(|(name, _)| *name == attribute).map(|(_, value)| value);
        equal.or(match &self.range {
            Some((name, Range::Eq(value))) if *name == attribute => Some(value),
            _ => None,
        })
    }

    pub(crate) fn render(&self, placeholders: &mut Placeholders) -> String {
        let mut terms = Vec::with_capacity(self.equal.len() + 1);
        for (name, value) in &self.equal {
            terms.push(format!(
                "{} = {}",
                placeholders.name(name),
                placeholders.value(&value.into())
            ));
        }
        if let Some((name, range)) = &self.range {
            terms.extend(render_range(name, range, placeholders));
        }
        terms.join(" AND ")
    }
}

fn render_range(
    name: &str,
    range: &Range<KeyValue>,
    placeholders: &mut Placeholders,
) -> Option<String> {
    let mut compare = |operator: &str, value: &KeyValue| {
        Some(format!(
            "{} {operator} {}",
            placeholders.name(name),
            placeholders.value(&value.into())
        ))
    };
    match range {
        Range::Any | Range::Empty => None,
        Range::Eq(value) => compare("=", value),
        Range::Gt(value) => compare(">", value),
        Range::Ge(value) => compare(">=", value),
        Range::Lt(value) => compare("<", value),
        Range::Le(value) => compare("<=", value),
        Range::BeginsWith(value) => Some(format!(
            "begins_with({}, {})",
            placeholders.name(name),
            placeholders.value(&value.into())
        )),
        Range::Between(low, high) => {
            let name = placeholders.name(name);
            Some(format!(
                "{name} BETWEEN {} AND {}",
                placeholders.value(&low.into()),
                placeholders.value(&high.into())
            ))
        }
    }
}
