//! The reads of one request, and where its items go.

use std::sync::Arc;
use std::time::SystemTime;

use crate::builders::{FoundItem, GroupGet};
use crate::client::{Dynamo, ItemSink};
use crate::codec::ItemReader;
use crate::error::{Context, Error, Result};
use crate::operation::{
    BatchGetItem, GetItem, Key, KeyIndex, ReadOptions, TableKeys, joint_entity,
};
use crate::value::limits::BATCH_GET_KEYS;

/// An input that waits for an item.
#[derive(Clone)]
pub(super) struct Waiting {
    /// Its place in the input.
    pub(super) place: usize,
    pub(super) get: Arc<dyn GroupGet>,
}

/// One request in the making: at most a hundred keys, each once, and one setting for each table.
pub(super) struct Chunk {
    operation: BatchGetItem,
    index: KeyIndex,
    /// Who waits for each key.
    waiting: Vec<Vec<Waiting>>,
    /// Whether it has a key that was not sent before.
    has_fresh: bool,
    /// Whether it has one that was.
    has_resent: bool,
}

impl Chunk {
    pub(super) fn new() -> Self {
        let operation = BatchGetItem { entity: "", tables: Vec::new() };
        let (index, waiting) = (KeyIndex::default(), Vec::new());
        Self { operation, index, waiting, has_fresh: false, has_resent: false }
    }

    /// Whether a read with these options goes into this request.
    pub(super) fn takes(&self, table: &str, options: &ReadOptions) -> bool {
        let known = self.operation.tables.iter().find(|keys| keys.table == table);
        known.is_none_or(|keys| keys.options == *options)
    }

    pub(super) fn add(&mut self, table: &str, read: Read, waiting: Waiting, is_resent: bool) {
        let Read { key, options, entity } = read;
        self.has_fresh |= !is_resent;
        self.has_resent |= is_resent;
        self.operation.entity = joint_entity(self.operation.entity, entity);
        if let Some(same) = self.index.insert(table, &key, self.waiting.len()) {
            self.waiting[same].push(waiting);
            return;
        }
        self.waiting.push(vec![waiting]);
        let tables = &mut self.operation.tables;
        if let Some(keys) = tables.iter_mut().find(|keys| keys.table == table) {
            keys.keys.push(key);
        } else {
            tables.push(TableKeys { table: table.to_owned(), options, keys: vec![key] });
        }
    }

    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    pub(super) fn is_full(&self) -> bool {
        self.waiting.len() >= BATCH_GET_KEYS
    }

    pub(super) fn has_fresh(&self) -> bool {
        self.has_fresh
    }

    pub(super) fn has_resent(&self) -> bool {
        self.has_resent
    }

    /// All who wait for an item of this request.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.waiting.iter().flatten().map(|waiting| waiting.place)
    }

    /// Sends the request once.
    pub(super) async fn send(self: &Arc<Self>, db: &Dynamo, now: SystemTime) -> Result<Answer> {
        let sink = Sink { chunk: Arc::clone(self), now, found: Vec::new() };
        let got = db.batch_get_item(&self.operation, &self.index, sink).await?;
        let mut answer = Answer {
            answered: Vec::new(),
            left: Vec::new(),
            keys: self.len(),
            keys_left: got.unprocessed.len(),
            error: None,
        };
        let mut is_open = vec![true; self.len()];
        for position in got.unprocessed {
            is_open[position] = false;
            answer.left.extend(self.waiting[position].iter().map(|waiting| waiting.place));
        }
        for (position, items) in got.sink.found {
            if !std::mem::replace(&mut is_open[position], false) {
                return Err(
                    self.malformed("it has an item twice, or has one and leaves it unprocessed")
                );
            }
            for (place, item) in items {
                match item {
                    Ok(item) => answer.answered.push((place, item)),
                    Err(error) => {
                        answer.left.push(place);
                        answer.error.get_or_insert((place, error));
                    }
                }
            }
        }
        // Neither there nor left undone: there is no such item.
        let open = is_open.iter().zip(&self.waiting).filter(|(is_open, _)| **is_open);
        let missing = open.flat_map(|(_, waiting)| waiting).map(|waiting| (waiting.place, None));
        answer.answered.extend(missing);
        Ok(answer)
    }

    fn malformed(&self, detail: &'static str) -> Error {
        Error::MalformedResponse { context: Box::new(self.context()), detail }
    }

    /// The request, for messages.
    pub(super) fn context(&self) -> Context {
        let tables: Vec<&str> =
            self.operation.tables.iter().map(|keys| keys.table.as_str()).collect();
        Context::new("BatchGetItem", tables.join(", "), self.operation.entity)
    }
}

/// A read that is to be put into a request.
pub(super) struct Read {
    key: Key,
    pub(super) options: ReadOptions,
    entity: &'static str,
}

impl Read {
    pub(super) fn of(operation: GetItem) -> Self {
        let GetItem { target, key, is_consistent, projection } = operation;
        let options = ReadOptions { is_consistent, projection };
        Self { key, options, entity: target.entity }
    }
}

/// What a request brought.
pub(super) struct Answer {
    /// The places that have an answer now; none where there is no item.
    pub(super) answered: Vec<(usize, Option<FoundItem>)>,
    /// The places that have none.
    pub(super) left: Vec<usize>,
    /// How many keys were asked for.
    pub(super) keys: usize,
    /// How many of them the service left unprocessed.
    pub(super) keys_left: usize,
    /// The first item that does not read, and who waited for it.
    pub(super) error: Option<(usize, Error)>,
}

/// Reads each item for all who wait for it.
struct Sink {
    chunk: Arc<Chunk>,
    now: SystemTime,
    /// By position.
    found: Vec<(usize, Found)>,
}

type Found = Vec<(usize, Result<Option<FoundItem>>)>;

impl ItemSink for Sink {
    fn begin(&mut self, _: usize) {
        self.found.clear();
    }

    fn item(&mut self, item: &mut ItemReader<'_>) -> Result<()> {
        self.item_of("", item)
    }

    fn item_of(&mut self, table: &str, item: &mut ItemReader<'_>) -> Result<()> {
        let entity = self.chunk.operation.entity;
        let position = self.chunk.index.find(table, &mut |name| item.key_value(name));
        let position = position.map_err(|source| Error::decode(entity, source))?;
        let Some(position) = position else {
            return Err(self.chunk.malformed("it has an item that was not asked for"));
        };
        let chunk = Arc::clone(&self.chunk);
        let found = chunk.waiting[position]
            .iter()
            .map(|waiting| (waiting.place, waiting.get.read(self.now, item)));
        self.found.push((position, found.collect()));
        Ok(())
    }
}
