//! Writes of whole items.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;

use super::Explain;
use super::refusal::refusal;
use super::sinks::{Nowhere, One};
use super::verb::{self, Nothing, OldItem, ReturnsOld, Verb};
use crate::client::{Customize, Dynamo, ItemSink, Written};
use crate::error::{Context, Result};
use crate::model::{DynamoModel, Table, encode_item};
use crate::operation::{PutItem, Target};

/// Puts one item. Made by [`save`](crate::ModelOps::save), [`create`](crate::ModelOps::create) and
/// [`replace`](crate::ModelOps::replace).
///
/// The item comes back from [`send`](Put::send); an error gives it back by [`Error::into_input`](crate::Error::into_input).
/// See [PutItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html).
#[must_use = "a put sends nothing until `.send(&db)`"]
pub struct Put<M, V, A = Nothing> {
    item: M,
    customize: Option<Customize<PutItemFluentBuilder>>,
    marker: PhantomData<fn() -> (V, A)>,
}

impl<M: DynamoModel, V: Verb> Put<M, V> {
    pub(super) fn new(mut item: M) -> Self {
        item.fill();
        Self { item, customize: None, marker: PhantomData }
    }

    /// Also answers the item that was there before.
    pub fn returning_old(self) -> Put<M, V, OldItem> {
        Put { item: self.item, customize: self.customize, marker: PhantomData }
    }

    /// Writes the item and answers it.
    ///
    /// # Errors
    ///
    /// [`Error::ConditionFailed`](crate::Error::ConditionFailed) when a `create` meets an item, [`Error::NotFound`](crate::Error::NotFound) when a `replace` meets none,
    /// [`Error::WrongEntity`](crate::Error::WrongEntity) when another entity's item is under the key; [`Error::Encode`](crate::Error::Encode) and [`Error::Key`](crate::Error::Key) when the item
    /// cannot be written; and what the request meets.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let salt = Product { sku: "salt".into(), price: 90 }.create().send(&db).await?;
    /// let (salt, old) = Product { price: 95, ..salt }.save().returning_old().send(&db).await?;
    /// assert_eq!((salt.price, old.map(|old| old.price)), (95, Some(90)));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send(self, db: &Dynamo) -> Result<M> {
        self.put(db, Nowhere).await.map(|(item, _)| item)
    }
}

impl<M: DynamoModel, V: Verb> Put<M, V, OldItem> {
    /// Writes the item; answers it and the item that was there before.
    ///
    /// # Errors
    ///
    /// As without `returning_old`; and [`Error::Decode`](crate::Error::Decode) when the old item does not fit, after the write was applied.
    pub async fn send(self, db: &Dynamo) -> Result<(M, Option<M>)> {
        self.put(db, One::<M>::new()).await.map(|(item, old)| (item, old.into_item()))
    }
}

impl<M: DynamoModel, V: Verb, A: ReturnsOld> Put<M, V, A> {
    /// The item as it will be written: generated ids are filled.
    #[must_use]
    pub fn item(&self) -> &M {
        &self.item
    }

    /// Changes the SDK's request before it is sent. The item itself is not in it: it is put into the body as bytes.
    pub fn customize(
        mut self,
        edit: impl Fn(PutItemFluentBuilder) -> PutItemFluentBuilder + Send + Sync + 'static,
    ) -> Self {
        self.customize = Some(Arc::new(edit));
        self
    }

    /// Renders the request without sending it.
    #[must_use]
    pub fn explain(&self) -> Explain {
        match self.operation() {
            Ok(operation) => Explain::put_item(&operation),
            Err(error) => Explain::error("PutItem", &error),
        }
    }

    fn operation(&self) -> Result<PutItem> {
        let (schema, table) = (M::SCHEMA, <M::Table as Table>::SCHEMA);
        Ok(PutItem {
            target: Target { table, entity: schema.name() },
            item: encode_item(&self.item)?,
            condition: verb::condition::<V>(schema, table),
            returns_old: A::RETURNS_OLD,
        })
    }

    async fn put<S: ItemSink>(self, db: &Dynamo, sink: S) -> Result<(M, S)> {
        let written = match self.operation() {
            Ok(operation) => db.put_item(&operation, self.customize.as_ref(), sink).await,
            Err(error) => Err(error),
        };
        let mut error = match written {
            Ok(Written::Applied(sink)) => return Ok((self.item, sink)),
            Ok(Written::Refused(rejection)) => refusal::<M>(rejection),
            Err(error) => {
                error.in_context(&Context::new("PutItem", db.table_name::<M>(), M::SCHEMA.name()))
            }
        };
        if let Some(context) = error.context_mut() {
            context.set_input(self.item);
        }
        Err(error)
    }
}

impl<M: DynamoModel, V: Verb, A: ReturnsOld> fmt::Debug for Put<M, V, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Put").field(&self.explain()).finish()
    }
}
