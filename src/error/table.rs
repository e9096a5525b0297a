//! Tables that are not as declared.

use std::fmt;

/// A table that is there, and is not as its model declares it. Nothing was changed.
///
/// # Examples
///
/// ```
/// # use dynamorph::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// #[derive(Serialize, Deserialize, DynamoModel)]
/// #[dynamo(table = "users")]
/// struct User { #[dynamo(partition_key)] id: String }
///
/// #[derive(Serialize, Deserialize, DynamoModel)]
/// #[dynamo(table = "users")]
/// struct NumberedUser { #[dynamo(partition_key)] id: u64 }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = dynamorph_testing::Embedded::memory().dynamo();
/// db.ensure_table::<User>().await?;
/// match db.ensure_table::<NumberedUser>().await {
///     Err(dynamorph::Error::TableMismatch(mismatch)) => {
///         assert_eq!((mismatch.table(), mismatch.differences().len()), ("users", 1));
///     }
///     other => panic!("{other:?}"),
/// }
/// # Ok(()) }
/// ```
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
