//! Why a write was refused, by what the table holds; and the items in an error, by type.

use std::any::Any;

use crate::codec::ItemReader;
use crate::error::{Error, Rejection, Result};
use crate::model::{DynamoModel, Table, decode, entity_name};

/// The cause of a refused write, in the order of the design: no item, another entity, else the condition.
pub(super) fn refusal<M: DynamoModel>(rejection: Box<Rejection>) -> Error {
    let Some(current) = rejection.current_item() else {
        return Error::NotFound(rejection);
    };
    if <M::Table as Table>::SCHEMA.discriminator_attribute().is_some() {
        let entity = ItemReader::from_raw(current).ok().and_then(|mut item| {
            entity_name::<M::Table>(&mut item).ok().flatten().map(|name| M::SCHEMA.is_named(&name))
        });
        if entity != Some(true) {
            return Error::WrongEntity(rejection);
        }
    }
    Error::ConditionFailed(rejection)
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
        let (Self::NotFound(rejection)
        | Self::WrongEntity(rejection)
        | Self::ConditionFailed(rejection)) = self
        else {
            return Ok(None);
        };
        let Some(current) = rejection.current_item() else {
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
