//! Items as a stream.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::error::Result;

/// The items of a query, one by one. Made by [`Query::stream`](crate::Query::stream).
///
/// It is a [`Stream`], and has [`next`](ItemStream::next) for those who need no more.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use futures_util::TryStreamExt;
///
/// let totals: Vec<u32> = Order::query("ann").stream(&db).map_ok(|order| order.total).try_collect().await?;
/// assert_eq!(totals, [100, 200, 300]);
/// # Ok(()) }
/// ```
#[must_use = "a stream reads nothing until it is polled"]
pub struct ItemStream<T> {
    items: Pin<Box<dyn Stream<Item = Result<T>> + Send>>,
}

impl<T> ItemStream<T> {
    pub(crate) fn new(items: impl Stream<Item = Result<T>> + Send + 'static) -> Self {
        Self { items: Box::pin(items) }
    }

    /// The next item, or `None` at the end.
    ///
    /// # Errors
    ///
    /// Whatever the query meets; the stream then ends.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// let mut orders = Order::query("ann").stream(&db);
    /// let mut sum = 0;
    /// while let Some(order) = orders.next().await {
    ///     sum += order?.total;
    /// }
    /// assert_eq!(sum, 600);
    /// # Ok(()) }
    /// ```
    pub async fn next(&mut self) -> Option<Result<T>> {
        poll_fn(|cx| self.items.as_mut().poll_next(cx)).await
    }
}

impl<T> Stream for ItemStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        self.items.as_mut().poll_next(cx)
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream").finish_non_exhaustive()
    }
}
