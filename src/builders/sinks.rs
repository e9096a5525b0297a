//! Where the items of answers go: decoded as they are read.

use super::read::Answer;
use crate::client::ItemSink;
use crate::codec::ItemReader;
use crate::error::{DecodeError, DecodeErrorKind, Error, Result};
use crate::model::{Decoded, FromItem};
use crate::operation::Key;

/// At most one item.
pub(super) struct One<E> {
    item: Option<Decoded<E>>,
}

impl<E> One<E> {
    pub(super) fn new() -> Self {
        Self { item: None }
    }

    pub(super) fn into_item(self) -> Option<E> {
        match self.item? {
            Decoded::Item(item) => Some(item),
            Decoded::Skipped => None,
        }
    }
}

impl<E: FromItem> ItemSink for One<E> {
    fn begin(&mut self, _: usize) {
        self.item = None;
    }

    fn item(&mut self, item: &mut ItemReader<'_>) -> Result<()> {
        self.item = Some(E::from_item(item)?);
        Ok(())
    }
}

/// Tells from an item's keys whether it is of the entity asked for.
pub(super) type Recognize = fn(&mut ItemReader<'_>) -> Result<bool>;

/// The items of one page, up to a limit.
pub(super) struct Items<O> {
    found: Vec<O>,
    answer: Answer<O>,
    /// How many are still wanted.
    wanted: usize,
    /// The attributes of a position.
    position: Vec<&'static str>,
    recognize: Option<Recognize>,
    skipped: usize,
    seen: usize,
    /// How many items were looked at when the limit was reached, and the position there.
    stop: Option<(usize, Key)>,
}

impl<O> Items<O> {
    pub(super) fn new(
        wanted: Option<usize>,
        answer: Answer<O>,
        position: Vec<&'static str>,
        recognize: Option<Recognize>,
    ) -> Self {
        let wanted = wanted.unwrap_or(usize::MAX);
        Self {
            found: Vec::new(),
            answer,
            wanted,
            position,
            recognize,
            skipped: 0,
            seen: 0,
            stop: None,
        }
    }

    pub(super) fn into_page(self) -> PageItems<O> {
        PageItems { items: self.found, skipped: self.skipped, seen: self.seen, stop: self.stop }
    }
}

/// What a page brought.
pub(super) struct PageItems<O> {
    pub(super) items: Vec<O>,
    pub(super) skipped: usize,
    pub(super) seen: usize,
    pub(super) stop: Option<(usize, Key)>,
}

impl<O: Send + 'static> ItemSink for Items<O> {
    fn begin(&mut self, count: usize) {
        self.found.clear();
        self.found.reserve(count.min(self.wanted));
        (self.skipped, self.seen, self.stop) = (0, 0, None);
    }

    fn item(&mut self, item: &mut ItemReader<'_>) -> Result<()> {
        self.seen += 1;
        if self.found.len() >= self.wanted {
            return Ok(());
        }
        if let Some(recognize) = self.recognize
            && !recognize(item)?
        {
            self.skipped += 1;
            return Ok(());
        }
        match (self.answer.decode)(item)? {
            Decoded::Item(found) => self.found.push(found),
            Decoded::Skipped => self.skipped += 1,
        }
        if self.found.len() == self.wanted && self.stop.is_none() {
            let mut key = Key::with_capacity(self.position.len());
            for name in &self.position {
                let value = item
                    .key_value(name)
                    .map_err(|source| Error::decode(self.answer.entity, source))?;
                let value = value.ok_or_else(|| {
                    Error::decode(
                        self.answer.entity,
                        DecodeError::new(DecodeErrorKind::MissingField { name }),
                    )
                })?;
                key.push((*name, value));
            }
            self.stop = Some((self.seen, key));
        }
        Ok(())
    }
}

/// Counts the items of one page that are of the entity asked for.
pub(super) struct Counter {
    pub(super) counted: usize,
    recognize: Recognize,
}

impl Counter {
    pub(super) fn new(recognize: Recognize) -> Self {
        Self { counted: 0, recognize }
    }
}

impl ItemSink for Counter {
    fn begin(&mut self, _: usize) {
        self.counted = 0;
    }

    fn item(&mut self, item: &mut ItemReader<'_>) -> Result<()> {
        self.counted += usize::from((self.recognize)(item)?);
        Ok(())
    }
}

/// Answers that carry no items.
pub(super) struct Nowhere;

impl ItemSink for Nowhere {
    fn begin(&mut self, _: usize) {}

    fn item(&mut self, _: &mut ItemReader<'_>) -> Result<()> {
        Ok(())
    }
}
