//! The builder of a batch of reads.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use futures_util::stream::unfold;

use super::incomplete::incomplete;
use super::run::{Options, Run, Slot};
use crate::builders::{FoundItem, Get, GroupGet, ItemStream};
use crate::client::{Dynamo, Progress};
use crate::error::{Context, Error, Result};

/// Reads any number of items by their keys, in requests of a hundred.
///
/// The reads may be of several entities, by [`widen`](Get::widen), and of several tables. Answers are in the order of the input, and an item
/// that is asked for twice is read once a request. Each read keeps its own options: those that differ go in different requests.
///
/// DynamoDB answers a part where the items are many or the table is throttled; what it leaves is asked for again, after a growing wait
/// where nothing is done. See
/// [BatchGetItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// use dynamorph::batch_get;
///
/// let skus = ["tea", "salt", "coffee"];
/// let products: Vec<Option<Product>> = batch_get(skus.map(Product::get)).send(&db).await?;
/// let prices: Vec<Option<u32>> = products.into_iter().map(|found| found.map(|product| product.price)).collect();
/// assert_eq!(prices, [Some(450), None, Some(900)]); // in the order of the input
///
/// let mixed: Vec<Option<Shop>> = batch_get([
///     Product::get("tea").widen::<Shop>(),
///     Order::get(("ann", "2026-11-03", 1)).consistent_read().widen(),
/// ])
/// .send(&db)
/// .await?;
/// assert!(mixed.iter().all(Option::is_some));
/// # Ok(()) }
/// ```
pub fn batch_get<E, O, I>(gets: I) -> BatchGet<I::IntoIter>
where
    E: 'static,
    O: Send + 'static,
    I: IntoIterator<Item = Get<E, O>>,
{
    BatchGet { gets: gets.into_iter(), options: Options::default() }
}

/// A batch of reads. Made by [`batch_get`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// use dynamorph::{Progress, batch_get};
///
/// let progress = Progress::default();
/// let skus = (0..250).map(|number| format!("p{number}"));
/// let found = batch_get(skus.map(Product::get)).concurrency(2).progress(&progress).send(&db).await?;
/// assert_eq!((found.len(), progress.items(), progress.requests()), (250, 250, 3));
/// # Ok(()) }
/// ```
#[must_use = "a batch sends nothing until `.send(&db)`"]
#[derive(Clone)]
pub struct BatchGet<I> {
    gets: I,
    options: Options,
}

impl<I> BatchGet<I> {
    /// Sets how many requests run at once: 4 by default. A throttled request halves the number, one that is answered in full adds one.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let gets = ["tea", "coffee"].map(Product::get);
    /// let found = dynamorph::batch_get(gets).concurrency(1).send(&db).await?;
    /// assert_eq!(found.len(), 2);
    /// # Ok(()) }
    /// ```
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.options.width = Some(requests);
        self
    }

    /// Says how far it has come in this handle, which other tasks may read.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let progress = dynamorph::Progress::default();
    /// dynamorph::batch_get([Product::get("tea")]).progress(&progress).send(&db).await?;
    /// assert_eq!(progress.items(), 1);
    /// # Ok(()) }
    /// ```
    pub fn progress(mut self, progress: &Progress) -> Self {
        self.options.progress = Some(progress.clone());
        self
    }
}

impl<E: 'static, O: Send + 'static, I: Iterator<Item = Get<E, O>>> BatchGet<I> {
    /// Reads all of them: for each input its item, or `None` where there is none or its TTL has passed.
    ///
    /// # Errors
    ///
    /// [`Error::Key`] and [`Error::InvalidRequest`] for a read that cannot be sent (such as one with `customize`), before any request;
    /// [`Error::BatchGetIncomplete`] when it stopped: after 8 waits or 30 seconds without progress, when the deadline of the handle has come, on an item of another entity or one that does not decode, and on errors that do not pass, such as a missing
    /// permission. It has what was read.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let prices = ["tea", "salt"].map(|sku| Product::get(sku).select(Product::PRICE));
    /// let prices: Vec<Option<u32>> = dynamorph::batch_get(prices).send(&db).await?;
    /// assert_eq!(prices, [Some(450), None]);
    /// # Ok(()) }
    /// ```
    pub async fn send(self, db: &Dynamo) -> Result<Vec<Option<O>>> {
        let gets: Vec<Arc<dyn GroupGet>> = self.gets.map(erased).collect();
        for (place, get) in gets.iter().enumerate() {
            check(db, place, &**get)?;
        }
        let mut run = Run::new(db, gets.into_iter(), self.options, false);
        run.read().await;
        let (slots, _, stop) = run.finish();
        match stop {
            None => Ok(slots.into_iter().map(answer).collect()),
            Some((stop, context)) => Err(incomplete(slots, 0, stop, context)),
        }
    }
}

impl<E: 'static, O: Send + 'static, I> BatchGet<I>
where
    I: Iterator<Item = Get<E, O>> + Send + 'static,
{
    /// Reads them as a stream, in the order of the input.
    ///
    /// The input is consumed as it is needed: the stream holds no more reads and items than its requests at once take, 100 for each. Items
    /// that come out of order wait there for those before them.
    ///
    /// # Errors
    ///
    /// The stream ends after an error: those of [`send`](BatchGet::send), and the place in the error is counted from the start of the input.
    /// An [`Error::BatchGetIncomplete`] has the reads that were taken from the input and are not handed over; what is left in the input is
    /// dropped with the stream.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let skus = (0..1_000).map(|number| format!("p{number}")).chain(["tea".to_owned()]);
    /// let mut products = dynamorph::batch_get(skus.map(Product::get)).stream(&db);
    /// let mut found = 0;
    /// while let Some(product) = products.next().await {
    ///     found += usize::from(product?.is_some());
    /// }
    /// assert_eq!(found, 1);
    /// # Ok(()) }
    /// ```
    pub fn stream(self, db: &Dynamo) -> ItemStream<Option<O>> {
        let run = Run::new(db, self.gets.map(erased), self.options, true);
        ItemStream::new(unfold(Some(run), |run| async move {
            let mut run = run?;
            if let Some(item) = run.next().await {
                return Some((Ok(item.and_then(typed)), Some(run)));
            }
            let (slots, first, stop) = run.finish();
            let (stop, context) = stop?;
            Some((Err(incomplete(slots, first, stop, context)), None))
        }))
    }
}

impl<I> fmt::Debug for BatchGet<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchGet").field("options", &self.options).finish_non_exhaustive()
    }
}

fn erased<E: 'static, O: Send + 'static>(get: Get<E, O>) -> Arc<dyn GroupGet> {
    Arc::new(get)
}

/// Refuses a read that cannot be sent.
fn check(db: &Dynamo, place: usize, get: &dyn GroupGet) -> Result<()> {
    get.check().map_err(|error| {
        let target = get.target();
        let table = db.physical_name(target.table).into_owned();
        let context = Context::new("BatchGetItem", table, target.entity);
        Error::of_input(error.in_context(&context), place)
    })
}

fn answer<O: Any>(slot: Slot) -> Option<O> {
    match slot {
        Slot::Answered(item) => item.and_then(typed),
        Slot::Waiting(_) => unreachable!("a batch that did not stop has all answers"),
    }
}

/// The item, of the type that its read answers.
pub(super) fn typed<O: Any>(item: FoundItem) -> Option<O> {
    item.downcast().ok().map(|item| *item)
}
