//! The query builder.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;

use super::plan::Plan;
use super::source::QuerySource;
use crate::builders::read::{Output, Reading};
use crate::builders::{Explain, key};
use crate::error::KeyError;
use crate::model::{
    ConsistentRead, DynamoModel, Entities, FromItem, IndexSchema, KeyLayout, Primary, QueryKey,
    Table,
};

/// Reads one partition of a table or index in sort key order.
///
/// It is made by [`ModelOps::query`](crate::ModelOps::query), by the functions of a model's indexes, and by
/// [`EntityOps::query`](crate::EntityOps::query).
///
/// `I` is what is queried ([`Primary`], [`Gsi`](crate::Gsi), [`Lsi`](crate::Lsi)), and `S` the sort key parts that are still
/// free: the `sort_..` methods compare the first of them, by its type and inside the entity's own prefix.
///
/// DynamoDB counts and bills the items it evaluates, before any filter. See
/// [Query](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// let orders: Vec<Order> = Order::query("ann").sort_ge("2026-11-10").reverse().all(&db).await?;
/// assert_eq!((orders[0].number, orders[1].number), (3, 2));
///
/// // Conditions keep the type, so a query can be built step by step.
/// let (paid_only, since) = (true, Some("2026-11-10"));
/// let mut query = Order::query("ann").filter(paid_only.then(|| Order::STATUS.eq("paid")));
/// if let Some(day) = since {
///     query = query.sort_ge(day);
/// }
/// assert_eq!(query.all(&db).await?.len(), 1);
/// # Ok(()) }
/// ```
#[must_use = "a query sends nothing until it is run against a `Dynamo`"]
pub struct Query<E, I = Primary, S = (), O = E> {
    pub(super) read: Reading<QuerySource, O>,
    pub(super) kind: Kind<E, I, S>,
}

pub(super) type Kind<E, I, S> = PhantomData<fn() -> (E, I, S)>;

impl<M: DynamoModel, I, S> Query<M, I, S> {
    pub(in crate::builders) fn of_table<P, G, K>(start: K) -> Self
    where
        K: QueryKey<M, P, G, Rest = S>,
    {
        let table = <M::Table as Table>::SCHEMA;
        let given = key::given(KeyLayout::primary(M::SCHEMA, table), |keys| start.write(keys));
        Self::new(given.and_then(|given| Plan::of_model(table, None, &given)))
    }

    pub(in crate::builders) fn of_index<P, G, K>(index: &'static IndexSchema, start: K) -> Self
    where
        K: QueryKey<M, P, G, Rest = S>,
    {
        let table = <M::Table as Table>::SCHEMA;
        let given = key::given(KeyLayout::index(M::SCHEMA, table, index), |keys| start.write(keys));
        Self::new(given.and_then(|given| Plan::of_model(table, table.index(index.name()), &given)))
    }
}

impl<E: FromItem, I, S> Query<E, I, S> {
    pub(in crate::builders) fn new(plan: Result<Plan, KeyError>) -> Self {
        Self::of(plan, Entities::of::<E>(), Output::item())
    }
}

impl<E, I, S, O> Query<E, I, S, O> {
    pub(in crate::builders) fn of(
        plan: Result<Plan, KeyError>,
        entities: Entities,
        output: Output<O>,
    ) -> Self {
        let source = QuerySource::new(plan);
        Self { read: Reading::new(source, entities, output), kind: PhantomData }
    }
}

impl<E, I, S, O> Query<E, I, S, O> {
    /// Reads from the end of the partition to its beginning: the newest first, where sort keys begin with a time.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let last = Order::query("ann").reverse().first(&db).await?;
    /// assert_eq!(last.map(|order| order.day).as_deref(), Some("2026-12-01"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn reverse(mut self) -> Self {
        self.read.source.is_reverse = true;
        self
    }

    /// Sets how many items are returned, over as many requests as it takes.
    ///
    /// DynamoDB's own `Limit` counts items before they are filtered; for that, see [`page_size`](Query::page_size).
    ///
    /// # Errors
    ///
    /// Running the query returns [`Error::InvalidRequest`](crate::Error::InvalidRequest) when `items` is zero.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// // Two open orders, however many paid ones lie between them.
    /// let open = Order::query("ann").filter(Order::STATUS.eq("open")).limit(2).all(&db).await?;
    /// assert_eq!(open.len(), 2);
    /// # Ok(())
    /// # }
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
    /// Running the query returns [`Error::InvalidRequest`](crate::Error::InvalidRequest) when `items` is zero.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let page = Order::query("ann").filter(Order::STATUS.eq("open")).page_size(1).limit(2).page(&db).await?;
    /// assert_eq!((page.items.len(), page.scanned), (2, 3)); // three requests, of one item each
    /// # Ok(())
    /// # }
    /// ```
    pub fn page_size(mut self, items: u32) -> Self {
        self.read.options.page_size(items);
        self
    }

    /// Sets how many requests are made at most.
    ///
    /// A [`page`](Query::page) then has a cursor to go on from; the terminals that answer for the whole query return
    /// [`Error::Incomplete`](crate::Error::Incomplete) when there was more to read.
    ///
    /// # Errors
    ///
    /// Running the query returns [`Error::InvalidRequest`](crate::Error::InvalidRequest) when `pages` is zero.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let page = Order::query("ann").filter(Order::STATUS.eq("paid")).page_size(1).max_pages(1).page(&db).await?;
    /// assert!(page.items.is_empty() && page.cursor.is_some()); // the first order is not paid
    /// # Ok(())
    /// # }
    /// ```
    pub fn max_pages(mut self, pages: u32) -> Self {
        self.read.options.max_pages(pages);
        self
    }

    /// Reads every write that succeeded before this query, at twice the read capacity.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// assert_eq!(Order::query("ann").consistent_read().count(&db).await?, 3);
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
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// use aws_sdk_dynamodb::types::ReturnConsumedCapacity;
    ///
    /// let query = Order::query("ann").customize(|request| request.return_consumed_capacity(ReturnConsumedCapacity::Total));
    /// assert_eq!(query.all(&db).await?.len(), 3);
    /// # Ok(())
    /// # }
    /// ```
    pub fn customize(
        mut self,
        edit: impl Fn(QueryFluentBuilder) -> QueryFluentBuilder + Send + Sync + 'static,
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
    /// let request = Order::by_status("open").sort_ge("2026-11-10").explain().with_values().to_string();
    /// assert!(request.contains("IndexName: gsi1") && request.contains(r#"S "STATUS#open""#));
    /// ```
    #[must_use]
    pub fn explain(&self) -> Explain {
        self.read.explain()
    }
}

impl<E, I, S, O> fmt::Debug for Query<E, I, S, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Query").field(&self.explain()).finish()
    }
}
