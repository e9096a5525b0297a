//! Reads the pages of one query.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;

use crate::builders::sinks::{Items, PageItems, Recognize};
use crate::client::{Customize, Dynamo};
use crate::error::{Context, Error, Result};
use crate::model::FromItem;
use crate::operation::{self, Key, Select};
use crate::value::{KeyValue, RawItem};

/// A query under way: where it stands, and how much it asks for.
pub(super) struct Reader {
    pub(super) operation: operation::Query,
    pub(super) context: Context,
    pub(super) customize: Option<Customize<QueryFluentBuilder>>,
    pub(super) position: Vec<&'static str>,
    pub(super) recognize: Option<Recognize>,
    pub(super) page_size: Option<u32>,
    pub(super) max_pages: Option<u32>,
    pub(super) pages: u32,
    pub(super) is_done: bool,
    /// What the last request asked for.
    asked: Option<u32>,
}

/// What one request brought.
pub(super) struct Read<E> {
    pub(super) items: Vec<E>,
    pub(super) scanned: usize,
    pub(super) skipped: usize,
    /// The position after the last item, when the limit stopped the reading and more may follow.
    pub(super) stopped_at: Option<Key>,
}

impl Reader {
    pub(super) fn new(
        operation: operation::Query,
        context: Context,
        position: Vec<&'static str>,
    ) -> Self {
        Self {
            is_done: operation.key.is_empty(),
            operation,
            context,
            customize: None,
            position,
            recognize: None,
            page_size: None,
            max_pages: None,
            pages: 0,
            asked: None,
        }
    }

    /// Whether the query was told to stop here, with more to read.
    pub(super) fn is_out_of_pages(&self) -> bool {
        !self.is_done && self.max_pages.is_some_and(|max| self.pages >= max)
    }

    /// The position from which there may be more to read.
    pub(super) fn position_ahead(&self) -> Option<Key> {
        self.operation.start.clone().filter(|_| !self.is_done)
    }

    pub(super) fn incomplete(&self) -> Error {
        Error::Incomplete { context: Box::new(self.context.clone()), pages: self.pages }
    }

    /// Reads the next page, for at most `wanted` items.
    pub(super) async fn read<E: FromItem>(
        &mut self,
        db: &Dynamo,
        wanted: Option<usize>,
    ) -> Result<Read<E>> {
        // The mapper's own filter drops items after they were evaluated: after a short page it asks for twice as many.
        let still_wanted = wanted.map(|wanted| u32::try_from(wanted).unwrap_or(u32::MAX));
        self.operation.limit = self.page_size.or(still_wanted.map(|wanted| match self.asked {
            Some(asked) => asked.saturating_mul(2).max(wanted),
            None => wanted,
        }));
        self.asked = self.operation.limit;
        let sink = Items::<E>::new(wanted, self.position.clone(), self.recognize);
        let output = db.query_page(&self.operation, self.customize.as_ref(), sink).await?;
        let PageItems { items, skipped, seen, stop } = output.sink.into_page();
        if seen < output.count && self.operation.select != Select::Count {
            return Err(self.malformed("it counts items that it does not hold"));
        }
        self.advance(output.last_key)?;
        let stopped_at = match stop {
            // Items of this page are left.
            Some((at, key)) if at < seen => Some(key),
            // The page ended with the last item wanted.
            Some(_) => self.position_ahead(),
            None => None,
        };
        Ok(Read { items, scanned: output.scanned.max(seen), skipped, stopped_at })
    }

    /// Moves to where the service says that the page ended.
    pub(super) fn advance(&mut self, last_key: Option<RawItem>) -> Result<()> {
        self.pages += 1;
        let Some(last_key) = last_key else {
            self.is_done = true;
            return Ok(());
        };
        let position: Option<Key> = self
            .position
            .iter()
            .map(|name| {
                last_key
                    .get(name)
                    .and_then(|value| KeyValue::try_from(value).ok())
                    .map(|value| (*name, value))
            })
            .collect();
        let position = position
            .ok_or_else(|| self.malformed("its last key is not a key of the table and index"))?;
        if self.operation.start.as_ref() == Some(&position) {
            return Err(Error::PaginationStuck(Box::new(self.context.clone())));
        }
        self.operation.start = Some(position);
        Ok(())
    }

    fn malformed(&self, detail: &'static str) -> Error {
        Error::MalformedResponse { context: Box::new(self.context.clone()), detail }
    }
}
