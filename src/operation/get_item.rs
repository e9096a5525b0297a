//! [`GetItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html).

use super::read::render_projection;
use super::{Key, Target};
use crate::expression::Placeholders;
use crate::value::DocumentPath;

/// Reads one item by its key.
#[derive(Debug, Clone)]
pub(crate) struct GetItem {
    pub(crate) target: Target,
    pub(crate) key: Key,
    pub(crate) is_consistent: bool,
    /// The attributes to read; all without.
    pub(crate) projection: Option<Vec<DocumentPath>>,
}

impl GetItem {
    /// The text of the projection and its names.
    pub(crate) fn render(&self) -> (Option<String>, Placeholders) {
        let mut placeholders = Placeholders::default();
        let text =
            self.projection.as_ref().map(|paths| render_projection(paths, &mut placeholders));
        (text, placeholders)
    }
}
