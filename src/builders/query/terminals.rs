//! The ends of a query chain, which send it.

use super::builder::Query;
use crate::builders::page::Page;
use crate::builders::stream::ItemStream;
use crate::client::Dynamo;
use crate::error::Result;

impl<E, I, S, O: Send + 'static> Query<E, I, S, O> {
    /// Reads one page: up to `limit` items, and a cursor if there may be more.
    ///
    /// Without a limit it is what one request brings, up to 1 MB; requests that bring nothing are followed by the next.
    /// A cursor does not promise another item.
    ///
    /// # Errors
    ///
    /// [`Error::Cursor`](crate::Error::Cursor) for a cursor of another query, before any request;
    /// [`Error::Key`](crate::Error::Key) and [`Error::InvalidRequest`](crate::Error::InvalidRequest) for what the chain was
    /// given; [`Error::Decode`](crate::Error::Decode) when an item does not fit; and what the requests meet.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let newest = Order::query("ann").reverse().limit(2).page(&db).await?;
    /// assert_eq!(newest.items.iter().map(|order| order.number).collect::<Vec<_>>(), [3, 2]);
    /// let link = newest.cursor.map(|cursor| cursor.to_string());
    ///
    /// let from: Option<dynamorph::Cursor> = link.map(|link| link.parse()).transpose()?;
    /// let rest = Order::query("ann").reverse().limit(2).cursor(from).page(&db).await?;
    /// assert_eq!(rest.items.iter().map(|order| order.number).collect::<Vec<_>>(), [1]);
    /// assert!(rest.cursor.is_none());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn page(self, db: &Dynamo) -> Result<Page<O>> {
        self.read.page(db).await
    }

    /// Reads all items, or as many as `limit` says, over as many requests as it takes.
    ///
    /// # Errors
    ///
    /// As [`page`](Query::page); and [`Error::Incomplete`](crate::Error::Incomplete) when `max_pages` stopped it before the end.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let november = Order::query("ann").sort_begins_with("2026-11").all(&db).await?;
    /// assert_eq!(november.len(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn all(self, db: &Dynamo) -> Result<Vec<O>> {
        self.read.all(db).await
    }

    /// Reads the first item, if there is one.
    ///
    /// # Errors
    ///
    /// As [`all`](Query::all).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let newest = Order::query("ann").reverse().first(&db).await?;
    /// assert_eq!(newest.map(|order| order.number), Some(3));
    /// # Ok(()) }
    /// ```
    pub async fn first(self, db: &Dynamo) -> Result<Option<O>> {
        self.read.first(db).await
    }

    /// Reads the only item.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) when there is none,
    /// [`Error::MultipleFound`](crate::Error::MultipleFound) when there are more; else as [`all`](Query::all).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let paid = Order::by_status("paid").one(&db).await?;
    /// assert_eq!(paid.number, 2);
    /// assert!(matches!(Order::by_status("open").one(&db).await, Err(dynamorph::Error::MultipleFound(_))));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn one(self, db: &Dynamo) -> Result<O> {
        self.read.one(db).await
    }

    /// Counts the items, without reading them into memory.
    ///
    /// DynamoDB bills a count as it bills the reading. A registry's count has the items of unknown entities in it, unless its
    /// policy is `_ => skip`. A `limit` is the most that is counted.
    ///
    /// # Errors
    ///
    /// As [`all`](Query::all).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// assert_eq!(Order::query("ann").filter(Order::TOTAL.gt(100)).count(&db).await?, 2);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn count(self, db: &Dynamo) -> Result<u64> {
        self.read.count(db).await
    }

    /// Reads the items one by one, page after page as they are asked for.
    ///
    /// An error ends the stream. It is no snapshot: a write between two pages may show.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let mut orders = Order::query("ann").stream(&db);
    /// let mut total = 0;
    /// while let Some(order) = orders.next().await {
    ///     total += order?.total;
    /// }
    /// assert_eq!(total, 600);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "a stream reads nothing until it is polled"]
    pub fn stream(self, db: &Dynamo) -> ItemStream<O> {
        self.read.stream(db)
    }
}
