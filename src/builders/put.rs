//! Writes of whole items.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;

use super::Explain;
use super::read::{Keep, Output, Tell};
use super::refusal::{Asked, refusal};
use super::sinks::{Nowhere, One};
use super::told::{Added, Told};
use super::verb::{self, Nothing, OldItem, ReturnsOld, Verb};
use super::write::{self, Conditions, EXPLAINED};
use crate::client::{Customize, Dynamo, ItemSink, Written};
use crate::codec::ItemReader;
use crate::error::{Error, Outcome, Rejection, Result};
use crate::expression::{Guards, IntoCondition, Placeholders};
use crate::model::{DynamoModel, Table, Undo, check_size, encode_item, item_size, with_attributes};
use crate::operation::{PutItem, Target};
use crate::value::{ItemSize, KeyValue};

/// Puts one item. Made by [`save`](crate::ModelOps::save), [`create`](crate::ModelOps::create) and
/// [`replace`](crate::ModelOps::replace).
///
/// The item comes back from [`send`](Put::send), with its new version and times; an error gives it back as it was, by
/// [`Error::into_input`](crate::Error::into_input). A put replaces the whole item: attributes that the model does not know are
/// gone, where [`upsert`](crate::ModelOps::upsert) keeps them.
///
/// With a version, `save` and `replace` write only over the version that the item has: 0 is an item that was never stored. An
/// item whose TTL has passed counts as none: `create` takes its place, at version 1. See
/// [PutItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = baskets().await?;
/// let (mine, theirs) = (Basket::get("ann").one(&db).await?, Basket::get("ann").one(&db).await?);
/// let mine = Basket { points: 20, ..mine }.save().send(&db).await?;
/// assert_eq!(mine.version, 2);
///
/// let error = Basket { points: 0, ..theirs }.save().send(&db).await.expect_err("another was faster");
/// assert!(matches!(error, dynamorph::Error::VersionConflict(_)));
/// assert_eq!(error.current::<Basket>()?, Some(mine));
/// # Ok(())
/// # }
/// ```
#[must_use = "a put sends nothing until `.send(&db)`"]
pub struct Put<M, V, A = Nothing> {
    pub(super) item: M,
    /// The attribute of an id that was made for the item.
    filled: Option<&'static str>,
    pub(super) conditions: Conditions,
    pub(super) customize: Option<Customize<PutItemFluentBuilder>>,
    marker: PhantomData<fn() -> (V, A)>,
}

impl<M: DynamoModel, V: Verb> Put<M, V> {
    pub(super) fn new(mut item: M) -> Self {
        let filled = item.fill();
        Self { item, filled, conditions: Conditions::NONE, customize: None, marker: PhantomData }
    }

    /// Also answers the item that was there before. An expired one of another entity is none.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// let (tea, old) = Product { sku: "tea".into(), price: 500 }.save().returning_old().send(&db).await?;
    /// assert_eq!((tea.price, old.map(|old| old.price)), (500, Some(450)));
    /// # Ok(()) }
    /// ```
    pub fn returning_old(self) -> Put<M, V, OldItem> {
        let Self { item, filled, conditions, customize, .. } = self;
        Put { item, filled, conditions, customize, marker: PhantomData }
    }

    /// Writes the item and answers it.
    ///
    /// # Errors
    ///
    /// [`Error::ConditionFailed`](crate::Error::ConditionFailed) when a `create` meets an item or the caller's condition does not hold,
    /// [`Error::NotFound`](crate::Error::NotFound) when a `replace`, or a `save` of a version above 0, meets none or an expired one,
    /// [`Error::WrongEntity`](crate::Error::WrongEntity) when another entity's item is under the key,
    /// [`Error::VersionConflict`](crate::Error::VersionConflict) when the item has another version than this one;
    /// [`Error::Encode`](crate::Error::Encode), [`Error::Key`](crate::Error::Key) and [`Error::InvalidRequest`](crate::Error::InvalidRequest) when the item or the condition cannot
    /// be sent; and what the request meets. The item in the error is as it was handed over: its version has not grown.
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
        self.put(db, || Nowhere).await.map(|(item, _)| item)
    }
}

impl<M: DynamoModel, V: Verb> Put<M, V, OldItem> {
    /// Writes the item; answers it and the item that was there before.
    ///
    /// # Errors
    ///
    /// As without `returning_old`; and [`Error::Decode`](crate::Error::Decode) when the old item does not fit, after the write was applied.
    pub async fn send(self, db: &Dynamo) -> Result<(M, Option<M>)> {
        // What has expired may be of another entity, of which there is nothing to answer.
        let keep: Keep = Arc::new(|item| {
            let table = <M::Table as Table>::SCHEMA;
            Tell::of_whole(table).is_one_of(table, &[M::SCHEMA], item)
        });
        let old = || One::of(Output::item(), Some(Arc::clone(&keep)));
        self.put(db, old).await.map(|(item, old)| (item, old.into_item()))
    }
}

impl<M: DynamoModel, V: Verb, A: ReturnsOld> Put<M, V, A> {
    /// The item as it will be written: generated ids are filled.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamorph::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # use uuid::Uuid;
    /// #[derive(Debug, Default, Serialize, Deserialize, DynamoModel)]
    /// #[dynamo(table = "tickets")]
    /// struct Ticket {
    ///     #[dynamo(partition_key, auto)]
    ///     id: Uuid,
    ///     title: String,
    /// }
    /// let create = Ticket { title: "Leak".into(), ..Ticket::default() }.create();
    /// assert!(!create.item().id.is_nil()); // known before anything is sent
    /// ```
    #[must_use]
    pub fn item(&self) -> &M {
        &self.item
    }

    /// Adds a condition: the item in the table has to satisfy it too. Conditions add up, and `None` adds nothing.
    ///
    /// A condition on an attribute of the item is false where there is no item, but for `ne` and `not_exists`.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let cheaper = Product { sku: "tea".into(), price: 400 };
    /// let error = cheaper.replace().condition(Product::PRICE.lt(300)).send(&db).await.expect_err("tea costs 450");
    /// assert!(matches!(error, dynamorph::Error::ConditionFailed(_)));
    /// # Ok(())
    /// # }
    /// ```
    pub fn condition(mut self, condition: impl IntoCondition<M>) -> Self {
        self.conditions.add::<M>(condition);
        self
    }

    /// The size of the item and the capacity that writing it takes, as it is now: times and versions that are set when it is
    /// sent hardly change it. Indexes that hold the item take more.
    ///
    /// Sending an item of more than 400 KB is an error before the request.
    ///
    /// # Errors
    ///
    /// [`Error::Encode`](crate::Error::Encode) and [`Error::Key`](crate::Error::Key) when the item cannot be written.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # fn main() -> dynamorph::Result<()> {
    /// let size = Product { sku: "tea".into(), price: 450 }.create().item_size()?;
    /// assert_eq!((size.bytes(), size.write_units()), (46, 1.0));
    /// # Ok(())
    /// # }
    /// ```
    pub fn item_size(&self) -> Result<ItemSize> {
        item_size(M::SCHEMA.name(), &encode_item(&self.item)?)
    }

    /// Changes the SDK's request before it is sent. The item itself is not in it: it is put into the body as bytes. A retry may
    /// call it again.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// use aws_sdk_dynamodb::types::ReturnConsumedCapacity;
    ///
    /// let tea = Product { sku: "tea".into(), price: 500 }.save().customize(|request| request.return_consumed_capacity(ReturnConsumedCapacity::Total));
    /// assert_eq!(tea.send(&db).await?.price, 500);
    /// # Ok(())
    /// # }
    /// ```
    pub fn customize(
        mut self,
        edit: impl Fn(PutItemFluentBuilder) -> PutItemFluentBuilder + Send + Sync + 'static,
    ) -> Self {
        self.customize = Some(Arc::new(edit));
        self
    }

    /// Renders the request without sending it. Versions and times are those of the item as it is; they are set when it is
    /// sent. A builder has no clock, so the time of an expiry is shown as 0.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let request = Product { sku: "tea".into(), price: 500 }.create().explain().to_string();
    /// assert!(request.contains("ConditionExpression: attribute_not_exists(#0)"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn explain(&self) -> Explain {
        let (guards, version) = (write::guards::<M>(EXPLAINED), self.item.version());
        match self.operation(&guards, version) {
            Ok(operation) => {
                let size = item_size(M::SCHEMA.name(), &operation.item).ok();
                Explain::put_item(&operation, size)
            }
            Err(error) => Explain::error("PutItem", &error),
        }
    }

    /// The put of the item as it is, over one of this version.
    pub(super) fn operation(&self, guards: &Guards, version: u64) -> Result<PutItem> {
        let guard = verb::guard::<V>(guards, version);
        let condition = self.conditions.under(guard, &mut Placeholders::default());
        let (schema, table) = (M::SCHEMA, <M::Table as Table>::SCHEMA);
        let item = encode_item(&self.item)?;
        check_size(schema, table, &item)?;
        Ok(PutItem {
            target: Target { table, entity: schema.name() },
            item: item.into(),
            condition: condition.map_err(write::refused::<M>)?,
            returns_old: A::RETURNS_OLD,
        })
    }

    async fn put<S: ItemSink>(mut self, db: &Dynamo, sink: impl Fn() -> S) -> Result<(M, S)> {
        let (db, now) = (&db.for_call(), db.now());
        let mut told = Told::new::<M>("PutItem", verb::write_verb::<V>(), now);
        let written = match told.before_item(db, &mut self.item).await {
            Ok(added) => self.write(db, now, added, sink).await,
            // The hooks were told already.
            Err(error) => return Err(error.with_input(self.item)),
        };
        match written {
            Ok((mut item, sink)) => {
                told.after(db, Some(&mut item), Ok(())).await;
                Ok((item, sink))
            }
            Err((mut item, error)) => {
                let error = error.in_context(&told.context(db));
                told.after(db, Some(&mut item), Err(&error)).await;
                Err(error.with_input(item))
            }
        }
    }

    /// Writes the item; gives it back as it was on an error.
    async fn write<S: ItemSink>(
        mut self,
        db: &Dynamo,
        now: SystemTime,
        added: Added,
        sink: impl Fn() -> S,
    ) -> Result<(M, S), (M, Error)> {
        let version = self.item.version();
        let guards = write::guards::<M>(now);
        let undo = match self.stamp(now) {
            Ok(undo) => undo,
            Err(error) => return Err((self.item, error)),
        };
        let operation = self.operation(&guards, version);
        let (stored, written) = match operation.and_then(|operation| Self::with(operation, added)) {
            Ok((operation, stored)) => {
                let written = db.put_item(&operation, self.customize.as_ref(), sink()).await;
                if let Ok(Written::Refused(rejection)) = &written
                    && self.is_own(rejection, &operation)
                {
                    return Ok((stored.unwrap_or(self.item), sink()));
                }
                (stored, written)
            }
            Err(error) => (None, Err(error)),
        };
        let asked = || Asked {
            guards: &guards,
            version: verb::checked_version::<V>(&guards, version),
            is_upsert: false,
        };
        let error = match written {
            Ok(Written::Applied(sink)) => return Ok((stored.unwrap_or(self.item), sink)),
            Ok(Written::Refused(rejection)) => refusal::<M>(rejection, &asked()),
            Err(error) => error,
        };
        undo.undo(&mut self.item);
        Err((self.item, error))
    }

    /// Stamps the item with its version and times. It is as it was on an error.
    pub(super) fn stamp(&mut self, now: SystemTime) -> Result<Undo<M>> {
        let stamp = verb::stamp::<V>(now, self.item.version());
        stamp.and_then(|stamp| self.item.stamp(&stamp)).map_err(write::unstamped::<M>)
    }

    /// Whether the item that is there is what a lost attempt of this `create` wrote: it holds the id that was made for it.
    fn is_own(&self, rejection: &Rejection, operation: &PutItem) -> bool {
        let (Some(id), Some(current)) = (self.filled, rejection.current_item()) else {
            return false;
        };
        let sent = ItemReader::from_slice(&operation.item).and_then(|mut item| item.key_value(id));
        let there = current.get(id).and_then(|value| KeyValue::try_from(value).ok());
        verb::is_create::<V>()
            && rejection.context().outcome() == Outcome::Unknown
            && there.is_some_and(|there| matches!(sent, Ok(Some(sent)) if sent == there))
    }

    /// The put with what hooks store, and the item as it then is stored. It has to read, or it would not be written.
    pub(super) fn with(mut operation: PutItem, added: Added) -> Result<(PutItem, Option<M>)> {
        if added.is_empty() {
            return Ok((operation, None));
        }
        let (schema, table) = (M::SCHEMA, operation.target.table);
        let (item, stored) = with_attributes(schema, &operation.item, added)?;
        check_size(schema, table, &item)?;
        operation.item = item.into();
        Ok((operation, stored.decode()?))
    }
}

impl<M: DynamoModel, V: Verb, A: ReturnsOld> fmt::Debug for Put<M, V, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Put").field(&self.explain()).finish()
    }
}
