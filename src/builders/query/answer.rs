//! What a query answers with: which items, and which of their attributes.

use std::marker::PhantomData;

use super::builder::Query;
use crate::builders::select::Selection;
use crate::expression::IntoCondition;
use crate::model::DynamoModel;

impl<E, I, S, O> Query<E, I, S, O> {
    /// Answers the items that satisfy the condition; several filters have to hold together, and `None` adds nothing.
    ///
    /// DynamoDB filters after it has read and billed an item. With a filter, a request evaluates as much as DynamoDB reads
    /// at once (1 MB) however small the `limit`, unless [`page_size`](Query::page_size) bounds it.
    ///
    /// A filter that is false of every item (an `is_in` without values) answers without a request. A cursor belongs to the
    /// filter too: one that compares with the current time has to keep that time from page to page.
    ///
    /// # Errors
    ///
    /// Running the query returns [`Error::InvalidRequest`](crate::Error::InvalidRequest) for a filter that names a key attribute of
    /// what is queried or an attribute
    /// that the index does not hold, for more than 300 operators, and for more than 4,096 bytes of text.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let dear = Order::query("ann").filter(Order::TOTAL.ge(200)).filter(None::<dynamorph::Condition<Order>>).all(&db).await?;
    /// assert_eq!(dear.len(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn filter(mut self, condition: impl IntoCondition<E>) -> Self {
        self.read.filter::<E>(condition);
        self
    }

    /// Answers items whose TTL has passed too: DynamoDB deletes them days late, and reads hide them until then.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/session.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = sessions().await?;
    /// assert_eq!(Session::query("ann").count(&db).await?, 1);
    /// assert_eq!(Session::query("ann").include_expired().count(&db).await?, 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn include_expired(mut self) -> Self {
        self.read.options.includes_expired = true;
        self
    }
}

impl<M: DynamoModel, I, S> Query<M, I, S> {
    /// Reads these attributes only. It costs as much as reading the whole items, and of an index that does not hold them it
    /// is what can be read.
    ///
    /// # Errors
    ///
    /// Running the query returns [`Error::InvalidRequest`](crate::Error::InvalidRequest) for an attribute that a global index
    /// does not hold; of a local one, DynamoDB reads it from the table.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let found: Vec<(u32, String)> = Order::query("ann").select((Order::NUMBER, Order::STATUS)).all(&db).await?;
    /// assert_eq!(found.len(), 3);
    /// # Ok(())
    /// # }
    /// ```
    pub fn select<A: Selection<M>>(self, attributes: A) -> Query<M, I, S, A::Output> {
        Query { read: self.read.select(attributes), kind: PhantomData }
    }
}
