//! Batches of reads that stopped.

use std::any::Any;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use super::{Context, Error, shown};

/// A batch of reads that stopped before it had all answers. It owns what was read and what was not: nothing is lost by `?`.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Dynamo, Error, Result, batch_get};
///
/// /// The prices that can be had.
/// async fn prices(skus: &[&str], db: &Dynamo) -> Result<Vec<u32>> {
///     match batch_get(skus.iter().copied().map(Product::get)).send(db).await {
///         Ok(found) => Ok(found.into_iter().flatten().map(|product| product.price).collect()),
///         Err(Error::BatchGetIncomplete(rest)) => {
///             eprintln!("{rest}: {} found, {} missing, {} not read", rest.found(), rest.missing(), rest.unprocessed());
///             eprintln!("because of {:?}", rest.cause());
///             let rest = rest.into_rest::<Product, Product>().expect("they are products");
///             // Once more, what was not read.
///             let again = batch_get(rest.unprocessed.into_iter().map(|(_, get)| get)).send(db).await?;
///             let all = rest.found.into_iter().map(|(_, product)| product).chain(again.into_iter().flatten());
///             Ok(all.map(|product| product.price).collect())
///         }
///         Err(other) => Err(other),
///     }
/// }
/// assert_eq!(prices(&["tea", "salt", "coffee"], &db).await?, [450, 900]);
/// # Ok(()) }
/// ```
pub struct BatchGetIncomplete {
    context: Context,
    counts: GetCounts,
    cause: Option<Error>,
    /// A mutex, since what was found may not be shared between threads, and an error may.
    payload: Mutex<Option<Box<dyn Any + Send>>>,
}

/// How many inputs ended how.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct GetCounts {
    pub(crate) found: usize,
    pub(crate) missing: usize,
    pub(crate) unprocessed: usize,
}

impl BatchGetIncomplete {
    pub(crate) fn new(
        context: Context,
        counts: GetCounts,
        cause: Option<Error>,
        payload: impl Any + Send,
    ) -> Self {
        Self { context, counts, cause, payload: Mutex::new(Some(Box::new(payload))) }
    }

    /// The tables and entity of the requests.
    ///
    /// # Examples
    ///
    /// ```
    /// fn tables(rest: &dynamorph::BatchGetIncomplete) -> &str {
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

    /// How many inputs have an item.
    #[must_use]
    pub fn found(&self) -> usize {
        self.counts.found
    }

    /// How many inputs have none: nothing is under their keys.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.counts.missing
    }

    /// How many inputs have no answer.
    #[must_use]
    pub fn unprocessed(&self) -> usize {
        self.counts.unprocessed
    }

    /// The error that stopped it; none where DynamoDB left keys unprocessed too many times in a row, which is how it throttles a batch.
    #[must_use]
    pub fn cause(&self) -> Option<&Error> {
        self.cause.as_ref()
    }

    /// Gives back what was taken.
    pub(crate) fn put(&mut self, payload: impl Any + Send) {
        self.payload = Mutex::new(Some(Box::new(payload)));
    }

    /// What the batch has, if it is of this type.
    pub(crate) fn take<T: Any>(&mut self) -> Option<T> {
        let payload = self.payload.get_mut().unwrap_or_else(PoisonError::into_inner);
        match payload.take()?.downcast() {
            Ok(found) => Some(*found),
            Err(other) => {
                *payload = Some(other);
                None
            }
        }
    }
}

impl fmt::Display for BatchGetIncomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let GetCounts { found, missing, unprocessed } = self.counts;
        let all = found + missing + unprocessed;
        write!(f, "{}: {unprocessed} of {all} items were not read, ", self.context)?;
        shown::stopped_by(f, self.cause.as_ref())?;
        f.write_str("; this error has those that were read, and the others as gets")
    }
}

impl fmt::Debug for BatchGetIncomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchGetIncomplete")
            .field("context", &self.context)
            .field("counts", &self.counts)
            .field("cause", &self.cause)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for BatchGetIncomplete {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}
