//! Physical table names.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::TableSchema;

/// The names of a handle's tables: with a prefix, or as overridden.
#[derive(Debug, Clone, Default)]
pub(super) struct TableNames {
    prefix: String,
    overrides: HashMap<&'static str, String>,
}

impl TableNames {
    pub(super) fn set_prefix(&mut self, prefix: String) {
        self.prefix = prefix;
    }

    pub(super) fn set(&mut self, table: &'static TableSchema, name: String) {
        self.overrides.insert(table.name(), name);
    }

    pub(super) fn of(&self, table: &'static TableSchema) -> Cow<'_, str> {
        match self.overrides.get(table.name()) {
            Some(name) => Cow::Borrowed(name),
            None if self.prefix.is_empty() => Cow::Borrowed(table.name()),
            None => Cow::Owned(format!("{}{}", self.prefix, table.name())),
        }
    }
}
