//! Where the items of answers go: decoded as they are read.

use super::read::{Keep, Output};
use crate::client::ItemSink;
use crate::codec::ItemReader;
use crate::error::{DecodeError, DecodeErrorKind, Error, Result};
use crate::model::{Decoded, FromItem};
use crate::operation::Key;

/// At most one item.
pub(super) struct One<O> {
    item: Option<Decoded<O>>,
    output: Output<O>,
    keep: Option<Keep>,
}

impl<E: FromItem> One<E> {
    /// A whole item.
    pub(super) fn new() -> Self {
        Self::of(Output::item(), None)
    }
}

impl<O> One<O> {
    pub(super) fn of(output: Output<O>, keep: Option<Keep>) -> Self {
        Self { item: None, output, keep }
    }

    pub(super) fn into_item(self) -> Option<O> {
        self.item?.into_item()
    }
}

impl<O: Send + 'static> ItemSink for One<O> {
    fn begin(&mut self, _: usize) {
        self.item = None;
    }

    fn item(&mut self, item: &mut ItemReader<'_>) -> Result<()> {
        if is_kept(self.keep.as_ref(), item)? {
            self.item = Some((self.output.decode)(item)?);
        }
        Ok(())
    }
}

/// The items of one page, up to a limit.
pub(super) struct Items<O> {
    found: Vec<O>,
    output: Output<O>,
    /// How many are still wanted.
    wanted: usize,
    /// The attributes of a position.
    position: Vec<&'static str>,
    keep: Option<Keep>,
    skipped: usize,
    seen: usize,
    /// How many items were looked at when the limit was reached, and the position there.
    stop: Option<(usize, Key)>,
}

impl<O> Items<O> {
    pub(super) fn new(
        wanted: Option<usize>,
        output: Output<O>,
        position: Vec<&'static str>,
        keep: Option<Keep>,
    ) -> Self {
        let wanted = wanted.unwrap_or(usize::MAX);
        Self { found: Vec::new(), output, wanted, position, keep, skipped: 0, seen: 0, stop: None }
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
        if !is_kept(self.keep.as_ref(), item)? {
            self.skipped += 1;
            return Ok(());
        }
        match (self.output.decode)(item)? {
            Decoded::Item(found) => self.found.push(found),
            Decoded::Skipped => self.skipped += 1,
        }
        if self.found.len() == self.wanted && self.stop.is_none() {
            self.stop = Some((self.seen, position(&self.position, item, self.output.entity)?));
        }
        Ok(())
    }
}

/// The items of one page, each with its position.
pub(super) struct PlacedItems<O> {
    pub(super) found: Vec<(Key, O)>,
    pub(super) seen: usize,
    output: Output<O>,
    position: Vec<&'static str>,
    keep: Option<Keep>,
}

impl<O> PlacedItems<O> {
    pub(super) fn new(output: Output<O>, position: Vec<&'static str>, keep: Option<Keep>) -> Self {
        Self { found: Vec::new(), seen: 0, output, position, keep }
    }
}

impl<O: Send + 'static> ItemSink for PlacedItems<O> {
    fn begin(&mut self, count: usize) {
        self.found.clear();
        self.found.reserve(count);
        self.seen = 0;
    }

    fn item(&mut self, item: &mut ItemReader<'_>) -> Result<()> {
        self.seen += 1;
        if is_kept(self.keep.as_ref(), item)?
            && let Decoded::Item(found) = (self.output.decode)(item)?
        {
            self.found.push((position(&self.position, item, self.output.entity)?, found));
        }
        Ok(())
    }
}

/// The position of an item: the keys of the index that is read, and those of the table.
fn position(
    names: &[&'static str],
    item: &mut ItemReader<'_>,
    entity: &'static str,
) -> Result<Key> {
    let of_item = |source| Error::decode(entity, source);
    let mut key = Key::with_capacity(names.len());
    for name in names {
        let value = item.key_value(name).map_err(of_item)?;
        let missing = || of_item(DecodeError::new(DecodeErrorKind::MissingField { name }));
        key.push((*name, value.ok_or_else(missing)?));
    }
    Ok(key)
}

/// Counts the items of one page that are answered.
pub(super) struct Counter {
    pub(super) counted: usize,
    keep: Option<Keep>,
}

impl Counter {
    pub(super) fn new(keep: Option<Keep>) -> Self {
        Self { counted: 0, keep }
    }
}

impl ItemSink for Counter {
    fn begin(&mut self, _: usize) {
        self.counted = 0;
    }

    fn item(&mut self, item: &mut ItemReader<'_>) -> Result<()> {
        self.counted += usize::from(is_kept(self.keep.as_ref(), item)?);
        Ok(())
    }
}

pub(super) fn is_kept(keep: Option<&Keep>, item: &mut ItemReader<'_>) -> Result<bool> {
    keep.map_or(Ok(true), |keep| keep(item))
}

/// Answers that carry no items.
pub(super) struct Nowhere;

impl ItemSink for Nowhere {
    fn begin(&mut self, _: usize) {}

    fn item(&mut self, _: &mut ItemReader<'_>) -> Result<()> {
        Ok(())
    }
}
