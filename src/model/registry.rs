//! The entities of a table, listed at run time.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::any_entity::UnknownItem;
use super::{AnyEntity, Decoded, DynamoModel, Entities, Schema, Table, decode, entity_name};
use crate::codec::ItemReader;
use crate::error::{Error, RegistryError, Result};
use crate::value::RawItem;

/// What a [`Registry`] does with items of no registered entity: the policies of [`register!`](crate::register).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Registry, Unknown};
///
/// let products = |unknown| Registry::<ShopTable>::builder().with::<Product>().unknown(unknown).build();
/// assert_eq!(products(Unknown::Keep)?.scan().all(&db).await?.len(), 5);
/// assert_eq!(products(Unknown::Skip)?.scan().all(&db).await?.len(), 2);
/// assert!(products(Unknown::Error)?.scan().all(&db).await.is_err()); // there are orders
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unknown {
    /// Answers them, as [`RawItem`]s.
    #[default]
    Keep,
    /// Passes them over; pages count them.
    Skip,
    /// Fails with [`Error::UnexpectedEntity`](crate::Error::UnexpectedEntity).
    Error,
}

/// The entities of the table `T`, listed at run time: for models that are not known where the program is compiled, such as those
/// of plug-ins.
///
/// It reads what an enum of [`register!`](crate::register) reads, by the same rules, and answers boxes of [`AnyEntity`]. Where all
/// entities are known, the enum is the better choice: the compiler then sees each of them handled. Items are written by the
/// builders of their models.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{AnyEntity, Registry, Unknown};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let registry = Registry::<ShopTable>::builder().with::<Product>().with::<Order>().unknown(Unknown::Error).build()?;
///
/// let found: Vec<Box<dyn AnyEntity>> = registry.query(Order::partition("ann")).all(&db).await?;
/// let total: u32 = found.iter().filter_map(|entity| entity.downcast_ref::<Order>()).map(|order| order.total).sum();
/// assert_eq!((found.len(), found[0].entity(), total), (3, "ORDER", 600));
///
/// let tea = registry.get::<Product>("tea").one(&db).await?;
/// assert!(tea.is::<Product>());
/// assert_eq!(registry.entities().collect::<Vec<_>>(), ["PRODUCT", "ORDER"]);
/// # Ok(())
/// # }
/// ```
pub struct Registry<T> {
    inner: Arc<Inner>,
    table: PhantomData<fn() -> T>,
}

struct Inner {
    schemas: Vec<&'static Schema>,
    /// By every name and alias.
    readers: HashMap<&'static str, Reader>,
    unknown: Unknown,
}

/// Decodes an item that is known to be of its entity.
type Reader = fn(&mut ItemReader<'_>) -> Result<Box<dyn AnyEntity>>;

fn read<M: DynamoModel>(item: &mut ItemReader<'_>) -> Result<Box<dyn AnyEntity>> {
    Ok(Box::new(decode::<M>(item)?))
}

impl<T: Table> Registry<T> {
    /// The name for messages.
    const NAME: &'static str = "Registry";

    /// A registry to fill.
    pub fn builder() -> RegistryBuilder<T> {
        RegistryBuilder { entries: Vec::new(), unknown: Unknown::default(), table: PhantomData }
    }

    /// The names of the entities, as they were added.
    pub fn entities(&self) -> impl Iterator<Item = &'static str> {
        self.inner.schemas.iter().map(|schema| schema.name())
    }

    /// Decodes an item, such as one of a stream or an export; `None` when the registry passes it over.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`](crate::Error::Decode) when the item does not fit its model;
    /// [`Error::UnexpectedEntity`](crate::Error::UnexpectedEntity) where the policy is [`Unknown::Error`].
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use std::collections::HashMap;
    ///
    /// use aws_sdk_dynamodb::types::AttributeValue;
    /// use dynamorph::Registry;
    ///
    /// # fn main() -> dynamorph::Result<()> {
    /// let registry = Registry::<ShopTable>::builder().with::<Product>().build()?;
    /// let image: HashMap<String, AttributeValue> = Product { sku: "tea".into(), price: 450 }.to_raw_item()?.into();
    ///
    /// let tea = registry.decode(image)?.expect("nothing is passed over");
    /// assert_eq!(tea.downcast_ref::<Product>().map(|tea| tea.price), Some(450));
    /// # Ok(())
    /// # }
    /// ```
    pub fn decode(&self, item: impl Into<RawItem>) -> Result<Option<Box<dyn AnyEntity>>> {
        let mut item = ItemReader::from_raw(&item.into())
            .map_err(|source| Error::decode(Self::NAME, source))?;
        self.read(&mut item).map(Decoded::into_item)
    }

    pub(crate) fn read(&self, item: &mut ItemReader<'_>) -> Result<Decoded<Box<dyn AnyEntity>>> {
        let name = entity_name::<T>(item)?;
        if let Some(read) = name.as_deref().and_then(|name| self.inner.readers.get(name)) {
            return read(item).map(Decoded::Item);
        }
        match self.inner.unknown {
            Unknown::Keep => {
                let raw = item.raw().map_err(|source| Error::decode(Self::NAME, source))?;
                let name = name.map_or_else(String::new, std::borrow::Cow::into_owned);
                Ok(Decoded::Item(Box::new(UnknownItem { name, item: raw })))
            }
            Unknown::Skip => Ok(Decoded::Skipped),
            Unknown::Error => Err(Error::unexpected_entity(Self::NAME, name.as_deref())),
        }
    }

    pub(crate) fn as_entities(&self) -> Entities {
        Entities {
            name: Self::NAME,
            table: T::SCHEMA,
            schemas: self.inner.schemas.clone().into(),
            is_model: false,
            skips_unknown: self.inner.unknown == Unknown::Skip,
        }
    }
}

impl<T> Clone for Registry<T> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner), table: PhantomData }
    }
}

impl<T> fmt::Debug for Registry<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.inner.schemas.iter().map(|schema| schema.name()).collect();
        f.debug_struct("Registry")
            .field("entities", &names)
            .field("unknown", &self.inner.unknown)
            .finish()
    }
}

/// Collects the entities of a [`Registry`]. Made by [`Registry::builder`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Registry, RegistryBuilder, Unknown};
///
/// /// What a plug-in does with the registry of its host.
/// fn add_orders(host: RegistryBuilder<ShopTable>) -> RegistryBuilder<ShopTable> {
///     host.with::<Order>()
/// }
///
/// # fn main() -> dynamorph::Result<()> {
/// let host = Registry::<ShopTable>::builder().with::<Product>().unknown(Unknown::Skip);
/// assert_eq!(add_orders(host).build()?.entities().count(), 2);
/// # Ok(()) }
/// ```
#[must_use = "a registry is made by `.build()`"]
pub struct RegistryBuilder<T> {
    entries: Vec<(&'static Schema, Reader)>,
    unknown: Unknown,
    table: PhantomData<fn() -> T>,
}

impl<T: Table> RegistryBuilder<T> {
    /// Adds an entity, which lives in the same table.
    pub fn with<M: DynamoModel<Table = T>>(mut self) -> Self {
        self.entries.push((M::SCHEMA, read::<M>));
        self
    }

    /// Says what happens to items of other entities. Nobody has to say it: they are kept.
    pub fn unknown(mut self, policy: Unknown) -> Self {
        self.unknown = policy;
        self
    }

    /// The registry.
    ///
    /// # Errors
    ///
    /// [`RegistryError::SharedName`] when two entities share a name or an alias; [`RegistryError::NoDiscriminator`] for a table whose
    /// items do not say their entity; [`RegistryError::Empty`] without an entity.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::{Error, Registry, RegistryError};
    ///
    /// let twice = Registry::<ShopTable>::builder().with::<Order>().with::<Product>().with::<Order>().build();
    /// assert!(matches!(twice, Err(Error::Registry(RegistryError::SharedName { name: "ORDER", .. }))));
    /// ```
    pub fn build(self) -> Result<Registry<T>> {
        let Self { entries, unknown, .. } = self;
        if T::SCHEMA.discriminator_attribute().is_none() {
            return Err(RegistryError::NoDiscriminator { table: T::SCHEMA.name() }.into());
        }
        if entries.is_empty() {
            return Err(RegistryError::Empty.into());
        }
        let mut readers = HashMap::new();
        for (at, (schema, read)) in entries.iter().enumerate() {
            for name in schema.names() {
                if readers.insert(name, *read).is_some() {
                    let before = entries[..at].iter().find(|(other, _)| other.is_named(name));
                    let one = before.map_or(schema.name(), |(other, _)| other.name());
                    return Err(
                        RegistryError::SharedName { one, other: schema.name(), name }.into()
                    );
                }
            }
        }
        let schemas = entries.into_iter().map(|(schema, _)| schema).collect();
        Ok(Registry { inner: Arc::new(Inner { schemas, readers, unknown }), table: PhantomData })
    }
}

impl<T> fmt::Debug for RegistryBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.entries.iter().map(|(schema, _)| schema.name()).collect();
        f.debug_struct("RegistryBuilder")
            .field("entities", &names)
            .field("unknown", &self.unknown)
            .finish()
    }
}
