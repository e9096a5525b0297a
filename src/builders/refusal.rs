//! Why a write was refused, by what the table holds; and the items in an error, by type.

use std::any::Any;

use crate::codec::ItemReader;
use crate::error::{Error, Outcome, Rejection, Result};
use crate::expression::Guards;
use crate::model::{DynamoModel, Table, decode, entity_name};
use crate::value::{KeyValue, Number, RawItem};

/// What a refused write had asked of the item.
pub(super) struct Asked<'a> {
    pub(super) guards: &'a Guards,
    /// The version that the item had to have, where one was checked.
    pub(super) version: Option<u64>,
    /// An expired item is an error of its own: it was to be merged with.
    pub(super) is_upsert: bool,
}

/// The cause of a refused write, in this order: no item, another entity, an expired item, another version, else the
/// condition.
pub(super) fn refusal<M: DynamoModel>(rejection: Box<Rejection>, asked: &Asked<'_>) -> Error {
    if rejection.context().outcome() == Outcome::Unknown {
        return Error::OutcomeUnknown(rejection);
    }
    let Some(current) = rejection.current_item() else {
        return Error::NotFound(rejection);
    };
    if !is_entity::<M>(current) {
        return Error::WrongEntity(rejection);
    }
    if is_expired(current, asked.guards) {
        return if asked.is_upsert {
            Error::Expired(rejection)
        } else {
            Error::NotFound(rejection)
        };
    }
    let is_other_version = asked.version.is_some_and(|version| {
        let attribute = asked.guards.schema.version_attribute();
        number(current, attribute).unwrap_or(Number::from(0_u64)) != Number::from(version)
    });
    if is_other_version {
        return Error::VersionConflict(rejection);
    }
    Error::ConditionFailed(rejection)
}

fn is_entity<M: DynamoModel>(item: &RawItem) -> bool {
    if <M::Table as Table>::SCHEMA.discriminator_attribute().is_none() {
        return true;
    }
    let name = ItemReader::from_raw(item).ok().and_then(|mut item| {
        entity_name::<M::Table>(&mut item).ok().flatten().map(|name| M::SCHEMA.is_named(&name))
    });
    name == Some(true)
}

fn is_expired(item: &RawItem, guards: &Guards) -> bool {
    number(item, guards.schema.ttl_attribute()).is_some_and(|ttl| ttl <= guards.now)
}

fn number(item: &RawItem, attribute: Option<&str>) -> Option<Number> {
    match item.get(attribute?).map(KeyValue::try_from) {
        Some(Ok(KeyValue::N(number))) => Some(number),
        _ => None,
    }
}

impl Error {
    /// The item in the table that made a write fail, if there is one.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the item does not fit `M`, which another entity's item need not;
    /// [`Rejection::current_item`] has it as it is stored.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let again = Product { sku: "tea".into(), price: 500 };
    /// let error = again.create().send(&db).await.expect_err("there is tea already");
    /// assert!(error.is_condition_failed());
    /// assert_eq!(error.current::<Product>()?.map(|there| there.price), Some(450));
    /// assert_eq!(error.into_input::<Product>()?.price, 500);
    /// # Ok(())
    /// # }
    /// ```
    pub fn current<M: DynamoModel>(&self) -> Result<Option<M>> {
        let Some(current) = self.rejection().and_then(Rejection::current_item) else {
            return Ok(None);
        };
        let mut item = ItemReader::from_raw(current)
            .map_err(|source| Self::decode(M::SCHEMA.name(), source))?;
        decode(&mut item).map(Some)
    }

    /// The item handed to the write that failed, as it was handed over.
    ///
    /// # Errors
    ///
    /// This error itself, when it is of no write, or of a write of something else than `M`.
    pub fn into_input<M: Any + Send + Sync>(mut self) -> Result<M> {
        match self.context_mut().and_then(crate::error::Context::take_input) {
            Some(input) => Ok(input),
            None => Err(self),
        }
    }
}
