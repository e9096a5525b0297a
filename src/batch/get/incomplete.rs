//! What a batch of reads had when it stopped.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use super::builder::typed;
use super::run::{Slot, Stop};
use crate::builders::{FoundItem, Get, GroupGet};
use crate::error::{BatchGetIncomplete, Context, Error, GetCounts};

/// What a batch of reads had when it stopped, by the places of its input. Made by [`BatchGetIncomplete::into_rest`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
/// use dynamorph::{BatchGetRest, Result, batch_get, Dynamo};
///
/// async fn again(rest: BatchGetRest<Product, Product>, db: &Dynamo) -> Result<usize> {
///     let gets = rest.unprocessed.into_iter().map(|(_place, get)| get);
///     let found = batch_get(gets).send(db).await?;
///     Ok(rest.found.len() + found.into_iter().flatten().count())
/// }
/// ```
#[non_exhaustive]
pub struct BatchGetRest<E, O> {
    /// The items that were read.
    pub found: Vec<(usize, O)>,
    /// The inputs under whose keys there is none.
    pub missing: Vec<usize>,
    /// The inputs that have no answer, to be sent again.
    pub unprocessed: Vec<(usize, Get<E, O>)>,
}

impl<E, O> fmt::Debug for BatchGetRest<E, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchGetRest")
            .field("found", &self.found.len())
            .field("missing", &self.missing.len())
            .field("unprocessed", &self.unprocessed.len())
            .finish()
    }
}

/// The same without its types.
struct Payload {
    found: Vec<(usize, FoundItem)>,
    missing: Vec<usize>,
    unprocessed: Vec<(usize, Arc<dyn GroupGet>)>,
}

/// The error of a batch that stopped.
pub(super) fn incomplete(slots: Vec<Slot>, first: usize, stop: Stop, context: Context) -> Error {
    let mut payload = Payload { found: Vec::new(), missing: Vec::new(), unprocessed: Vec::new() };
    for (place, slot) in (first..).zip(slots) {
        match slot {
            Slot::Answered(Some(item)) => payload.found.push((place, item)),
            Slot::Answered(None) => payload.missing.push(place),
            Slot::Waiting(get) => payload.unprocessed.push((place, get)),
        }
    }
    let counts = GetCounts {
        found: payload.found.len(),
        missing: payload.missing.len(),
        unprocessed: payload.unprocessed.len(),
    };
    let cause = match stop {
        Stop::Error(error) => Some(error),
        Stop::NoProgress => None,
    };
    let incomplete = BatchGetIncomplete::new(context, counts, cause, payload);
    Error::BatchGetIncomplete(Box::new(incomplete))
}

impl BatchGetIncomplete {
    /// What it had, of the types of its reads. A wrong type gives the error back.
    ///
    /// # Errors
    ///
    /// The error itself, where its reads are of other types.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// use dynamorph::BatchGetIncomplete;
    ///
    /// fn read(rest: Box<BatchGetIncomplete>) -> Vec<Product> {
    ///     let rest = rest.into_rest::<Product, Product>().expect("the batch is of products");
    ///     rest.found.into_iter().map(|(_place, product)| product).collect()
    /// }
    /// ```
    pub fn into_rest<E: 'static, O: Send + 'static>(
        mut self: Box<Self>,
    ) -> Result<BatchGetRest<E, O>, Box<Self>> {
        let Some(payload) = self.take::<Payload>() else { return Err(self) };
        let reads =
            payload.unprocessed.iter().map(|(_, get)| (&**get as &dyn Any).is::<Get<E, O>>());
        let items = payload.found.iter().map(|(_, item)| item.is::<O>());
        if !reads.chain(items).all(|is_of_type| is_of_type) {
            self.put(payload);
            return Err(self);
        }
        let found = payload.found.into_iter();
        let unprocessed = payload.unprocessed.into_iter();
        Ok(BatchGetRest {
            found: found.filter_map(|(place, item)| Some((place, typed(item)?))).collect(),
            missing: payload.missing,
            unprocessed: unprocessed
                .filter_map(|(place, get)| Some((place, get_of(get)?)))
                .collect(),
        })
    }
}

fn get_of<E: 'static, O: Send + 'static>(get: Arc<dyn GroupGet>) -> Option<Get<E, O>> {
    let get: Arc<dyn Any + Send + Sync> = get;
    get.downcast().ok().map(Arc::unwrap_or_clone)
}
