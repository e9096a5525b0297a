//! Deletes of all that is found, which stopped.

use std::any::Any;
use std::fmt;

use super::{Context, Error, WriteCounts, shown};

/// A [`delete_all`](crate::Query::delete_all) that stopped before its end.
///
/// It says how many items were deleted, how many of those that were found were not, and of how many nobody knows. The same `delete_all`
/// may be run again: it finds what is left, those among them of which nobody knows. With its
/// [`cursor`](DeleteAllIncomplete::cursor) it does not read again what is done.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Cursor, Dynamo, Error, Result};
///
/// /// Deletes as much as it can, and answers where to go on.
/// async fn clear(from: Option<Cursor>, db: &Dynamo) -> Result<Option<Cursor>> {
///     match Order::query("ann").cursor(from).delete_all().send(db).await {
///         Ok(deleted) => println!("{} orders are gone", deleted.deleted()),
///         Err(Error::DeleteAllIncomplete(rest)) => {
///             eprintln!("{rest}; {} gone, {} not, {} unknown", rest.deleted(), rest.not_deleted(), rest.unknown());
///             return Ok(rest.cursor());
///         }
///         Err(other) => return Err(other),
///     }
///     Ok(None)
/// }
/// assert!(clear(None, &db).await?.is_none());
/// assert_eq!(Order::query("ann").count(&db).await?, 0);
/// # Ok(()) }
/// ```
pub struct DeleteAllIncomplete {
    context: Context,
    counts: WriteCounts,
    cause: Error,
    /// Where to go on.
    position: Box<dyn Any + Send + Sync>,
}

impl DeleteAllIncomplete {
    pub(crate) fn new(
        mut context: Context,
        counts: WriteCounts,
        cause: Error,
        position: impl Any + Send + Sync,
    ) -> Self {
        context.ended(cause.attempts().to_vec(), counts.outcome());
        Self { context, counts, cause, position: Box::new(position) }
    }

    /// What was read.
    ///
    /// # Examples
    ///
    /// ```
    /// fn tables(rest: &dynamorph::DeleteAllIncomplete) -> &str {
    ///     rest.context().table() // several, separated by commas
    /// }
    /// ```
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    pub(crate) fn context_mut(&mut self) -> &mut Context {
        &mut self.context
    }

    /// How many items were deleted.
    #[must_use]
    pub fn deleted(&self) -> usize {
        self.counts.written
    }

    /// How many items were found and not deleted. There may be more that were not found.
    #[must_use]
    pub fn not_deleted(&self) -> usize {
        self.counts.not_written
    }

    /// How many items may be deleted: no answer said so.
    #[must_use]
    pub fn unknown(&self) -> usize {
        self.counts.unknown
    }

    /// What stopped it: an error of the reading, or the [`BatchIncomplete`](crate::BatchIncomplete) of the deletes.
    ///
    /// # Examples
    ///
    /// ```
    /// fn is_for_later(rest: &dynamorph::DeleteAllIncomplete) -> bool {
    ///     rest.cause().is_retryable()
    /// }
    /// ```
    #[must_use]
    pub fn cause(&self) -> &Error {
        &self.cause
    }

    pub(crate) fn position(&self) -> &(dyn Any + Send + Sync) {
        &*self.position
    }
}

impl fmt::Display for DeleteAllIncomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let WriteCounts { written, not_written, unknown } = self.counts;
        write!(f, "{}: stopped after {written} items were deleted", self.context)?;
        write!(f, " ({not_written} found and not deleted, {unknown} unknown), ")?;
        shown::stopped_by(f, Some(&self.cause))?;
        f.write_str("; run it again for the rest")
    }
}

impl fmt::Debug for DeleteAllIncomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeleteAllIncomplete")
            .field("context", &self.context)
            .field("counts", &self.counts)
            .field("cause", &self.cause)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for DeleteAllIncomplete {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}
