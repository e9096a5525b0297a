//! The keys of what a chain finds, one by one.

use futures_util::StreamExt as _;

use super::purpose::Purpose;
use super::readers::{Readers, Told, Width};
use super::reading::Reading;
use super::source::Source;
use crate::builders::cursor::{Cursor, Fingerprint, Stand};
use crate::client::{Dynamo, Progress};
use crate::error::{Context, Error, InvalidRequest, Result};
use crate::model::TableSchema;
use crate::operation::Key;

type Open = Box<dyn FnOnce(&Dynamo, KeyOptions<'_>) -> Result<KeyFeed> + Send + Sync>;

/// A query or scan that is to be read for its keys.
pub(crate) struct KeyRead {
    open: Open,
}

/// How keys are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyOptions<'a> {
    /// Whether all items of a table, an index or an entity may be read.
    pub(crate) is_everything: bool,
    pub(crate) progress: Option<&'a Progress>,
}

/// The keys of the table, of the items that a query or scan finds. An item that has expired is among them.
pub(crate) struct KeyFeed {
    db: Dynamo,
    readers: Readers<()>,
    fingerprint: Fingerprint,
    context: Context,
    table: &'static TableSchema,
    /// Where it began.
    from: Option<Cursor>,
}

impl<Q: Source + Send + Sync + 'static, O: Send + 'static> Reading<Q, O> {
    pub(in crate::builders) fn into_keys(self) -> KeyRead {
        let mut keys = self.keys();
        keys.options.includes_expired = true;
        KeyRead { open: Box::new(move |db, options| keys.open(db, options)) }
    }
}

impl<Q: Source + Send + Sync + 'static> Reading<Q, ()> {
    fn open(self, db: &Dynamo, options: KeyOptions<'_>) -> Result<KeyFeed> {
        let (db, context) = (db.for_call().into_owned(), self.context(db));
        if !options.is_everything && self.source.is_whole() && self.options.filter.is_empty() {
            return Err(Error::InvalidRequest(Box::new(context), InvalidRequest::Unbounded));
        }
        let fingerprint = self.fingerprint(&db)?;
        let from = self.options.cursor.clone();
        let stand = match &from {
            Some(cursor) => Stand::After(fingerprint.position(&db, cursor)?),
            None => Stand::Beginning,
        };
        let told = Told { progress: options.progress.cloned(), ..Told::default() };
        let (options, table, reads) = (self.options.clone(), self.entities.table, db.clone());
        let begin = move |_, start| self.reader_from(&reads, Purpose::Keys, start);
        let (db, stands) = (db, vec![stand]);
        let readers = Readers::new(
            (db.clone(), context.clone()),
            Box::new(begin),
            stands,
            &options,
            Width(1),
            told,
        );
        Ok(KeyFeed { db, readers, fingerprint, context, table, from })
    }
}

impl KeyRead {
    /// Begins to read. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// What is wrong with the chain, and where everything would be read without having been asked for.
    pub(crate) fn open(self, db: &Dynamo, options: KeyOptions<'_>) -> Result<KeyFeed> {
        (self.open)(db, options)
    }
}

impl KeyFeed {
    /// The next key.
    pub(crate) async fn next(&mut self) -> Option<Result<Key>> {
        let position = match self.readers.next().await? {
            Ok((position, ())) => position,
            Err(error) => return Some(Err(error)),
        };
        Some(Ok(position.into_iter().filter(|(name, _)| self.table.is_key(name)).collect()))
    }

    /// Where to go on behind the keys that were handed over; none at the beginning.
    pub(crate) fn cursor(&self) -> Option<Cursor> {
        let position = self.readers.stands().find_map(Stand::position);
        let cursor = position.map(|position| self.fingerprint.cursor(&self.db, position));
        cursor.or_else(|| self.from.clone())
    }

    /// What is read.
    pub(crate) fn context(&self) -> &Context {
        &self.context
    }
}
