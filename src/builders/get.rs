//! Reads by key.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::get_item::builders::GetItemFluentBuilder;

use super::sinks::One;
use super::{Explain, key};
use crate::client::{Customize, Dynamo};
use crate::error::{Context, Error, KeyError, Rejection, Result};
use crate::model::{DynamoModel, EntityOf, FromItem, KeyOf, PartsOf, Table};
use crate::operation::{GetItem, Key, Target};

/// Reads one item by its key. Made by [`ModelOps::get`](crate::ModelOps::get).
///
/// A read is eventually consistent unless [`consistent_read`](Get::consistent_read) says otherwise: it may miss writes
/// of the last moments. See [GetItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html).
#[must_use = "a get sends nothing until `.send(&db)`"]
pub struct Get<E> {
    key: Result<Key, KeyError>,
    is_consistent: bool,
    customize: Option<Customize<GetItemFluentBuilder>>,
    returns: PhantomData<fn() -> E>,
}

impl<M: DynamoModel> Get<M> {
    pub(super) fn new<K: KeyOf<M, PartsOf<M>>>(key: K) -> Self {
        Self {
            key: key::primary::<M, K>(key),
            is_consistent: false,
            customize: None,
            returns: PhantomData,
        }
    }

    /// Reads the item as an entity of a [`register!`](crate::register) enum.
    pub fn widen<R: FromItem>(self) -> Get<R>
    where
        M: EntityOf<R>,
    {
        let Self { key, is_consistent, customize, .. } = self;
        Get { key, is_consistent, customize, returns: PhantomData }
    }
}

impl<E: FromItem> Get<E> {
    /// Reads every write that succeeded before this read, at twice the read capacity.
    pub fn consistent_read(mut self) -> Self {
        self.is_consistent = true;
        self
    }

    /// Changes the SDK's request before it is sent.
    pub fn customize(
        mut self,
        edit: impl Fn(GetItemFluentBuilder) -> GetItemFluentBuilder + Send + Sync + 'static,
    ) -> Self {
        self.customize = Some(Arc::new(edit));
        self
    }

    /// Reads the item, or `None` when there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Key`] when a part is no key part; [`Error::WrongEntity`] when another entity's item is under the key;
    /// [`Error::Decode`] when the item does not fit; and what the request meets.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let product: Option<Product> = Product::get("tea").send(&db).await?;
    /// assert_eq!(product.map(|product| product.price), Some(450));
    /// assert!(Product::get("salt").send(&db).await?.is_none());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send(self, db: &Dynamo) -> Result<Option<E>> {
        let context = Context::new("GetItem", db.table_name::<E>(), E::NAME);
        let operation = self.operation().map_err(|error| error.in_context(&context))?;
        let sink = db.get_item(&operation, self.customize.as_ref(), One::<E>::new()).await?;
        Ok(sink.into_item())
    }

    /// Reads the item, which has to be there.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is none; else as [`send`](Get::send).
    pub async fn one(self, db: &Dynamo) -> Result<E> {
        let context = Context::new("GetItem", db.table_name::<E>(), E::NAME);
        let found = self.send(db).await?;
        found.ok_or_else(|| Error::NotFound(Box::new(Rejection::read(context, None))))
    }

    /// Renders the request without sending it.
    #[must_use]
    pub fn explain(&self) -> Explain {
        match self.operation() {
            Ok(operation) => Explain::get_item(&operation),
            Err(error) => Explain::error("GetItem", &error),
        }
    }

    fn operation(&self) -> Result<GetItem> {
        let key = self.key.clone().map_err(|source| Error::key(E::NAME, source))?;
        let target = Target { table: <E::Table as Table>::SCHEMA, entity: E::NAME };
        Ok(GetItem { target, key, is_consistent: self.is_consistent })
    }
}

impl<E: FromItem> fmt::Debug for Get<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Get").field(&self.explain()).finish()
    }
}
