//! The requests of a query or scan.

use std::sync::Arc;

use super::filter;
use super::place::Place;
use super::projection::projected;
use super::purpose::Purpose;
use super::reader::Reader;
use super::reading::Reading;
use super::request::Request;
use super::setup_error::SetupError;
use super::source::Source;
use super::tell::{Keep, Tell};
use super::ttl::{Sight, Ttl};
use crate::builders::cursor::{Cursor, Fingerprint};
use crate::client::Dynamo;
use crate::error::{InvalidRequest, Result};
use crate::expression::{Predicate, is_one_of};
use crate::model::{StoredKeys, TableIndex};
use crate::operation::{Key, Read, Select, Target};
use crate::value::DocumentPath;

impl<Q: Source, O> Reading<Q, O> {
    /// The request of the first page.
    pub(super) fn request(
        &self,
        purpose: Purpose,
        ttl: Option<&Ttl>,
    ) -> Result<Request, SetupError> {
        let place = self.place()?;
        let options = &self.options;
        let mut request = self.source.request(Read {
            target: Target { table: place.table, entity: self.entities.name },
            index: place.index.map(TableIndex::name),
            filter: None,
            is_consistent: options.is_consistent,
            select: self.selected(&place, purpose, ttl)?,
            limit: None,
            start: None,
            is_sent_once: false,
        })?;
        let caller = options.filter.predicate(&place, request.key())?;
        let asks_for_limit = purpose == Purpose::Items && caller.is_true();
        let own = self.own_filter(&place, purpose, ttl);
        let filter = filter::whole(own, caller, request.key())?;
        let read = request.read_mut();
        read.filter = filter;
        read.limit = options.page_size.or(options.limit.filter(|_| asks_for_limit));
        Ok(request)
    }

    /// Asks for the entity's own items, where a filter may name the discriminator, and for those that have not expired.
    /// A registry sees every item, to count what it passes over; only its count has none to look at.
    fn own_filter(&self, place: &Place, purpose: Purpose, ttl: Option<&Ttl>) -> Predicate {
        let entities = &self.entities;
        let is_told = entities.is_model || (entities.skips_unknown && purpose != Purpose::Items);
        let entity = match place.table.discriminator_attribute() {
            Some(name) if is_told && place.can_filter(name) => is_one_of(&entities.schemas, name),
            _ => Predicate::Constant(true),
        };
        match ttl {
            Some(ttl) if ttl.sight(place) == Sight::Filter => entity.and(ttl.filter(place)),
            _ => entity,
        }
    }

    /// What a count has to read: nothing where DynamoDB's filter tells all.
    pub(super) fn count_purpose(&self, place: &Place, ttl: Option<&Ttl>) -> Purpose {
        let is_told = !self.entities.is_model || place.tells_entity();
        let is_seen = ttl.is_none_or(|ttl| ttl.sight(place) != Sight::Items);
        if is_told && is_seen { Purpose::Count } else { Purpose::Keys }
    }

    fn selected(
        &self,
        place: &Place,
        purpose: Purpose,
        ttl: Option<&Ttl>,
    ) -> Result<Select, SetupError> {
        match (purpose, &self.output.selected, place.index) {
            (Purpose::Count, _, _) => Ok(Select::Count),
            (Purpose::Keys, _, _) => Ok(Self::attributes(place, Vec::new(), purpose, ttl)),
            (Purpose::Items, Some(paths), index) => {
                let global = index.filter(|index| index.is_global());
                for path in paths {
                    if let Some(index) = global
                        && !place.holds(path.first_name())
                    {
                        let (attribute, index) = (path.first_name().to_owned(), index.name());
                        return Err(InvalidRequest::NotProjected { attribute, index }.into());
                    }
                }
                Ok(Self::attributes(place, paths.clone(), purpose, ttl))
            }
            (Purpose::Items, None, Some(index)) if !place.holds_whole(&self.entities.schemas) => {
                // DynamoDB reads the rest of a local index's items from the table; of a global one it cannot.
                if index.is_global() {
                    return Err(InvalidRequest::PartialIndex(index.name()).into());
                }
                Ok(Select::Whole)
            }
            (Purpose::Items, None, _) => Ok(Select::Held),
        }
    }

    /// These attributes, and what the mapper looks at: the position, the discriminator and the TTL.
    fn attributes(
        place: &Place,
        mut paths: Vec<DocumentPath>,
        purpose: Purpose,
        ttl: Option<&Ttl>,
    ) -> Select {
        paths.extend(place.position_names().into_iter().map(DocumentPath::new));
        if Tell::of(place, purpose.fetches(place)) == Tell::Name {
            paths.extend(place.table.discriminator_attribute().map(DocumentPath::new));
        }
        let ttl = ttl.filter(|ttl| ttl.sight(place) != Sight::Nowhere);
        paths.extend(ttl.map(|ttl| DocumentPath::new(ttl.attribute)));
        // Of a local index, DynamoDB reads the others from the table: that costs the whole item anyway.
        if paths.iter().all(|path| place.holds(path.first_name())) {
            Select::Attributes(projected(paths))
        } else {
            Select::Whole
        }
    }

    /// What tells after reading whether an item is answered; none where DynamoDB filters, or where all are wanted.
    fn keep(&self, place: &Place, purpose: Purpose, ttl: Option<Ttl>) -> Option<Keep> {
        let tell = Tell::of(place, purpose.fetches(place));
        // A whole item tells its entity when it is decoded.
        let is_told = self.output.selected.is_none() || purpose != Purpose::Items;
        let asks_entity = self.entities.is_model && (!is_told || !place.tells_entity());
        let ttl = ttl.filter(|ttl| ttl.sight(place) != Sight::Nowhere);
        if !asks_entity && ttl.is_none() {
            return None;
        }
        let entities = self.entities.clone();
        Some(Arc::new(move |item| {
            if asks_entity && !tell.is_one_of(entities.table, &entities.schemas, item)? {
                return Ok(false);
            }
            match &ttl {
                Some(ttl) => ttl.has_come(tell, item).map(|has_come| !has_come),
                None => Ok(true),
            }
        }))
    }

    /// What the cursors are bound to.
    pub(in crate::builders) fn fingerprint(&self, db: &Dynamo) -> Result<Fingerprint> {
        let fingerprint = || -> Result<Fingerprint, SetupError> {
            let table = db.physical_name(self.entities.table);
            let (place, request) = (self.place()?, self.request(Purpose::Count, None)?);
            let filter = self.options.filter.predicate(&place, request.key())?;
            Ok(Fingerprint::new(&table, &place, &request, &self.options.contexts, &filter))
        };
        fingerprint().map_err(|error| error.into_error(self.context(db)))
    }

    /// The cursor after an item of this read.
    pub(in crate::builders) fn cursor_of(
        &self,
        db: &Dynamo,
        item: &impl StoredKeys,
    ) -> Result<Cursor> {
        let fingerprint = self.fingerprint(db)?;
        let keys = item.stored_keys().map_err(|error| error.in_context(&self.context(db)))?;
        Ok(fingerprint.cursor(db, &fingerprint.after(&keys)?))
    }

    /// The reader of the first page and those behind it.
    pub(super) fn reader(&self, db: &Dynamo, purpose: Purpose) -> Result<Reader<O>>
    where
        O: Send + 'static,
    {
        let start = match &self.options.cursor {
            Some(cursor) => Some(self.fingerprint(db)?.position(db, cursor)?),
            None => None,
        };
        self.reader_from(db, purpose, start)
    }

    /// The reader of the pages behind a position.
    pub(super) fn reader_from(
        &self,
        db: &Dynamo,
        purpose: Purpose,
        start: Option<Key>,
    ) -> Result<Reader<O>>
    where
        O: Send + 'static,
    {
        let context = self.context(db);
        let refused = |error: SetupError| error.into_error(context.clone());
        let ttl = self.ttl(db.now());
        let mut request = self.request(purpose, ttl.as_ref()).map_err(refused)?;
        request.read_mut().start = start;
        let place = self.place().map_err(refused)?;
        let mut reader = Reader::new(request, self.output.clone(), context, place.position_names());
        reader.keep = self.keep(&place, purpose, ttl);
        reader.page_size = self.options.page_size;
        reader.max_pages = self.options.max_pages;
        Ok(reader)
    }
}
