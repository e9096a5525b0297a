//! A query or a scan as its builder holds it.

use std::time::SystemTime;

use super::options::Options;
use super::output::Output;
use super::place::Place;
use super::purpose::Purpose;
use super::setup_error::SetupError;
use super::source::Source;
use super::ttl::{Sight, Ttl};
use crate::builders::explain::Explain;
use crate::builders::lint::Lint;
use crate::builders::select::Selection;
use crate::builders::write::{EXPLAINED, epoch_seconds};
use crate::client::Dynamo;
use crate::error::{Context, ExpressionError, InvalidRequest, Result};
use crate::expression::IntoCondition;
use crate::model::{Decoded, DynamoModel, Entities, EntityOf, FromItem, TableIndex};

/// What is read, how much of it, and as what.
pub(in crate::builders) struct Reading<Q, O> {
    pub(in crate::builders) source: Q,
    pub(in crate::builders) options: Options,
    pub(super) entities: Entities,
    pub(super) output: Output<O>,
}

impl<Q, E: FromItem> Reading<Q, E> {
    /// The same items, of which some attributes are read.
    pub(in crate::builders) fn select<A: Selection<E>>(
        self,
        attributes: A,
    ) -> Reading<Q, A::Output> {
        let Self { source, mut options, entities, .. } = self;
        let mut paths = Vec::new();
        if let Err(error) = attributes.add_paths(&mut paths) {
            options.refuse(InvalidRequest::Expression(ExpressionError::Path(error)));
        }
        let output = Output::selection::<E, A>(attributes, paths);
        Reading { source, options, entities, output }
    }
}

impl<Q, M: DynamoModel> Reading<Q, M> {
    /// The same items and others, as the entities of a registry.
    pub(in crate::builders) fn widen<R: FromItem>(self) -> Reading<Q, R>
    where
        M: EntityOf<R>,
    {
        let Self { source, options, .. } = self;
        Reading { source, options, entities: Entities::of::<R>(), output: Output::item() }
    }
}

impl<Q, O> Reading<Q, O> {
    /// The same items, of which nothing but the position is read.
    pub(super) fn keys(self) -> Reading<Q, ()> {
        let Self { source, options, entities, .. } = self;
        let output = Output::decoded(entities.name, |_| Ok(Decoded::Item(())));
        Reading { source, options, entities, output }
    }

    pub(in crate::builders) fn new(source: Q, entities: Entities, output: Output<O>) -> Self {
        Self { source, options: Options::default(), entities, output }
    }
}

impl<Q: Clone, O> Clone for Reading<Q, O> {
    fn clone(&self) -> Self {
        Self {
            source: self.source.clone(),
            options: self.options.clone(),
            entities: self.entities.clone(),
            output: self.output.clone(),
        }
    }
}

impl<Q: Source, O> Reading<Q, O> {
    pub(in crate::builders) fn filter<E>(&mut self, condition: impl IntoCondition<E>) {
        let Some(condition) = condition.into_scoped() else { return };
        // A registry made at run time takes the conditions of every model.
        if let Some(entity) = condition.entity.filter(|entity| !self.entities.has(entity)) {
            self.options.refuse(InvalidRequest::NotRegistered(entity.name()));
        }
        self.options.filter.add(condition);
    }

    /// Renders the request of the first page.
    pub(in crate::builders) fn explain(&self) -> Explain {
        let ttl = self.ttl(EXPLAINED);
        let request = self.request(Purpose::Items, ttl.as_ref());
        match request.and_then(|request| Ok((request, self.place()?))) {
            Ok((request, place)) => {
                let explain = Explain::read(&request);
                match ttl.filter(|ttl| ttl.sight(&place) == Sight::Nowhere) {
                    Some(_) => explain.lint(Lint::ExpiredItemsShow),
                    None => explain,
                }
            }
            Err(error) => Explain::error(
                Q::OPERATION,
                &error.into_error(Context::of_entity(self.entities.name)),
            ),
        }
    }

    pub(super) fn context(&self, db: &Dynamo) -> Context {
        let index = self.source.place().ok().and_then(|place| place.index).map(TableIndex::name);
        let table = db.physical_name(self.entities.table).into_owned();
        Context::new(Q::OPERATION, table, self.entities.name).index(index)
    }

    pub(super) fn place(&self) -> Result<Place, SetupError> {
        match &self.options.error {
            Some(error) => Err(error.clone()),
            None => self.source.place(),
        }
    }

    /// The TTL by which items are hidden.
    pub(super) fn ttl(&self, now: SystemTime) -> Option<Ttl> {
        if self.options.includes_expired {
            None
        } else {
            Ttl::of(&self.entities, epoch_seconds(now))
        }
    }
}
