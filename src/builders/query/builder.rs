//! The query builder.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;

use super::plan::Plan;
use crate::builders::cursor::Cursor;
use crate::builders::{Explain, key};
use crate::client::Customize;
use crate::error::{Context, Error, InvalidRequest, KeyError, Result};
use crate::expression::{KeyCondition, Predicate, SortConditions, SortError, is_one_of};
use crate::model::{
    ConsistentRead, DynamoModel, FromItem, IndexSchema, KeyLayout, Primary, QueryKey, Table,
};
use crate::operation::{self, Select, Target};

/// Reads one partition of a table or index in sort key order. Made by [`ModelOps::query`](crate::ModelOps::query), by the
/// functions of a model's indexes, and by [`EntityOps::query`](crate::EntityOps::query).
///
/// `I` is what is queried ([`Primary`], [`Gsi`](crate::Gsi), [`Lsi`](crate::Lsi)), and `S` the sort key parts that are still
/// free: the `sort_..` methods compare the first of them, by its type and inside the entity's own prefix.
///
/// DynamoDB counts and bills the items it evaluates, before any filter. See
/// [Query](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html).
#[must_use = "a query sends nothing until it is run against a `Dynamo`"]
pub struct Query<E, I = Primary, S = ()> {
    pub(super) plan: Result<Plan, KeyError>,
    pub(super) conditions: SortConditions,
    pub(super) error: Option<SetupError>,
    pub(super) is_reverse: bool,
    pub(super) is_consistent: bool,
    pub(super) limit: Option<u32>,
    pub(super) page_size: Option<u32>,
    pub(super) max_pages: Option<u32>,
    pub(super) cursor: Option<Cursor>,
    pub(super) customize: Option<Customize<QueryFluentBuilder>>,
    returns: Returns<E, I, S>,
}

type Returns<E, I, S> = PhantomData<fn() -> (E, I, S)>;

/// The first thing that was wrong in a chain; its terminal says it.
#[derive(Debug, Clone)]
pub(super) enum SetupError {
    Request(InvalidRequest),
    Key(KeyError),
}

impl From<SortError> for SetupError {
    fn from(error: SortError) -> Self {
        match error {
            SortError::Request(error) => Self::Request(error),
            SortError::Key(error) => Self::Key(error),
        }
    }
}

impl SetupError {
    pub(super) fn into_error(self, context: Context) -> Error {
        match self {
            Self::Request(source) => Error::InvalidRequest(Box::new(context), source),
            Self::Key(source) => Error::Key { context: Box::new(context), source },
        }
    }
}

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
        Self {
            plan,
            conditions: SortConditions::default(),
            error: None,
            is_reverse: false,
            is_consistent: false,
            limit: None,
            page_size: None,
            max_pages: None,
            cursor: None,
            customize: None,
            returns: PhantomData,
        }
    }

    /// Reads from the end of the partition to its beginning: the newest first, where sort keys begin with a time.
    pub fn reverse(mut self) -> Self {
        self.is_reverse = true;
        self
    }

    /// Sets how many items are returned, over as many requests as it takes.
    ///
    /// DynamoDB's own `Limit` counts items before they are filtered; for that, see [`page_size`](Query::page_size).
    ///
    /// # Errors
    ///
    /// Running the query returns [`Error::InvalidRequest`] when `items` is zero.
    pub fn limit(mut self, items: u32) -> Self {
        self.refuse_zero("limit", items);
        self.limit = Some(items);
        self
    }

    /// Sets how many items DynamoDB evaluates for one request.
    ///
    /// It counts items before they are filtered, so a request can bring fewer than `items`, even none, and still be
    /// followed by another.
    ///
    /// # Errors
    ///
    /// Running the query returns [`Error::InvalidRequest`] when `items` is zero.
    pub fn page_size(mut self, items: u32) -> Self {
        self.refuse_zero("page_size", items);
        self.page_size = Some(items);
        self
    }

    /// Sets how many requests are made at most.
    ///
    /// A [`page`](Query::page) then has a cursor to go on from; the terminals that answer for the whole query return
    /// [`Error::Incomplete`] when there was more to read.
    ///
    /// # Errors
    ///
    /// Running the query returns [`Error::InvalidRequest`] when `pages` is zero.
    pub fn max_pages(mut self, pages: u32) -> Self {
        self.refuse_zero("max_pages", pages);
        self.max_pages = Some(pages);
        self
    }

    /// Goes on where a page of this very query stopped. `None` starts at the beginning.
    pub fn cursor(mut self, from: impl Into<Option<Cursor>>) -> Self {
        self.cursor = from.into();
        self
    }

    /// Reads every write that succeeded before this query, at twice the read capacity.
    pub fn consistent_read(mut self) -> Self
    where
        I: ConsistentRead,
    {
        self.is_consistent = true;
        self
    }

    /// Changes the SDK's request of each page before it is sent.
    pub fn customize(
        mut self,
        edit: impl Fn(QueryFluentBuilder) -> QueryFluentBuilder + Send + Sync + 'static,
    ) -> Self {
        self.customize = Some(Arc::new(edit));
        self
    }

    /// Renders the request of the first page without sending it.
    #[must_use]
    pub fn explain(&self) -> Explain {
        let context = Context::of_entity(E::NAME);
        match self.operation(&context, Purpose::Items) {
            Ok(operation) => Explain::query(&operation),
            Err(error) => Explain::error("Query", &error),
        }
    }

    fn refuse_zero(&mut self, option: &'static str, value: u32) {
        if value == 0 {
            self.refuse(SetupError::Request(InvalidRequest::Zero(option)));
        }
    }

    pub(super) fn refuse(&mut self, error: SetupError) {
        self.error.get_or_insert(error);
    }

    pub(super) fn plan(&self, context: &Context) -> Result<&Plan> {
        if let Some(error) = &self.error {
            return Err(error.clone().into_error(context.clone()));
        }
        self.plan
            .as_ref()
            .map_err(|error| SetupError::Key(error.clone()).into_error(context.clone()))
    }

    pub(super) fn key_condition(&self, context: &Context) -> Result<KeyCondition> {
        let condition = self.plan(context)?.condition(&self.conditions);
        condition.map_err(|error| SetupError::from(error).into_error(context.clone()))
    }

    /// The request of the first page.
    pub(super) fn operation(
        &self,
        context: &Context,
        purpose: Purpose,
    ) -> Result<operation::Query> {
        let plan = self.plan(context)?;
        let filter = Self::entity_filter(plan, purpose);
        let select = match (purpose, plan.index) {
            (Purpose::Count, _) => Select::Count,
            (Purpose::CountByKey, _) => Select::Attributes(plan.position()),
            (Purpose::Items, Some(index)) if !plan.holds_whole(E::ENTITIES) => {
                // DynamoDB reads the rest of a local index's items from the table; of a global one it cannot.
                if index.is_global() {
                    return Err(SetupError::Request(InvalidRequest::PartialIndex(index.name()))
                        .into_error(context.clone()));
                }
                Select::Whole
            }
            (Purpose::Items, _) => Select::Held,
        };
        let limit = match purpose {
            Purpose::Items => self.page_size.or(self.limit),
            Purpose::Count | Purpose::CountByKey => self.page_size,
        };
        Ok(operation::Query {
            target: Target { table: plan.table, entity: E::NAME },
            index: plan.index.map(crate::model::TableIndex::name),
            key: self.key_condition(context)?,
            filter,
            is_reverse: self.is_reverse,
            is_consistent: self.is_consistent,
            select,
            limit,
            start: None,
        })
    }

    /// Asks for the entity's own items, where a filter may name the discriminator. A registry sees every item, to count
    /// what it passes over; only its count has none to look at.
    fn entity_filter(plan: &Plan, purpose: Purpose) -> Option<Predicate> {
        let discriminator = plan.table.discriminator_attribute()?;
        let is_filtered = E::MODEL.is_some() || (E::SKIPS_UNKNOWN && purpose == Purpose::Count);
        (is_filtered && plan.can_filter(discriminator))
            .then(|| is_one_of(E::ENTITIES, discriminator))
    }
}

/// What the items of a query are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Items,
    Count,
    /// To count items that only their keys tell apart.
    CountByKey,
}

impl<E: FromItem, I, S> fmt::Debug for Query<E, I, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Query").field(&self.explain()).finish()
    }
}
