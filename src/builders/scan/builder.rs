//! The scan builder.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;

use super::source::ScanSource;
use crate::builders::Explain;
use crate::builders::read::{Output, Place, Reading};
use crate::model::{
    ConsistentRead, DynamoModel, Entities, EntityOf, FromItem, Primary, TableIndex,
};

/// Reads a whole table or index. Made by [`ModelOps::scan`](crate::ModelOps::scan),
/// [`EntityOps::scan`](crate::EntityOps::scan) and [`Index::scan`](crate::Index::scan).
///
/// `I` is what is scanned ([`Primary`], [`Gsi`](crate::Gsi), [`Lsi`](crate::Lsi)). Items come in no order. DynamoDB evaluates
/// and bills every item of the table or index, whatever its entity: where a query can answer, ask that. It is no snapshot:
/// a write while a scan runs may show or not. See
/// [Scan](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// let dear: Vec<Product> = Product::scan().filter(Product::PRICE.gt(500)).all(&db).await?;
/// assert_eq!(dear.len(), 1);
/// let everything: Vec<Shop> = Shop::scan().all(&db).await?;
/// assert_eq!(everything.len(), 5);
/// # Ok(()) }
/// ```
#[must_use = "a scan sends nothing until it is run against a `Dynamo`"]
pub struct Scan<E, I = Primary, O = E> {
    pub(super) read: Reading<ScanSource, O>,
    pub(super) kind: PhantomData<fn() -> (E, I)>,
}

impl<E: FromItem, I> Scan<E, I> {
    pub(in crate::builders) fn new(index: Option<&'static TableIndex>) -> Self {
        Self::of(index, Entities::of::<E>(), Output::item())
    }
}

impl<E, I, O> Scan<E, I, O> {
    pub(in crate::builders) fn of(
        index: Option<&'static TableIndex>,
        entities: Entities,
        output: Output<O>,
    ) -> Self {
        let place = Place { table: entities.table, index, is_scan: true };
        let source = ScanSource { place, segment: None, customize: None };
        Self { read: Reading::new(source, entities, output), kind: PhantomData }
    }
}

impl<M: DynamoModel, I> Scan<M, I> {
    /// Reads the entities of a [`register!`](crate::register) enum: of an index, every entity that lies in it.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let everything: Vec<Shop> = Order::BY_STATUS.scan().widen::<Shop>().all(&db).await?;
    /// assert_eq!(everything.len(), 3);
    /// # Ok(())
    /// # }
    /// ```
    pub fn widen<R: FromItem>(self) -> Scan<R, I>
    where
        M: EntityOf<R>,
    {
        Scan { read: self.read.widen(), kind: PhantomData }
    }
}

impl<E, I, O> Scan<E, I, O> {
    /// Sets how many items are returned, over as many requests as it takes.
    ///
    /// DynamoDB's own `Limit` counts items before they are filtered; for that, see [`page_size`](Scan::page_size).
    ///
    /// # Errors
    ///
    /// Running the scan returns [`Error::InvalidRequest`](crate::Error::InvalidRequest) when `items` is zero.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// assert_eq!(Order::scan().limit(2).all(&db).await?.len(), 2);
    /// # Ok(()) }
    /// ```
    pub fn limit(mut self, items: u32) -> Self {
        self.read.options.limit(items);
        self
    }

    /// Sets how many items DynamoDB evaluates for one request.
    ///
    /// It counts items before they are filtered, so a request can bring fewer than `items`, even none, and still be
    /// followed by another.
    ///
    /// # Errors
    ///
    /// Running the scan returns [`Error::InvalidRequest`](crate::Error::InvalidRequest) when `items` is zero.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let page = Order::scan().page_size(2).limit(1).page(&db).await?;
    /// assert!(page.scanned >= 1 && page.items.len() == 1);
    /// # Ok(()) }
    /// ```
    pub fn page_size(mut self, items: u32) -> Self {
        self.read.options.page_size(items);
        self
    }

    /// Sets how many requests are made at most.
    ///
    /// A [`page`](Scan::page) then has a cursor to go on from; the terminals that answer for the whole scan return
    /// [`Error::Incomplete`](crate::Error::Incomplete) when there was more to read.
    ///
    /// # Errors
    ///
    /// Running the scan returns [`Error::InvalidRequest`](crate::Error::InvalidRequest) when `pages` is zero.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let page = Order::scan().page_size(1).max_pages(1).page(&db).await?;
    /// assert!(page.cursor.is_some()); // there is more to read
    /// # Ok(()) }
    /// ```
    pub fn max_pages(mut self, pages: u32) -> Self {
        self.read.options.max_pages(pages);
        self
    }

    /// Reads every write to an item that succeeded before that item is read, at twice the read capacity.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// assert_eq!(Product::scan().consistent_read().count(&db).await?, 2);
    /// # Ok(()) }
    /// ```
    pub fn consistent_read(mut self) -> Self
    where
        I: ConsistentRead,
    {
        self.read.options.is_consistent = true;
        self
    }

    /// Changes the SDK's request of each page before it is sent.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// use aws_sdk_dynamodb::types::ReturnConsumedCapacity::Total;
    ///
    /// let scan = Product::scan().customize(|request| request.return_consumed_capacity(Total));
    /// assert_eq!(scan.all(&db).await?.len(), 2);
    /// # Ok(()) }
    /// ```
    pub fn customize(
        mut self,
        edit: impl Fn(ScanFluentBuilder) -> ScanFluentBuilder + Send + Sync + 'static,
    ) -> Self {
        self.read.source.customize = Some(Arc::new(edit));
        self
    }

    /// Renders the request of the first page without sending it.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// let explain = Order::BY_STATUS.scan().segment(0, 4).explain();
    /// assert_eq!(
    ///     explain.to_string(),
    ///     "Scan of `ORDER`\n\
    ///      TableName: shop\n\
    ///      IndexName: gsi1\n\
    ///      FilterExpression: #0 IN (:0)\n\
    ///      Segment: 0\n\
    ///      TotalSegments: 4\n\
    ///      #0: type\n\
    ///      :0: S(<5 bytes>)\n\
    ///      Lint: this reads the whole index: it is billed for every item, whatever the filter; a query reads one partition\n"
    /// );
    /// ```
    #[must_use]
    pub fn explain(&self) -> Explain {
        self.read.explain()
    }
}

impl<E, I, O> fmt::Debug for Scan<E, I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Scan").field(&self.explain()).finish()
    }
}
