//! [`BatchGetItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html).

use super::Key;
use super::read::render_projection;
use crate::expression::Placeholders;
use crate::value::DocumentPath;

/// Reads up to a hundred items by their keys.
#[derive(Debug)]
pub(crate) struct BatchGetItem {
    pub(crate) entity: &'static str,
    /// At least one table, each once.
    pub(crate) tables: Vec<TableKeys>,
}

/// The keys of one table.
#[derive(Debug)]
pub(crate) struct TableKeys {
    /// The physical name.
    pub(crate) table: String,
    pub(crate) options: ReadOptions,
    /// No key twice.
    pub(crate) keys: Vec<Key>,
}

/// How the items of a table are read: a request takes one setting for each table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReadOptions {
    pub(crate) is_consistent: bool,
    /// The attributes to read; all without.
    pub(crate) projection: Option<Vec<DocumentPath>>,
}

impl ReadOptions {
    /// The text of the projection and its names.
    pub(crate) fn render(&self) -> (Option<String>, Placeholders) {
        let mut placeholders = Placeholders::default();
        let text =
            self.projection.as_ref().map(|paths| render_projection(paths, &mut placeholders));
        (text, placeholders)
    }
}
