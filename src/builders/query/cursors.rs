//! Where a query begins, and to whom its cursors belong.

use super::builder::Query;
use crate::builders::cursor::Cursor;
use crate::client::Dynamo;
use crate::error::Result;
use crate::model::StoredKeys;

impl<E, I, S, O> Query<E, I, S, O> {
    /// Goes on where a page of this very query stopped. `None` starts at the beginning.
    ///
    /// # Errors
    ///
    /// Running the query returns [`Error::Cursor`](crate::Error::Cursor) for any other cursor, before any request.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// use dynamorph::Cursor;
    ///
    /// let first = Order::query("ann").limit(2).page(&db).await?;
    /// let link: Option<String> = first.cursor.map(|cursor| cursor.to_string()); // safe in a URL
    ///
    /// let from: Option<Cursor> = link.map(|text| text.parse()).transpose()?;
    /// let second = Order::query("ann").limit(2).cursor(from).page(&db).await?;
    /// assert_eq!((first.items.len(), second.items.len()), (2, 1));
    /// # Ok(()) }
    /// ```
    pub fn cursor(mut self, from: impl Into<Option<Cursor>>) -> Self {
        self.read.options.cursor = from.into();
        self
    }

    /// Binds cursors to what the caller is or acts for, such as a tenant or a user: those of another context are refused.
    ///
    /// The context is a part of what is signed or summed up, never of the cursor's text. Several add up, in their order.
    /// Without [`CursorKeys`](crate::CursorKeys) it keeps contexts from being mixed up, and does not stop a forger.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let orders = |tenant: &str| Order::query("ann").limit(2).cursor_context(tenant);
    /// let page = orders("tenant-7").page(&db).await?;
    ///
    /// assert!(orders("tenant-8").cursor(page.cursor.clone()).page(&db).await.is_err());
    /// assert_eq!(orders("tenant-7").cursor(page.cursor).page(&db).await?.items.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn cursor_context(mut self, context: impl AsRef<[u8]>) -> Self {
        self.read.options.contexts.add(context.as_ref());
        self
    }

    /// The cursor after an item of this query: the one that a page which ends with the item has. Nothing is sent.
    ///
    /// So a list may begin behind any item that the caller has. That the item satisfies the filter is not asked, nor that it is
    /// still stored.
    ///
    /// # Errors
    ///
    /// [`CursorError::ItemOutside`](crate::CursorError::ItemOutside) for an item of another partition or outside of the sort
    /// conditions; [`CursorError::ItemNotInIndex`](crate::CursorError::ItemNotInIndex) for one that does not lie in the index;
    /// [`Error::Key`](crate::Error::Key) when its key cannot be built; and what is wrong with the chain.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let orders = Order::query("ann").limit(2).page(&db).await?;
    /// let after_the_first = Order::query("ann").cursor_of(&db, &orders.items[0])?;
    /// assert_eq!(Order::query("ann").cursor(after_the_first).first(&db).await?.map(|order| order.number), Some(2));
    ///
    /// let bobs = Order { customer: "bob".into(), ..orders.items.into_iter().next().expect("the first order") };
    /// assert!(Order::query("ann").cursor_of(&db, &bobs).is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn cursor_of(&self, db: &Dynamo, item: &E) -> Result<Cursor>
    where
        E: StoredKeys,
    {
        self.read.cursor_of(db, item)
    }
}
