//! A query or a scan as its builder holds it.

use std::marker::PhantomData;
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
use crate::model::{DynamoModel, EntityOf, FromItem, TableIndex};

/// What is read, how much of it, and as what.
pub(in crate::builders) struct Reading<Q, E, O = E> {
    pub(in crate::builders) source: Q,
    pub(in crate::builders) options: Options,
    pub(super) output: Output<O>,
    entity: PhantomData<fn() -> E>,
}

impl<Q, E: FromItem> Reading<Q, E> {
    pub(in crate::builders) fn new(source: Q) -> Self {
        let output = Output::item();
        Self { source, options: Options::default(), output, entity: PhantomData }
    }

    /// The same items, of which some attributes are read.
    pub(in crate::builders) fn select<A: Selection<E>>(
        self,
        attributes: A,
    ) -> Reading<Q, E, A::Output> {
        let Self { source, mut options, .. } = self;
        let mut paths = Vec::new();
        if let Err(error) = attributes.add_paths(&mut paths) {
            options.refuse(InvalidRequest::Expression(ExpressionError::Path(error)));
        }
        let output = Output::selection::<E, A>(attributes, paths);
        Reading { source, options, output, entity: PhantomData }
    }
}

impl<Q, M: DynamoModel> Reading<Q, M> {
    /// The same items and others, as the entities of a registry.
    pub(in crate::builders) fn widen<R: FromItem>(self) -> Reading<Q, R>
    where
        M: EntityOf<R>,
    {
        let Self { source, options, .. } = self;
        Reading { source, options, output: Output::item(), entity: PhantomData }
    }
}

impl<Q: Clone, E, O> Clone for Reading<Q, E, O> {
    fn clone(&self) -> Self {
        Self {
            source: self.source.clone(),
            options: self.options.clone(),
            output: self.output.clone(),
            entity: PhantomData,
        }
    }
}

impl<Q: Source, E: FromItem, O> Reading<Q, E, O> {
    pub(in crate::builders) fn filter(&mut self, condition: impl IntoCondition<E>) {
        if let Some(condition) = condition.into_scoped() {
            self.options.filter.add(condition);
        }
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

    /// The TTL by which items are hidden.
    pub(super) fn ttl(&self, now: SystemTime) -> Option<Ttl> {
        if self.options.includes_expired { None } else { Ttl::of::<E>(epoch_seconds(now)) }
    }
}
