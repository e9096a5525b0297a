//! The operations of every model, and of its indexes.

use super::verb::{Create, Replace, Save};
use super::{
    ChangeResult, Check, Delete, Get, Modify, Partition, Put, Query, Scan, Update, Upsert,
};
use crate::error::Result;
use crate::model::{DynamoModel, Index, KeyOf, PartsOf, Primary, QueryKey, Table, raw_item};
use crate::value::RawItem;

/// The operations of every model. Import it with the prelude; a type's own `get` or `create` wins over it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let tea = Product::get("tea").one(&db).await?;
/// let tea = Product { price: 500, ..tea }.save().send(&db).await?;
/// assert_eq!(Product::query(()).all(&db).await?.len(), 2);
/// Product::delete(&tea).send(&db).await?;
/// assert_eq!(Product::scan().count(&db).await?, 1);
/// # Ok(()) }
/// ```
pub trait ModelOps: DynamoModel {
    /// Reads the item under a key.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// assert_eq!(Product::get("tea").one(&db).await?.price, 450);
    /// assert_eq!(Order::get(("ann", "2026-11-03", 1)).one(&db).await?.total, 100); // every part, in the order of the templates
    /// # Ok(()) }
    /// ```
    fn get<K: KeyOf<Self, PartsOf<Self>>>(key: K) -> Get<Self> {
        Get::new(key)
    }

    /// Reads the model's items of one partition. The parts of the key that one knows begin it: the partition key, then
    /// none, some or all parts of the sort key.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// assert_eq!(Order::query("ann").all(&db).await?.len(), 3);
    /// assert_eq!(Order::query(("ann", "2026-11-03")).all(&db).await?.len(), 1); // and leading parts of the sort key
    /// # Ok(()) }
    /// ```
    fn query<R>(
        key: impl QueryKey<Self, Self::Partition, Self::Sort, Rest = R>,
    ) -> Query<Self, Primary, R> {
        Query::of_table(key)
    }

    /// Reads the model's items of the whole table. DynamoDB evaluates and bills every item of it, of whatever entity.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// assert_eq!(Order::scan().all(&db).await?.len(), 3);
    /// # Ok(())
    /// # }
    /// ```
    fn scan() -> Scan<Self, Primary> {
        Scan::new(None)
    }

    /// The item collection under a partition key, for a query of all its entities.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// let everything: Vec<Shop> = Shop::query(Order::partition("ann")).all(&db).await?;
    /// assert_eq!(everything.len(), 3);
    /// # Ok(()) }
    /// ```
    fn partition<K: KeyOf<Self, Self::Partition>>(key: K) -> Partition<Self::Table, Primary> {
        Partition::of_table(key)
    }

    /// Looks at an item that a transaction does not write.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// let check = Product::check("tea").condition(Product::PRICE.gt(0));
    /// ```
    fn check<K: KeyOf<Self, PartsOf<Self>>>(key: K) -> Check<Self> {
        Check::new(key)
    }

    /// Reads an item, changes it by a function, and writes what differs; again where another writer was faster.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let tea = Product::modify("tea", |tea| tea.price += 50).send(&db).await?;
    /// assert_eq!(tea.price, 500);
    /// # Ok(())
    /// # }
    /// ```
    fn modify<K, R>(key: K, change: impl FnMut(&mut Self) -> R + Send + 'static) -> Modify<Self>
    where
        K: KeyOf<Self, PartsOf<Self>>,
        R: ChangeResult,
    {
        Modify::new(key, change)
    }

    /// Deletes the item under a key. Of an item by reference, the version is checked.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// Product::delete("tea").send(&db).await?;
    /// assert!(Product::get("tea").send(&db).await?.is_none());
    /// # Ok(()) }
    /// ```
    fn delete<K: KeyOf<Self, PartsOf<Self>>>(key: K) -> Delete<Self> {
        Delete::new(key)
    }

    /// Changes attributes of the item under a key. An item by reference is a key too: its version is then checked, and its
    /// fields are known where index keys are made again.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let order = Order::get(("ann", "2026-11-03", 1)).one(&db).await?;
    /// Order::update(&order).set(Order::STATUS, "paid").send(&db).await?;
    /// assert_eq!(Order::by_status("paid").count(&db).await?, 2); // the key of the index was made again
    /// # Ok(())
    /// # }
    /// ```
    fn update<K: KeyOf<Self, PartsOf<Self>>>(key: K) -> Update<Self> {
        Update::new(key)
    }

    /// Writes every attribute of the item over one that may be there, and leaves attributes that the model does not know.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// Basket { customer: "bob".into(), points: 1, ..Basket::default() }.upsert().send(&db).await?;
    /// let again = Basket { customer: "bob".into(), points: 2, ..Basket::default() }.upsert().send(&db).await?;
    /// assert_eq!((again.points, again.version), (2, 2)); // no version is checked
    /// # Ok(())
    /// # }
    /// ```
    fn upsert(self) -> Upsert<Self> {
        Upsert::new(self)
    }

    /// Puts the item, whether or not one is there; another entity's item stays.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let basket = Basket::get("ann").one(&db).await?;
    /// let basket = Basket { note: Some("by post".into()), ..basket }.save().send(&db).await?;
    /// assert_eq!(basket.version, 2);
    /// # Ok(())
    /// # }
    /// ```
    fn save(self) -> Put<Self, Save> {
        Put::new(self)
    }

    /// Puts the item if none is there.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let again = Product { sku: "tea".into(), price: 500 };
    /// assert!(again.create().send(&db).await.is_err_and(|error| error.is_condition_failed()));
    /// # Ok(())
    /// # }
    /// ```
    fn create(self) -> Put<Self, Create> {
        Put::new(self)
    }

    /// The item as it is stored: every attribute, keys and discriminator included.
    ///
    /// # Errors
    ///
    /// [`Error::Encode`](crate::Error::Encode) and [`Error::Key`](crate::Error::Key) when the item cannot be written.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// let item = Product { sku: "tea".into(), price: 450 }.to_raw_item()?;
    /// assert_eq!(item.get("sk").and_then(|key| key.as_s().ok()).map(String::as_str), Some("PRODUCT#tea"));
    /// # Ok::<(), dynamorph::Error>(())
    /// ```
    fn to_raw_item(&self) -> Result<RawItem> {
        raw_item(self)
    }

    /// Puts the item if one is there.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let salt = Product { sku: "salt".into(), price: 90 };
    /// assert!(matches!(salt.replace().send(&db).await, Err(dynamorph::Error::NotFound(_))));
    /// # Ok(())
    /// # }
    /// ```
    fn replace(self) -> Put<Self, Replace> {
        Put::new(self)
    }
}

impl<M: DynamoModel> ModelOps for M {}

impl<M: DynamoModel, I, P, S> Index<M, I, P, S> {
    /// Reads the model's items of one partition of the index.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// assert_eq!(Order::BY_STATUS.query("open").all(&db).await?, Order::by_status("open").all(&db).await?);
    /// # Ok(()) }
    /// ```
    pub fn query<R>(self, key: impl QueryKey<M, P, S, Rest = R>) -> Query<M, I, R> {
        Query::of_index(self.schema(), key)
    }

    /// Reads the model's items of the whole index.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// assert_eq!(Order::BY_STATUS.scan().all(&db).await?.len(), 3);
    /// # Ok(())
    /// # }
    /// ```
    pub fn scan(self) -> Scan<M, I> {
        Scan::new(<M::Table as Table>::SCHEMA.index(self.name()))
    }

    /// The item collection under a partition key of the index, for a query of all its entities.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// assert_eq!(Shop::query(Order::BY_STATUS.partition("paid")).count(&db).await?, 1);
    /// # Ok(()) }
    /// ```
    pub fn partition<K: KeyOf<M, P>>(self, key: K) -> Partition<M::Table, I> {
        Partition::of_index(self, key)
    }
}
