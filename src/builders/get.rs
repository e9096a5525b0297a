//! Reads by key.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_dynamodb::operation::get_item::builders::GetItemFluentBuilder;

use super::read::{Keep, Output, Tell, Ttl, projected};
use super::select::Selection;
use super::sinks::One;
use super::write::{EXPLAINED, epoch_seconds};
use super::{Explain, key};
use crate::client::{Customize, Dynamo};
use crate::error::{Context, Error, ExpressionError, InvalidRequest, KeyError, Rejection, Result};
use crate::model::{DynamoModel, Entities, EntityOf, FromItem, KeyOf, PartsOf};
use crate::operation::{GetItem, Key, Target};
use crate::value::DocumentPath;

/// Reads one item by its key. Made by [`ModelOps::get`](crate::ModelOps::get).
///
/// A read is eventually consistent unless [`consistent_read`](Get::consistent_read) says otherwise: it may miss writes
/// of the last moments. See [GetItem](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let tea: Option<Product> = Product::get("tea").send(&db).await?;
/// let salt: Option<Product> = Product::get("salt").send(&db).await?;
/// assert!(tea.is_some() && salt.is_none());
/// assert_eq!(Product::get("tea").select(Product::PRICE).one(&db).await?, 450);
/// # Ok(()) }
/// ```
#[must_use = "a get sends nothing until `.send(&db)`"]
pub struct Get<E, O = E> {
    key: Result<Key, KeyError>,
    is_consistent: bool,
    includes_expired: bool,
    /// What is wrong with the selection.
    error: Option<InvalidRequest>,
    pub(super) entities: Entities,
    pub(super) output: Output<O>,
    pub(super) customize: Option<Customize<GetItemFluentBuilder>>,
    entity: PhantomData<fn() -> E>,
}

impl<M: DynamoModel> Get<M> {
    pub(super) fn new<K: KeyOf<M, PartsOf<M>>>(key: K) -> Self {
        Self::of(key::primary::<M, K>(key), Entities::of::<M>(), Output::item())
    }

    /// Reads the item as an entity of a [`register!`](crate::register) enum.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let found: Option<Shop> = Product::get("tea").widen::<Shop>().send(&db).await?;
    /// assert!(matches!(found, Some(Shop::Product(_))));
    /// # Ok(())
    /// # }
    /// ```
    pub fn widen<R: FromItem>(self) -> Get<R>
    where
        M: EntityOf<R>,
    {
        self.with(Entities::of::<R>(), Output::item())
    }

    /// Reads these attributes only. It costs as much as reading the whole item.
    ///
    /// # Errors
    ///
    /// Sending the read returns [`Error::InvalidRequest`] for an [`attr`](crate::attr) whose path is none.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let price: u32 = Product::get("tea").select(Product::PRICE).one(&db).await?;
    /// assert_eq!(price, 450);
    /// # Ok(())
    /// # }
    /// ```
    pub fn select<A: Selection<M>>(self, attributes: A) -> Get<M, A::Output> {
        let mut paths = Vec::new();
        let checked = attributes.add_paths(&mut paths);
        let output = Output::selection::<M, A>(attributes, paths);
        let mut get = self.with(Entities::of::<M>(), output);
        get.error = checked.err().map(|error| ExpressionError::Path(error).into());
        get
    }
}

impl<E, O> Get<E, O> {
    pub(super) fn of(key: Result<Key, KeyError>, entities: Entities, output: Output<O>) -> Self {
        Self {
            key,
            is_consistent: false,
            includes_expired: false,
            error: None,
            entities,
            output,
            customize: None,
            entity: PhantomData,
        }
    }

    fn with<F, P>(self, entities: Entities, output: Output<P>) -> Get<F, P> {
        let Self { key, is_consistent, includes_expired, error, customize, .. } = self;
        let entity = PhantomData;
        Get { key, is_consistent, includes_expired, error, entities, output, customize, entity }
    }

    fn context(&self, db: &Dynamo) -> Context {
        let table = db.physical_name(self.entities.table).into_owned();
        Context::new("GetItem", table, self.entities.name)
    }
}

impl<E, O: Send + 'static> Get<E, O> {
    /// Reads an item whose TTL has passed too: DynamoDB deletes it days late, and reads answer `None` until then.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/session.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = sessions().await?;
    /// assert_eq!(Session::get(("ann", 1)).send(&db).await?, None);
    /// assert!(Session::get(("ann", 1)).include_expired().send(&db).await?.is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub fn include_expired(mut self) -> Self {
        self.includes_expired = true;
        self
    }

    /// Reads every write that succeeded before this read, at twice the read capacity.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let tea = Product::get("tea").consistent_read().one(&db).await?;
    /// assert_eq!(tea.price, 450);
    /// # Ok(())
    /// # }
    /// ```
    pub fn consistent_read(mut self) -> Self {
        self.is_consistent = true;
        self
    }

    /// Changes the SDK's request before it is sent.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// use aws_sdk_dynamodb::types::ReturnConsumedCapacity::Total;
    ///
    /// let get = Product::get("tea").customize(|request| request.return_consumed_capacity(Total));
    /// assert!(get.send(&db).await?.is_some());
    /// # Ok(()) }
    /// ```
    pub fn customize(
        mut self,
        edit: impl Fn(GetItemFluentBuilder) -> GetItemFluentBuilder + Send + Sync + 'static,
    ) -> Self {
        self.customize = Some(Arc::new(edit));
        self
    }

    /// Reads the item, or `None` when there is none or its TTL has passed.
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
    pub async fn send(self, db: &Dynamo) -> Result<Option<O>> {
        let context = self.context(db);
        let operation = self.operation().map_err(|error| error.in_context(&context))?;
        let db = &db.for_call();
        let sink = One::of(self.output.clone(), self.keep(db.now()));
        let sink = db.get_item(&operation, self.customize.as_ref(), sink).await?;
        Ok(sink.into_item())
    }

    /// Reads the item, which has to be there.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is none; else as [`send`](Get::send).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let missing = Product::get("salt").one(&db).await;
    /// assert!(matches!(missing, Err(dynamorph::Error::NotFound(_))));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn one(self, db: &Dynamo) -> Result<O> {
        let context = self.context(db);
        let found = self.send(db).await?;
        found.ok_or_else(|| Error::NotFound(Box::new(Rejection::read(context, None))))
    }

    /// Renders the request without sending it.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// let request = Product::get("tea").explain().with_values().to_string();
    /// assert!(request.contains(r#"Key sk: S "PRODUCT#tea""#));
    /// ```
    #[must_use]
    pub fn explain(&self) -> Explain {
        match self.operation() {
            Ok(operation) => Explain::get_item(&operation),
            Err(error) => Explain::error("GetItem", &error),
        }
    }

    pub(super) fn operation(&self) -> Result<GetItem> {
        let key = self.key.clone().map_err(|source| Error::key(self.entities.name, source))?;
        let target = Target { table: self.entities.table, entity: self.entities.name };
        if let Some(error) = &self.error {
            let context = Box::new(Context::of_entity(self.entities.name));
            return Err(Error::InvalidRequest(context, error.clone()));
        }
        let projection = self.output.selected.clone().map(|mut paths| {
            // The entity and the TTL are looked at too.
            let table = target.table;
            let looked_at = table.discriminator_attribute().into_iter().chain(self.ttl_attribute());
            paths.extend(looked_at.map(DocumentPath::new));
            projected(paths)
        });
        Ok(GetItem { target, key, is_consistent: self.is_consistent, projection })
    }

    fn ttl(&self, now: SystemTime) -> Option<Ttl> {
        if self.includes_expired { None } else { Ttl::of(&self.entities, epoch_seconds(now)) }
    }

    fn ttl_attribute(&self) -> Option<&'static str> {
        self.ttl(EXPLAINED).map(|ttl| ttl.attribute)
    }

    /// Whether the item that was read is answered: a selection does not tell its entity by itself.
    pub(super) fn keep(&self, now: SystemTime) -> Option<Keep> {
        let (tell, ttl) = (Tell::of_whole(self.entities.table), self.ttl(now));
        let is_selection = self.output.selected.is_some();
        if !is_selection && ttl.is_none() {
            return None;
        }
        let entities = self.entities.clone();
        Some(Arc::new(move |item| {
            if is_selection && !tell.is_one_of(entities.table, &entities.schemas, item)? {
                return Err(Error::wrong_entity(entities.name, item.raw().ok()));
            }
            match &ttl {
                Some(ttl) => ttl.has_come(tell, item).map(|has_come| !has_come),
                None => Ok(true),
            }
        }))
    }
}

impl<E, O> Clone for Get<E, O> {
    fn clone(&self) -> Self {
        Self {
            key: self.key.clone(),
            is_consistent: self.is_consistent,
            includes_expired: self.includes_expired,
            error: self.error.clone(),
            entities: self.entities.clone(),
            output: self.output.clone(),
            customize: self.customize.clone(),
            entity: PhantomData,
        }
    }
}

impl<E, O: Send + 'static> fmt::Debug for Get<E, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Get").field(&self.explain()).finish()
    }
}
