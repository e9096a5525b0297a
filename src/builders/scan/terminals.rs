//! The ends of a scan chain, which send it.

use super::builder::Scan;
use crate::builders::page::Page;
use crate::builders::stream::ItemStream;
use crate::client::Dynamo;
use crate::error::Result;

impl<E, I, O: Send + 'static> Scan<E, I, O> {
    /// Reads one page: up to `limit` items, and a cursor if there may be more.
    ///
    /// Without a limit it is what one request brings, up to 1 MB evaluated; requests that bring nothing are followed by the
    /// next, which in a table of other entities may be many: [`max_pages`](Scan::max_pages) bounds them. A cursor does not
    /// promise another item.
    ///
    /// # Errors
    ///
    /// [`Error::Cursor`](crate::Error::Cursor) for a cursor of another scan or segment, before any request;
    /// [`Error::InvalidRequest`](crate::Error::InvalidRequest) for what the chain was given;
    /// [`Error::Decode`](crate::Error::Decode) when an item does not fit; and what the requests meet.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let page = Order::scan().limit(2).page(&db).await?;
    /// let rest = Order::scan().cursor(page.cursor).page(&db).await?;
    /// assert_eq!((page.items.len(), rest.items.len()), (2, 1));
    /// assert!(rest.scanned + page.scanned >= 5, "the products were evaluated too");
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
    /// As [`page`](Scan::page); and [`Error::Incomplete`](crate::Error::Incomplete) when `max_pages` stopped it before the end.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// assert_eq!(Product::scan().all(&db).await?.len(), 2);
    /// assert_eq!(Shop::scan().all(&db).await?.len(), 5);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn all(self, db: &Dynamo) -> Result<Vec<O>> {
        self.read.all(db).await
    }

    /// Reads one item, if there is one; which one is not said.
    ///
    /// # Errors
    ///
    /// As [`all`](Scan::all).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// assert!(Product::scan().filter(Product::PRICE.lt(500)).first(&db).await?.is_some());
    /// # Ok(()) }
    /// ```
    pub async fn first(self, db: &Dynamo) -> Result<Option<O>> {
        self.read.first(db).await
    }

    /// Reads the only item.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) when there is none, [`Error::MultipleFound`](crate::Error::MultipleFound) when
    /// there are more; else as [`all`](Scan::all).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let tea = Product::scan().filter(Product::PRICE.lt(500)).one(&db).await?;
    /// assert_eq!(tea.sku, "tea");
    /// assert!(matches!(Product::scan().one(&db).await, Err(dynamorph::Error::MultipleFound(_))));
    /// # Ok(()) }
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
    /// As [`all`](Scan::all).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// assert_eq!(Order::scan().count(&db).await?, 3);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn count(self, db: &Dynamo) -> Result<u64> {
        self.read.count(db).await
    }

    /// Reads the items one by one, page after page as they are asked for.
    ///
    /// An error ends the stream.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let mut products = Product::scan().stream(&db);
    /// let mut total = 0;
    /// while let Some(product) = products.next().await {
    ///     total += product?.price;
    /// }
    /// assert_eq!(total, 1350);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "a stream reads nothing until it is polled"]
    pub fn stream(self, db: &Dynamo) -> ItemStream<O> {
        self.read.stream(db)
    }
}
