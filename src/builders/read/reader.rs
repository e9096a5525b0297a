//! Reads page after page.

use super::output::Output;
use super::request::Request;
use super::tell::Keep;
use crate::builders::sinks::{Items, PageItems, PlacedItems};
use crate::client::{Cost, Dynamo, ItemSink, PageOutput};
use crate::error::{Context, Error, Result};
use crate::operation::Key;
use crate::value::{KeyValue, RawItem};

/// A query or scan under way: where it stands, and how much it asks for.
pub(super) struct Reader<O> {
    request: Request,
    output: Output<O>,
    pub(super) context: Context,
    /// The attributes of a position.
    position: Vec<&'static str>,
    pub(super) keep: Option<Keep>,
    pub(super) page_size: Option<u32>,
    pub(super) max_pages: Option<u32>,
    pub(super) pages: u32,
    pub(super) is_done: bool,
    /// What the next request asks for at most; none where it asks for all that one brings.
    asks: Option<u32>,
}

/// What one request brought.
pub(super) struct Read<O> {
    pub(super) items: Vec<O>,
    pub(super) scanned: usize,
    pub(super) skipped: usize,
    pub(super) cost: Cost,
    /// The position after the last item, when the limit stopped the reading and more may follow.
    pub(super) stopped_at: Option<Key>,
}

impl<O: Send + 'static> Reader<O> {
    pub(super) fn new(
        request: Request,
        output: Output<O>,
        context: Context,
        position: Vec<&'static str>,
    ) -> Self {
        Self {
            is_done: request.is_empty(),
            asks: request.read().limit,
            request,
            output,
            context,
            position,
            keep: None,
            page_size: None,
            max_pages: None,
            pages: 0,
        }
    }

    /// Whether it was told to stop here, with more to read.
    pub(super) fn is_out_of_pages(&self) -> bool {
        !self.is_done && self.max_pages.is_some_and(|max| self.pages >= max)
    }

    /// The position from which there may be more to read.
    pub(super) fn position_ahead(&self) -> Option<Key> {
        self.request.read().start.clone().filter(|_| !self.is_done)
    }

    pub(super) fn incomplete(&self) -> Error {
        Error::Incomplete { context: Box::new(self.context.clone()), pages: self.pages }
    }

    /// Reads the next page, for at most `wanted` items.
    pub(super) async fn read(&mut self, db: &Dynamo, wanted: Option<usize>) -> Result<Read<O>> {
        self.ask(wanted);
        let sink =
            Items::new(wanted, self.output.clone(), self.position.clone(), self.keep.clone());
        let output = self.request.send(db, sink).await?;
        let PageItems { items, skipped, seen, stop } = output.sink.into_page();
        if seen < output.count {
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
        Ok(Read {
            items,
            scanned: output.scanned.max(seen),
            skipped,
            cost: output.cost,
            stopped_at,
        })
    }

    /// Reads the next page with the position of each item. It is sent once; where it fails, the reader stands where it stood.
    pub(super) async fn read_placed(
        &mut self,
        db: &Dynamo,
        wanted: Option<usize>,
    ) -> Result<Vec<(Key, O)>> {
        self.ask(wanted);
        self.request.read_mut().is_sent_once = true;
        let sink = PlacedItems::new(self.output.clone(), self.position.clone(), self.keep.clone());
        let output = self.request.send(db, sink).await?;
        let PlacedItems { found, seen, .. } = output.sink;
        if seen < output.count {
            return Err(self.malformed("it counts items that it does not hold"));
        }
        self.advance(output.last_key)?;
        Ok(found)
    }

    /// Sets how many items the next request asks for.
    fn ask(&mut self, wanted: Option<usize>) {
        // The mapper's own filter drops items after they were evaluated: after a short page it asks for twice as many.
        let still_wanted = wanted.map(|wanted| u32::try_from(wanted).unwrap_or(u32::MAX));
        // With a filter of the caller's, which may match little, there is no limit unless the caller sets one.
        if let (None, Some(asked)) = (self.page_size, self.asks) {
            let wanted = still_wanted.unwrap_or(u32::MAX);
            let asked = if self.pages == 0 { wanted } else { asked.saturating_mul(2).max(wanted) };
            self.asks = Some(asked);
            self.request.read_mut().limit = Some(asked);
        }
    }

    /// Sends the request of the next page as it is, for a sink that counts.
    pub(super) async fn send<S: ItemSink>(
        &mut self,
        db: &Dynamo,
        sink: S,
    ) -> Result<PageOutput<S>> {
        let mut output = self.request.send(db, sink).await?;
        self.advance(output.last_key.take())?;
        Ok(output)
    }

    /// Moves to where the service says that the page ended.
    fn advance(&mut self, last_key: Option<RawItem>) -> Result<()> {
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
        if self.request.read().start.as_ref() == Some(&position) {
            return Err(Error::PaginationStuck(Box::new(self.context.clone())));
        }
        self.request.read_mut().start = Some(position);
        Ok(())
    }

    fn malformed(&self, detail: &'static str) -> Error {
        Error::MalformedResponse { context: Box::new(self.context.clone()), detail }
    }
}
