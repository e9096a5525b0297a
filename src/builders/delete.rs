//! Deletes.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_dynamodb::operation::delete_item::builders::DeleteItemFluentBuilder;

use super::refusal::{Asked, refusal};
use super::sinks::{Nowhere, One};
use super::told::Told;
use super::verb::{Nothing, OldItem, ReturnsOld};
use super::write::{self, Conditions, EXPLAINED};
use super::{Explain, key};
use crate::client::{Customize, Dynamo, ItemSink, WriteVerb, Written};
use crate::error::{Error, KeyError, Result};
use crate::expression::{Guards, IntoCondition, Placeholders};
use crate::model::{DynamoModel, KeyOf, PartsOf};
use crate::operation::{DeleteItem, Key, Target};

/// Deletes the item under one key. Made by [`ModelOps::delete`](crate::ModelOps::delete).
///
/// By key, that there is no item is no error, and no version is checked. An item by reference that has a version has to be
/// there in that version. Another entity's item is never deleted; an item whose TTL has passed is. See
/// [DeleteItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = baskets().await?;
/// let read = Basket::get("ann").one(&db).await?;
/// Basket::update("ann").increment(Basket::POINTS, 1).send(&db).await?;
/// let error = Basket::delete(&read).send(&db).await.expect_err("it was changed since");
/// assert!(matches!(error, dynamorph::Error::VersionConflict(_)));
/// Basket::delete("ann").send(&db).await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a delete sends nothing until `.send(&db)`"]
pub struct Delete<M, A = Nothing> {
    key: Result<Key, KeyError>,
    /// The version of the item that was given as the key, where the model has versions.
    pub(super) version: Option<u64>,
    pub(super) conditions: Conditions,
    pub(super) customize: Option<Customize<DeleteItemFluentBuilder>>,
    marker: PhantomData<fn() -> (M, A)>,
}

impl<M: DynamoModel> Delete<M> {
    pub(super) fn new<K: KeyOf<M, PartsOf<M>>>(key: K) -> Self {
        let version = key.item().filter(|_| M::SCHEMA.version_attribute().is_some());
        Self {
            version: version.map(DynamoModel::version),
            key: key::primary::<M, K>(key),
            conditions: Conditions::NONE,
            customize: None,
            marker: PhantomData,
        }
    }

    /// The delete of an item whose key was read.
    pub(crate) fn of_key(key: Key) -> Self {
        Self {
            version: None,
            key: Ok(key),
            conditions: Conditions::NONE,
            customize: None,
            marker: PhantomData,
        }
    }

    /// Answers the item that was deleted.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// let old: Option<Product> = Product::delete("tea").returning_old().send(&db).await?;
    /// assert_eq!(old.map(|tea| tea.price), Some(450));
    /// # Ok(()) }
    /// ```
    pub fn returning_old(self) -> Delete<M, OldItem> {
        let Self { key, version, conditions, customize, .. } = self;
        Delete { key, version, conditions, customize, marker: PhantomData }
    }

    /// Deletes the item, if there is one.
    ///
    /// # Errors
    ///
    /// [`Error::WrongEntity`] when another entity's item is under the key, which then stays; of an item by reference that has
    /// a version, [`Error::VersionConflict`] and [`Error::NotFound`] when the table has another version or none;
    /// [`Error::ConditionFailed`] when the caller's condition does not hold; [`Error::Key`] when a part is no key part; and
    /// what the request meets.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let old: Option<Product> = Product::delete("tea").returning_old().send(&db).await?;
    /// assert_eq!(old.map(|old| old.price), Some(450));
    /// Product::delete("tea").send(&db).await?; // there is none any more, which is no error
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send(self, db: &Dynamo) -> Result<()> {
        self.delete(db, Nowhere).await.map(|_| ())
    }
}

impl<M: DynamoModel> Delete<M, OldItem> {
    /// Deletes the item and answers it, or `None` when there was none.
    ///
    /// # Errors
    ///
    /// As without `returning_old`; and [`Error::Decode`] when the item does not fit, after it was deleted.
    pub async fn send(self, db: &Dynamo) -> Result<Option<M>> {
        self.delete(db, One::<M>::new()).await.map(One::into_item)
    }
}

impl<M: DynamoModel, A: ReturnsOld> Delete<M, A> {
    /// Adds a condition: the item in the table has to satisfy it too. Conditions add up, and `None` adds nothing.
    ///
    /// A condition on an attribute is false where there is no item, but for `ne` and `not_exists`.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let error = Product::delete("tea").condition(Product::PRICE.lt(300)).send(&db).await.expect_err("tea costs 450");
    /// assert!(error.is_condition_failed());
    /// # Ok(())
    /// # }
    /// ```
    pub fn condition(mut self, condition: impl IntoCondition<M>) -> Self {
        self.conditions.add::<M>(condition);
        self
    }

    /// Changes the SDK's request before it is sent. A retry may call it again.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// use aws_sdk_dynamodb::types::ReturnConsumedCapacity::Total;
    ///
    /// Product::delete("tea").customize(|request| request.return_consumed_capacity(Total)).send(&db).await?;
    /// # Ok(()) }
    /// ```
    pub fn customize(
        mut self,
        edit: impl Fn(DeleteItemFluentBuilder) -> DeleteItemFluentBuilder + Send + Sync + 'static,
    ) -> Self {
        self.customize = Some(Arc::new(edit));
        self
    }

    /// Renders the request without sending it.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// let request = Product::delete("tea").explain().to_string();
    /// assert!(request.contains("ConditionExpression: attribute_not_exists(#0) OR #1 IN (:0)"));
    /// ```
    #[must_use]
    pub fn explain(&self) -> Explain {
        match self.operation(&write::guards::<M>(EXPLAINED)) {
            Ok(operation) => Explain::delete_item(&operation),
            Err(error) => Explain::error("DeleteItem", &error),
        }
    }

    pub(super) fn key(&self) -> Result<Key> {
        self.key.clone().map_err(|source| Error::key(M::SCHEMA.name(), source))
    }

    pub(super) fn operation(&self, guards: &Guards) -> Result<DeleteItem> {
        let guard = match self.version {
            Some(version) => guards.is_entity().and(guards.has_version(version)),
            None => guards.delete(),
        };
        let condition = self.conditions.under(guard, &mut Placeholders::default());
        Ok(DeleteItem {
            target: Target::of::<M>(),
            key: self.key()?,
            condition: condition.map_err(write::refused::<M>)?,
            returns_old: A::RETURNS_OLD,
        })
    }

    async fn delete<S: ItemSink>(self, db: &Dynamo, sink: S) -> Result<S> {
        let (db, now) = (&db.for_call(), db.now());
        let mut told = Told::new::<M>("DeleteItem", WriteVerb::Delete, now);
        told.before(db, || self.key(), None).await?;
        let deleted = self.write(db, now, sink).await;
        let deleted = deleted.map_err(|error| error.in_context(&told.context(db)));
        told.after(db, None, deleted.as_ref().map(|_| ())).await;
        deleted
    }

    async fn write<S: ItemSink>(&self, db: &Dynamo, now: SystemTime, sink: S) -> Result<S> {
        let guards = write::guards::<M>(now);
        let operation = self.operation(&guards)?;
        match db.delete_item(&operation, self.customize.as_ref(), sink).await? {
            Written::Applied(sink) => Ok(sink),
            Written::Refused(rejection) => {
                let asked = Asked { guards: &guards, version: self.version, is_upsert: false };
                Err(refusal::<M>(rejection, &asked))
            }
        }
    }
}

impl<M: DynamoModel, A: ReturnsOld> fmt::Debug for Delete<M, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Delete").field(&self.explain()).finish()
    }
}
