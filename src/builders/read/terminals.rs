//! The ends of a chain, which send it.

use futures_util::stream::try_unfold;

use super::purpose::Purpose;
use super::reader::Reader;
use super::readers::{Readers, Told, Width};
use super::reading::Reading;
use super::source::Source;
use crate::builders::cursor::Stand;
use crate::builders::page::Page;
use crate::builders::sinks::{Counter, Nowhere};
use crate::builders::stream::ItemStream;
use crate::client::{Cost, Dynamo};
use crate::error::{Error, Rejection, Result};

impl<Q: Source, O: Send + 'static> Reading<Q, O> {
    pub(in crate::builders) async fn page(self, db: &Dynamo) -> Result<Page<O>> {
        let (db, limit) = (&db.for_call(), self.options.limit);
        let fingerprint = self.fingerprint(db)?;
        let start = self.options.cursor.as_ref().map(|cursor| fingerprint.position(db, cursor));
        let mut reader = self.reader_from(db, Purpose::Items, start.transpose()?)?;
        let mut page =
            Page { items: Vec::new(), cursor: None, scanned: 0, skipped: 0, cost: Cost::default() };
        while !reader.is_done && !reader.is_out_of_pages() {
            let wanted = limit.map(|limit| limit as usize - page.items.len());
            let read = reader.read(db, wanted).await?;
            add(&mut page.items, read.items);
            page.scanned += read.scanned;
            page.skipped += read.skipped;
            page.cost += &read.cost;
            let is_full =
                limit.map_or(!page.items.is_empty(), |limit| page.items.len() >= limit as usize);
            if is_full {
                let position =
                    if limit.is_some() { read.stopped_at } else { reader.position_ahead() };
                page.cursor = position.map(|position| fingerprint.cursor(db, &position));
                return Ok(page);
            }
        }
        page.cursor = reader.position_ahead().map(|position| fingerprint.cursor(db, &position));
        Ok(page)
    }

    pub(in crate::builders) async fn all(self, db: &Dynamo) -> Result<Vec<O>> {
        let db = &db.for_call();
        let limit = self.options.limit.map(|limit| limit as usize);
        let mut reader = self.reader(db, Purpose::Items)?;
        let mut items = Vec::new();
        while !reader.is_done {
            if reader.is_out_of_pages() {
                return Err(reader.incomplete());
            }
            let wanted = limit.map(|limit| limit - items.len());
            let read = reader.read(db, wanted).await?;
            add(&mut items, read.items);
            if limit.is_some_and(|limit| items.len() >= limit) {
                break;
            }
        }
        Ok(items)
    }

    pub(in crate::builders) async fn first(mut self, db: &Dynamo) -> Result<Option<O>> {
        self.options.limit(1);
        Ok(self.all(db).await?.pop())
    }

    pub(in crate::builders) async fn one(mut self, db: &Dynamo) -> Result<O> {
        let context = self.context(db);
        self.options.limit(2);
        let mut items = self.all(db).await?.into_iter();
        match (items.next(), items.next()) {
            (Some(item), None) => Ok(item),
            (None, _) => Err(Error::NotFound(Box::new(Rejection::read(context, None)))),
            (Some(_), Some(_)) => Err(Error::MultipleFound(Box::new(context))),
        }
    }

    pub(in crate::builders) async fn count(self, db: &Dynamo) -> Result<u64> {
        let db = &db.for_call();
        let place = self.place().map_err(|error| error.into_error(self.context(db)))?;
        let purpose = self.count_purpose(&place, self.ttl(db.now()).as_ref());
        let limit = self.options.limit.map_or(u64::MAX, u64::from);
        let mut reader = self.reader(db, purpose)?;
        let mut counted = 0;
        while !reader.is_done && counted < limit {
            if reader.is_out_of_pages() {
                return Err(reader.incomplete());
            }
            let count = if purpose == Purpose::Count {
                reader.send(db, Nowhere).await?.count
            } else {
                let sink = Counter::new(reader.keep.clone());
                reader.send(db, sink).await?.sink.counted
            };
            counted += count as u64;
        }
        Ok(counted.min(limit))
    }

    pub(in crate::builders) fn stream(self, db: &Dynamo) -> ItemStream<O> {
        let left = self.options.limit.map(|limit| limit as usize);
        let feed = Feed {
            reader: Some(self.reader(db, Purpose::Items)),
            buffer: Vec::new().into_iter(),
            left,
            db: db.for_call().into_owned(),
        };
        ItemStream::new(try_unfold(feed, Feed::next))
    }
}

impl<Q: Source + Clone + Send + Sync + 'static, O: Send + 'static> Reading<Q, O> {
    /// Segments side by side: `at` makes the reading of one of this one.
    pub(in crate::builders) fn readers(
        self,
        db: &Dynamo,
        stands: Vec<Stand>,
        at: impl Fn(&mut Self, u32) + Send + Sync + 'static,
        width: Width,
        told: Told,
    ) -> Readers<O> {
        let (options, handle) = (self.options.clone(), (db.clone(), self.context(db)));
        let db = db.clone();
        let begin = move |number, start| {
            let mut segment = self.clone();
            at(&mut segment, number);
            segment.reader_from(&db, Purpose::Items, start)
        };
        Readers::new(handle, Box::new(begin), stands, &options, width, told)
    }
}

/// A stream under way.
struct Feed<O> {
    /// Taken out to tell what was wrong with the chain.
    reader: Option<Result<Reader<O>>>,
    buffer: std::vec::IntoIter<O>,
    left: Option<usize>,
    db: Dynamo,
}

impl<O: Send + 'static> Feed<O> {
    async fn next(mut self) -> Result<Option<(O, Self)>> {
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

/// The first items are not moved: most reads have one page.
fn add<O>(items: &mut Vec<O>, mut read: Vec<O>) {
    if items.is_empty() {
        *items = read;
    } else {
        items.append(&mut read);
    }
}
