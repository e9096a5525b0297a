//! What `Query` and `Scan` have in common: one page of items.

use super::{Key, Target};
use crate::expression::{KeyCondition, Placeholders, Predicate};
use crate::value::DocumentPath;

/// Reads one page of a table or index.
#[derive(Debug, Clone)]
pub(crate) struct Read {
    pub(crate) target: Target,
    pub(crate) index: Option<&'static str>,
    pub(crate) filter: Option<Predicate>,
    pub(crate) is_consistent: bool,
    pub(crate) select: Select,
    /// How many items DynamoDB evaluates for this page.
    pub(crate) limit: Option<u32>,
    /// The position to go on from.
    pub(crate) start: Option<Key>,
    /// Whether the SDK leaves it to the caller to send it again.
    pub(crate) is_sent_once: bool,
}

/// What a page brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Select {
    /// What the table or index holds of each item.
    Held,
    /// The whole items: a local index then reads the table too.
    Whole,
    /// These attributes.
    Attributes(Vec<DocumentPath>),
    /// Only how many there are.
    Count,
}

/// The expressions of a page.
pub(crate) struct ReadText {
    pub(crate) key: Option<String>,
    pub(crate) filter: Option<String>,
    pub(crate) projection: Option<String>,
    pub(crate) placeholders: Placeholders,
}

impl Read {
    pub(crate) fn render(&self, key: Option<&KeyCondition>) -> ReadText {
        let mut placeholders = Placeholders::default();
        let key = key.map(|key| key.render(&mut placeholders));
        let filter = self.filter.as_ref().filter(|filter| !filter.is_false());
        let filter = filter.map(|filter| filter.render(&mut placeholders));
        let projection = match &self.select {
            Select::Attributes(paths) => Some(render_projection(paths, &mut placeholders)),
            Select::Held | Select::Whole | Select::Count => None,
        };
        ReadText { key, filter, projection, placeholders }
    }
}

/// The text of a projection.
pub(super) fn render_projection(paths: &[DocumentPath], placeholders: &mut Placeholders) -> String {
    let paths: Vec<String> = paths.iter().map(|path| placeholders.path(path)).collect();
    paths.join(", ")
}
