//! The ends of a query chain, which send it.

use futures_util::stream::try_unfold;

use super::builder::{Purpose, Query};
use super::reader::Reader;
use super::recognize::{after_reading, by_key};
use crate::builders::cursor::Fingerprint;
use crate::builders::page::Page;
use crate::builders::sinks::{Counter, Nowhere};
use crate::builders::stream::ItemStream;
use crate::client::Dynamo;
use crate::error::{Context, Error, Rejection, Result};
use crate::model::{FromItem, Table};

impl<E: FromItem, I, S> Query<E, I, S> {
    /// Reads one page: up to `limit` items, and a cursor if there may be more.
    ///
    /// Without a limit it is what one request brings, up to 1 MB; requests that bring nothing are followed by the next.
    /// A cursor does not promise another item.
    ///
    /// # Errors
    ///
    /// [`Error::Cursor`] for a cursor of another query, before any request; [`Error::Key`] and [`Error::InvalidRequest`] for
    /// what the chain was given; [`Error::Decode`] when an item does not fit; and what the requests meet.
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
    pub async fn page(self, db: &Dynamo) -> Result<Page<E>> {
        let limit = self.limit;
        let fingerprint = self.fingerprint(db)?;
        let mut reader = self.reader(db)?;
        let mut page = Page { items: Vec::new(), cursor: None, scanned: 0, skipped: 0 };
        while !reader.is_done && !reader.is_out_of_pages() {
            let wanted = limit.map(|limit| limit as usize - page.items.len());
            let mut read = reader.read(db, wanted).await?;
            page.items.append(&mut read.items);
            page.scanned += read.scanned;
            page.skipped += read.skipped;
            let is_full =
                limit.map_or(!page.items.is_empty(), |limit| page.items.len() >= limit as usize);
            if is_full {
                let position =
                    if limit.is_some() { read.stopped_at } else { reader.position_ahead() };
                page.cursor = position.map(|position| fingerprint.cursor(&position));
                return Ok(page);
            }
        }
        page.cursor = reader.position_ahead().map(|position| fingerprint.cursor(&position));
        Ok(page)
    }

    /// Reads all items, or as many as `limit` says, over as many requests as it takes.
    ///
    /// # Errors
    ///
    /// As [`page`](Query::page); and [`Error::Incomplete`] when `max_pages` stopped it before the end.
    pub async fn all(self, db: &Dynamo) -> Result<Vec<E>> {
        let limit = self.limit.map(|limit| limit as usize);
        let mut reader = self.reader(db)?;
        let mut items = Vec::new();
        while !reader.is_done {
            if reader.is_out_of_pages() {
                return Err(reader.incomplete());
            }
            let wanted = limit.map(|limit| limit - items.len());
            let mut read = reader.read(db, wanted).await?;
            items.append(&mut read.items);
            if limit.is_some_and(|limit| items.len() >= limit) {
                break;
            }
        }
        Ok(items)
    }

    /// Reads the first item, if there is one.
    ///
    /// # Errors
    ///
    /// As [`all`](Query::all).
    pub async fn first(self, db: &Dynamo) -> Result<Option<E>> {
        Ok(self.limit(1).all(db).await?.pop())
    }

    /// Reads the only item.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is none, [`Error::MultipleFound`] when there are more; else as [`all`](Query::all).
    pub async fn one(self, db: &Dynamo) -> Result<E> {
        let context = self.context(db);
        let mut items = self.limit(2).all(db).await?.into_iter();
        match (items.next(), items.next()) {
            (Some(item), None) => Ok(item),
            (None, _) => Err(Error::NotFound(Box::new(Rejection::read(context, None)))),
            (Some(_), Some(_)) => Err(Error::MultipleFound(Box::new(context))),
        }
    }

    /// Counts the items, without reading them into memory.
    ///
    /// DynamoDB bills a count as it bills the reading. A registry's count has the items of unknown entities in it, unless its
    /// policy is `_ => skip`. A `limit` is the most that is counted.
    ///
    /// # Errors
    ///
    /// As [`all`](Query::all).
    pub async fn count(self, db: &Dynamo) -> Result<u64> {
        let context = self.context(db);
        let plan = self.plan(&context)?;
        let filters = E::MODEL.is_none()
            || plan
                .table
                .discriminator_attribute()
                .is_none_or(|name| plan.can_filter(name) || plan.key_type(name).is_some());
        let purpose = if filters { Purpose::Count } else { Purpose::CountByKey };
        let limit = self.limit.map_or(u64::MAX, u64::from);
        let mut reader = self.reader_for(db, purpose)?;
        let mut counted = 0;
        while !reader.is_done && counted < limit {
            if reader.is_out_of_pages() {
                return Err(reader.incomplete());
            }
            let (count, last_key) = if filters {
                let output =
                    db.query_page(&reader.operation, reader.customize.as_ref(), Nowhere).await?;
                (output.count, output.last_key)
            } else {
                let output = db
                    .query_page(
                        &reader.operation,
                        reader.customize.as_ref(),
                        Counter::new(by_key::<E>),
                    )
                    .await?;
                (output.sink.counted, output.last_key)
            };
            counted += count as u64;
            reader.advance(last_key)?;
        }
        Ok(counted.min(limit))
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
    pub fn stream(self, db: &Dynamo) -> ItemStream<E> {
        let left = self.limit.map(|limit| limit as usize);
        let feed = Feed {
            reader: Some(self.reader(db)),
            buffer: Vec::new().into_iter(),
            left,
            db: db.clone(),
        };
        ItemStream::new(try_unfold(feed, Feed::next))
    }

    fn context(&self, db: &Dynamo) -> Context {
        let index =
            self.plan.as_ref().ok().and_then(|plan| plan.index).map(crate::model::TableIndex::name);
        Context::new("Query", db.table_name::<E>(), E::NAME).index(index)
    }

    fn fingerprint(&self, db: &Dynamo) -> Result<Fingerprint> {
        let context = self.context(db);
        let plan = self.plan(&context)?;
        let table = db.physical_name(<E::Table as Table>::SCHEMA);
        Ok(Fingerprint::new(&table, plan, self.key_condition(&context)?, self.is_reverse))
    }

    fn reader(self, db: &Dynamo) -> Result<Reader> {
        self.reader_for(db, Purpose::Items)
    }

    fn reader_for(self, db: &Dynamo, purpose: Purpose) -> Result<Reader> {
        let context = self.context(db);
        let mut operation = self.operation(&context, purpose)?;
        if let Some(cursor) = &self.cursor {
            operation.start = Some(self.fingerprint(db)?.position(cursor)?);
        }
        let plan = self.plan(&context)?;
        let mut reader = Reader::new(operation, context, plan.position());
        reader.recognize = after_reading::<E>(plan);
        reader.customize = self.customize;
        reader.page_size = self.page_size;
        reader.max_pages = self.max_pages;
        Ok(reader)
    }
}

/// A stream under way.
struct Feed<E> {
    /// Taken out to tell what was wrong with the chain.
    reader: Option<Result<Reader>>,
    buffer: std::vec::IntoIter<E>,
    left: Option<usize>,
    db: Dynamo,
}

impl<E: FromItem> Feed<E> {
    async fn next(mut self) -> Result<Option<(E, Self)>> {
        let mut reader = match self.reader.take() {
            Some(reader) => reader?,
            None => return Ok(None),
        };
        loop {
            if let Some(item) = self.buffer.next() {
                self.reader = Some(Ok(reader));
                return Ok(Some((item, self)));
            }
            if reader.is_done || self.left == Some(0) {
                return Ok(None);
            }
            if reader.is_out_of_pages() {
                return Err(reader.incomplete());
            }
            let read = reader.read(&self.db, self.left).await?;
            self.left = self.left.map(|left| left.saturating_sub(read.items.len()));
            self.buffer = read.items.into_iter();
        }
    }
}
