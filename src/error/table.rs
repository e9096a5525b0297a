//! Tables that are not as declared.

use std::fmt;

/// A table that is there, and is not as its model declares it. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableMismatch {
    pub(crate) table: String,
    pub(crate) differences: Vec<String>,
}

impl TableMismatch {
    /// The physical table name.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    /// What differs, one sentence each.
    #[must_use]
    pub fn differences(&self) -> &[String] {
        &self.differences
    }
}

impl fmt::Display for TableMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "table `{}` is not as its model declares it, and was left as it is: {}",
            self.table,
            self.differences.join("; ")
        )
    }
}

impl std::error::Error for TableMismatch {}
