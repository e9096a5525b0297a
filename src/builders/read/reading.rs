//! A query or a scan as its builder holds it.

use std::marker::PhantomData;

use super::answer::Answer;
use super::options::Options;
use super::place::Place;
use super::purpose::Purpose;
use super::reader::Reader;
use super::recognize::after_reading;
use super::request::Request;
use super::setup_error::SetupError;
use super::source::Source;
use crate::builders::cursor::Fingerprint;
use crate::builders::explain::Explain;
use crate::client::Dynamo;
use crate::error::{Context, InvalidRequest, Result};
use crate::expression::{Predicate, is_one_of};
use crate::model::{DynamoModel, EntityOf, FromItem, Table, TableIndex};
use crate::operation::{Read, Select, Target};

/// What is read, how much of it, and as what.
pub(in crate::builders) struct Reading<Q, E, O = E> {
    pub(in crate::builders) source: Q,
    pub(in crate::builders) options: Options,
    pub(in crate::builders) answer: Answer<O>,
    entity: PhantomData<fn() -> E>,
}

impl<Q, E: FromItem> Reading<Q, E> {
    pub(in crate::builders) fn new(source: Q) -> Self {
        Self { source, options: Options::default(), answer: Answer::item(), entity: PhantomData }
    }
}

impl<Q, M: DynamoModel> Reading<Q, M> {
    /// The same items and others, as the entities of a registry.
    pub(in crate::builders) fn widen<R: FromItem>(self) -> Reading<Q, R>
    where
        M: EntityOf<R>,
    {
        let Self { source, options, .. } = self;
        Reading { source, options, answer: Answer::item(), entity: PhantomData }
    }
}

impl<Q: Clone, E, O> Clone for Reading<Q, E, O> {
    fn clone(&self) -> Self {
        Self {
            source: self.source.clone(),
            options: self.options.clone(),
            answer: self.answer.clone(),
            entity: PhantomData,
        }
    }
}

impl<Q: Source, E: FromItem, O> Reading<Q, E, O> {
    /// Renders the request of the first page.
    pub(in crate::builders) fn explain(&self) -> Explain {
        match self.request(Purpose::Items) {
            Ok(request) => Explain::read(&request),
            Err(error) => {
                Explain::error(Q::OPERATION, &error.into_error(Context::of_entity(E::NAME)))
            }
        }
    }

    pub(super) fn context(&self, db: &Dynamo) -> Context {
        let index = self.source.place().ok().and_then(|place| place.index).map(TableIndex::name);
        Context::new(Q::OPERATION, db.table_name::<E>(), E::NAME).index(index)
    }

    pub(super) fn place(&self) -> Result<Place, SetupError> {
        match &self.options.error {
            Some(error) => Err(error.clone()),
            None => self.source.place(),
        }
    }

    /// The request of the first page.
    fn request(&self, purpose: Purpose) -> Result<Request, SetupError> {
        let place = self.place()?;
        let options = &self.options;
        self.source.request(Read {
            target: Target { table: place.table, entity: E::NAME },
            index: place.index.map(TableIndex::name),
            filter: Self::entity_filter(&place, purpose),
            is_consistent: options.is_consistent,
            select: Self::select(&place, purpose)?,
            limit: match purpose {
                Purpose::Items => options.page_size.or(options.limit),
                Purpose::Count | Purpose::CountByKey => options.page_size,
            },
            start: None,
        })
    }

    fn select(place: &Place, purpose: Purpose) -> Result<Select, SetupError> {
        Ok(match (purpose, place.index) {
            (Purpose::Count, _) => Select::Count,
            (Purpose::CountByKey, _) => Select::Attributes(place.position_names()),
            (Purpose::Items, Some(index)) if !place.holds_whole(E::ENTITIES) => {
                // DynamoDB reads the rest of a local index's items from the table; of a global one it cannot.
                if index.is_global() {
                    return Err(InvalidRequest::PartialIndex(index.name()).into());
                }
                Select::Whole
            }
            (Purpose::Items, _) => Select::Held,
        })
    }

    /// Asks for the entity's own items, where a filter may name the discriminator. A registry sees every item, to count
    /// what it passes over; only its count has none to look at.
    fn entity_filter(place: &Place, purpose: Purpose) -> Option<Predicate> {
        let discriminator = place.table.discriminator_attribute()?;
        let is_filtered = E::MODEL.is_some() || (E::SKIPS_UNKNOWN && purpose == Purpose::Count);
        (is_filtered && place.can_filter(discriminator))
            .then(|| is_one_of(E::ENTITIES, discriminator))
    }

    /// What the cursors are bound to.
    pub(super) fn fingerprint(&self, db: &Dynamo) -> Result<Fingerprint> {
        let fingerprint = || -> Result<Fingerprint, SetupError> {
            let table = db.physical_name(<E::Table as Table>::SCHEMA);
            Ok(Fingerprint::new(&table, &self.place()?, &self.request(Purpose::Count)?))
        };
        fingerprint().map_err(|error| error.into_error(self.context(db)))
    }

    pub(super) fn reader(&self, db: &Dynamo, purpose: Purpose) -> Result<Reader<O>>
    where
        O: Send + 'static,
    {
        let context = self.context(db);
        let refused = |error: SetupError| error.into_error(context.clone());
        let mut request = self.request(purpose).map_err(refused)?;
        if let Some(cursor) = &self.options.cursor {
            request.read_mut().start = Some(self.fingerprint(db)?.position(cursor)?);
        }
        let place = self.place().map_err(refused)?;
        let position = place.position_names();
        let mut reader = Reader::new(request, self.answer.clone(), context, position);
        reader.recognize = after_reading::<E>(&place);
        reader.page_size = self.options.page_size;
        reader.max_pages = self.options.max_pages;
        Ok(reader)
    }
}
