//! Where a scan begins, and to whom its cursors belong.

use super::builder::Scan;
use crate::builders::cursor::Cursor;
use crate::client::Dynamo;
use crate::error::Result;
use crate::model::StoredKeys;

impl<E, I, O> Scan<E, I, O> {
    /// Goes on where a page of this very scan, and of this very segment, stopped. `None` starts at the beginning.
    ///
    /// # Errors
    ///
    /// Running the scan returns [`Error::Cursor`](crate::Error::Cursor) for any other cursor, before any request.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let mut cursor = None;
    /// let mut orders = 0;
    /// loop {
    ///     let page = Order::scan().limit(2).cursor(cursor).page(&db).await?;
    ///     orders += page.items.len();
    ///     cursor = page.cursor;
    ///     if cursor.is_none() {
    ///         break;
    ///     }
    /// }
    /// assert_eq!(orders, 3);
    /// # Ok(()) }
    /// ```
    pub fn cursor(mut self, from: impl Into<Option<Cursor>>) -> Self {
        self.read.options.cursor = from.into();
        self
    }

    /// Binds cursors to what the caller is or acts for, as [`Query::cursor_context`](crate::Query::cursor_context) does.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let page = Order::scan().cursor_context("export-1").limit(2).page(&db).await?;
    /// assert!(Order::scan().cursor_context("export-2").cursor(page.cursor).page(&db).await.is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn cursor_context(mut self, context: impl AsRef<[u8]>) -> Self {
        self.read.options.contexts.add(context.as_ref());
        self
    }

    /// The cursor after an item, as [`Query::cursor_of`](crate::Query::cursor_of) makes it. Nothing is sent.
    ///
    /// In which segment an item lies only DynamoDB knows, and it refuses a position of another one.
    ///
    /// # Errors
    ///
    /// [`CursorError::ItemNotInIndex`](crate::CursorError::ItemNotInIndex) for an item that does not lie in the index that is
    /// scanned; [`Error::Key`](crate::Error::Key) when its key cannot be built; and what is wrong with the chain.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let orders = Order::scan().all(&db).await?;
    /// let last = Order::scan().cursor_of(&db, &orders[2])?;
    /// assert_eq!(Order::scan().cursor(last).count(&db).await?, 0);
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
