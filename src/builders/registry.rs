//! The reads of a registry that is made at run time.

use super::read::Output;
use super::{Get, Group, Partition, Query, Scan, key};
use crate::client::Dynamo;
use crate::error::Result;
use crate::model::{AnyEntity, DynamoModel, Index, KeyOf, PartsOf, Primary, Registry, Table};

impl<T: Table> Registry<T> {
    /// Reads the item under a key of the model `M`, as whichever entity it is.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let registry = dynamorph::Registry::<ShopTable>::builder().with::<Product>().build()?;
    /// let salt = registry.get::<Product>("salt").consistent_read().send(&db).await?;
    /// assert!(salt.is_none());
    /// # Ok(())
    /// # }
    /// ```
    pub fn get<M: DynamoModel<Table = T>>(
        &self,
        key: impl KeyOf<M, PartsOf<M>>,
    ) -> Get<Box<dyn AnyEntity>> {
        Get::of(key::primary::<M, _>(key), self.as_entities(), self.output())
    }

    /// Reads all entities of one partition, of the table or of an index. The sort methods compare the whole sort key text.
    ///
    /// A filter by a model's attributes matches items of that model only.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let registry = dynamorph::Registry::<ShopTable>::builder().with::<Product>().with::<Order>().build()?;
    /// let open = || registry.query(Order::BY_STATUS.partition("open")).filter(Order::TOTAL.ge(100));
    /// let page = open().limit(1).page(&db).await?;
    /// assert_eq!(open().cursor(page.cursor).all(&db).await?.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn query<I>(&self, partition: Partition<T, I>) -> Query<Box<dyn AnyEntity>, I, (String,)> {
        Query::of(partition.into_plan(), self.as_entities(), self.output())
    }

    /// Reads the whole table.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let registry = dynamorph::Registry::<ShopTable>::builder().with::<Product>().build()?;
    /// let mut entities = registry.scan().stream(&db);
    /// let mut unknown = 0;
    /// while let Some(entity) = entities.next().await {
    ///     unknown += u32::from(entity?.is::<dynamorph::RawItem>());
    /// }
    /// assert_eq!(unknown, 3); // the orders, of which this registry does not know
    /// # Ok(())
    /// # }
    /// ```
    pub fn scan(&self) -> Scan<Box<dyn AnyEntity>, Primary> {
        Scan::of(None, self.as_entities(), self.output())
    }

    /// Reads the whole index in which a model lies, with all other entities in it.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let registry = dynamorph::Registry::<ShopTable>::builder().with::<Product>().with::<Order>().build()?;
    /// assert_eq!(registry.scan_index(Order::BY_STATUS).count(&db).await?, 3);
    /// # Ok(())
    /// # }
    /// ```
    pub fn scan_index<M: DynamoModel<Table = T>, I, P, S>(
        &self,
        index: Index<M, I, P, S>,
    ) -> Scan<Box<dyn AnyEntity>, I> {
        Scan::of(T::SCHEMA.index(index.name()), self.as_entities(), self.output())
    }

    fn output(&self) -> Output<Box<dyn AnyEntity>> {
        let registry = self.clone();
        let entities = self.as_entities();
        Output::decoded(entities.name, move |item| registry.read(item))
    }
}

impl<I> Query<Box<dyn AnyEntity>, I, (String,)> {
    /// Reads the whole partition into one value per entity type, as [`register!`](crate::register) enums do.
    ///
    /// # Errors
    ///
    /// As [`all`](Query::all); and [`Error::UnexpectedEntity`](crate::Error::UnexpectedEntity) for an item that fits no slot.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::{AnyEntity, Registry, Rest};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let registry = Registry::<ShopTable>::builder().with::<Order>().build()?;
    /// let (orders, rest): (Vec<Order>, Rest<Box<dyn AnyEntity>>) = registry.query(Order::partition("ann")).group(&db).await?;
    /// assert_eq!((orders.len(), rest.0.len()), (3, 0));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn group<G: Group<Box<dyn AnyEntity>>>(self, db: &Dynamo) -> Result<G> {
        G::group(self.all(db).await?)
    }
}
