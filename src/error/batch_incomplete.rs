//! Batches of writes that stopped.

use std::any::Any;
use std::fmt;

use super::{Context, Error, Outcome, shown};

/// A batch of writes of which not all are confirmed. It owns the inputs that are not: nothing is lost by `?`.
///
/// Each input is in exactly one account: written; not written; or unknown, where a request with it may have been applied, and no answer
/// said so. A write that is unknown may be sent again like one that is not written, unless another writer may have written the item
/// since: it would be written over.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{BatchOp, Dynamo, Error, Result, batch_write};
///
/// /// Writes what can be written, and answers what can not.
/// async fn import(ops: Vec<BatchOp>, db: &Dynamo) -> Result<Vec<BatchOp>> {
///     match batch_write(ops).send(db).await {
///         Ok(_) => Ok(Vec::new()),
///         Err(Error::BatchIncomplete(rest)) => {
///             eprintln!("{rest}; {} were written", rest.written());
///             eprintln!("{} not, {} unknown, because of {:?}", rest.not_written(), rest.unknown(), rest.cause());
///             Ok(rest.into_ops()) // a queue for later
///         }
///         Err(other) => Err(other),
///     }
/// }
/// let ops = vec![Product { sku: "salt".into(), price: 90 }.save().into(), Product::delete("tea").into()];
/// assert!(import(ops, &db).await?.is_empty());
/// # Ok(()) }
/// ```
pub struct BatchIncomplete {
    context: Context,
    counts: WriteCounts,
    cause: Option<Error>,
    payload: Box<dyn Any + Send + Sync>,
}

/// How many inputs ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct WriteCounts {
    pub(crate) written: usize,
    pub(crate) not_written: usize,
    pub(crate) unknown: usize,
}

impl WriteCounts {
    /// Whether the batch did something.
    pub(super) fn outcome(self) -> Outcome {
        let is_untouched = self.written == 0 && self.unknown == 0;
        if is_untouched { Outcome::NotApplied } else { Outcome::Unknown }
    }
}

impl BatchIncomplete {
    pub(crate) fn new(
        mut context: Context,
        counts: WriteCounts,
        cause: Option<Error>,
        payload: impl Any + Send + Sync,
    ) -> Self {
        let attempts = cause.as_ref().map(|cause| cause.attempts().to_vec());
        context.ended(attempts.unwrap_or_default(), counts.outcome());
        Self { context, counts, cause, payload: Box::new(payload) }
    }

    /// The tables and entity of the batch.
    ///
    /// # Examples
    ///
    /// ```
    /// fn tables(rest: &dynamorph::BatchIncomplete) -> &str {
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

    /// How many inputs are written. An input that a later one of the same key replaced counts with that one.
    #[must_use]
    pub fn written(&self) -> usize {
        self.counts.written
    }

    /// How many inputs are not written.
    #[must_use]
    pub fn not_written(&self) -> usize {
        self.counts.not_written
    }

    /// How many inputs may be written.
    #[must_use]
    pub fn unknown(&self) -> usize {
        self.counts.unknown
    }

    /// The first error that stopped it; none where DynamoDB left items unprocessed too many times in a row, which is how it throttles a
    /// batch.
    #[must_use]
    pub fn cause(&self) -> Option<&Error> {
        self.cause.as_ref()
    }

    /// What the batch has.
    pub(crate) fn into_payload(self) -> Box<dyn Any + Send + Sync> {
        self.payload
    }
}

impl fmt::Display for BatchIncomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let WriteCounts { written, not_written, unknown } = self.counts;
        let (open, all) = (not_written + unknown, written + not_written + unknown);
        write!(f, "{}: {open} of {all} items not confirmed", self.context)?;
        write!(f, " ({not_written} not written, {unknown} unknown), ")?;
        shown::stopped_by(f, self.cause.as_ref())?;
        f.write_str("; this error has them, to be sent again")
    }
}

impl fmt::Debug for BatchIncomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchIncomplete")
            .field("context", &self.context)
            .field("counts", &self.counts)
            .field("cause", &self.cause)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for BatchIncomplete {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}
