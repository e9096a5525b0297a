//! The operations of a registry.

use super::{Group, Partition, Query, Scan};
use crate::client::Dynamo;
use crate::error::Result;
use crate::model::{FromItem, Primary};

/// The operations of a [`register!`](crate::register) enum.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::EntityOps;
///
/// for entity in Shop::query(Product::partition(())).all(&db).await? {
///     match &entity {
///         Shop::Product(product) => assert!(product.price > 0),
///         other => panic!("a {} among the products", other.entity()),
///     }
/// }
/// # Ok(()) }
/// ```
pub trait EntityOps: FromItem {
    /// Reads all entities of one partition. The sort methods compare the whole sort key text.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let everything: Vec<Shop> = Shop::query(Order::partition("ann")).all(&db).await?;
    /// let orders: Vec<Order> = everything.into_iter().filter_map(|entity| entity.try_into().ok()).collect();
    /// assert_eq!(orders.len(), 3);
    /// # Ok(())
    /// # }
    /// ```
    fn query<I>(partition: Partition<Self::Table, I>) -> Query<Self, I, (String,)> {
        Query::new(partition.into_plan())
    }

    /// Reads the whole table. Items of no registered entity are treated as the registry says.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let mut entities = Shop::scan().stream(&db);
    /// let mut orders = 0;
    /// while let Some(entity) = entities.next().await {
    ///     orders += u32::from(matches!(entity?, Shop::Order(_)));
    /// }
    /// assert_eq!(orders, 3);
    /// # Ok(())
    /// # }
    /// ```
    fn scan() -> Scan<Self, Primary> {
        Scan::new(None)
    }

    /// Sorts items into one value per entity type.
    ///
    /// # Errors
    ///
    /// [`Error::UnexpectedEntity`](crate::Error::UnexpectedEntity) for an item that fits no slot.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// let everything = Shop::scan().all(&db).await?;
    /// let (products, orders): (Vec<Product>, Vec<Order>) = Shop::group(everything)?;
    /// assert_eq!((products.len(), orders.len()), (2, 3));
    /// # Ok(()) }
    /// ```
    fn group<G: Group<Self>>(items: Vec<Self>) -> Result<G> {
        G::group(items)
    }

    /// The name of the entity.
    fn entity(&self) -> &str;
}

impl<E: EntityOps, I> Query<E, I, (String,)> {
    /// Reads the whole partition into one value per entity type.
    ///
    /// # Errors
    ///
    /// As [`all`](Query::all); and [`Error::UnexpectedEntity`](crate::Error::UnexpectedEntity) for an item that fits no slot.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let (orders, rest): (Vec<Order>, dynamorph::Rest<Shop>) = Shop::query(Order::partition("ann")).group(&db).await?;
    /// assert_eq!((orders.len(), rest.0.len()), (3, 0));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn group<G: Group<E>>(self, db: &Dynamo) -> Result<G> {
        E::group(self.all(db).await?)
    }
}
