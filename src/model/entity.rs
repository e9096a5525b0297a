//! What items decode to: one model, or the entities of a registry.

use std::borrow::Cow;
use std::collections::HashMap;

use super::item::key_attributes;
use super::{DynamoModel, Schema, Table, TableSchema};
use crate::codec::ItemReader;
use crate::error::{DecodeError, DecodeErrorKind, Error, Result};
use crate::value::RawItem;

/// What items decode to: a model, or the enum of [`register!`](crate::register).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Dynamo, FromItem, Result};
///
/// /// Counts all items of a model or of a registry.
/// async fn count<E: FromItem>(db: &Dynamo) -> Result<usize>
/// where
///     E::Table: dynamorph::Table,
/// {
///     println!("counting {} in {}", E::NAME, db.table_name::<E>());
///     Ok(E::ENTITIES.len())
/// }
/// assert_eq!((count::<Product>(&db).await?, count::<Shop>(&db).await?), (1, 2));
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "items do not decode to `{Self}`",
    label = "neither a model nor a `register!` enum"
)]
pub trait FromItem: StoredKeys + Sized + Send + 'static {
    /// The table the items live in.
    type Table: Table;

    /// The name for messages: an entity's, or the enum's.
    const NAME: &'static str;

    /// The entities that items may be of.
    const ENTITIES: &'static [&'static Schema];

    /// The one entity, where this is a model: a query then asks DynamoDB for its items only.
    const MODEL: Option<&'static Schema> = None;

    /// Whether items of no registered entity are passed over: the policy `_ => skip`.
    const SKIPS_UNKNOWN: bool = false;

    /// Decodes one item.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] when the item does not fit, [`Error::WrongEntity`] when it is another entity's,
    /// [`Error::UnexpectedEntity`] when the registry's policy is `_ => error` and the item is of no registered entity.
    fn from_item(item: &mut ItemReader<'_>) -> Result<Decoded<Self>>;
}

/// Items whose keys are known: a cursor can follow them. Models are, and the enums of [`register!`](crate::register).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::StoredKeys;
///
/// # fn main() -> dynamorph::Result<()> {
/// let keys = Product { sku: "tea".into(), price: 450 }.stored_keys()?;
/// assert_eq!(keys.get("sk").and_then(|value| value.as_s().ok()).map(String::as_str), Some("PRODUCT#tea"));
/// # Ok(()) }
/// ```
pub trait StoredKeys {
    /// The key attributes as the item stores them: those of the table, and those of the indexes that it lies in.
    ///
    /// # Errors
    ///
    /// [`Error::Key`] when a part is no part of a key.
    fn stored_keys(&self) -> Result<RawItem>;
}

/// One item read.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Decoded, FromItem, ItemReader};
///
/// let item = Product { sku: "tea".into(), price: 450 }.to_raw_item()?;
/// let mut reader = ItemReader::from_raw(&item).expect("it reads");
/// assert!(matches!(Shop::from_item(&mut reader)?, Decoded::Item(Shop::Product(_))));
/// # Ok::<(), dynamorph::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded<T> {
    /// Decoded.
    Item(T),
    /// Passed over by the registry's policy `_ => skip`.
    Skipped,
}

impl<T> Decoded<T> {
    pub(crate) fn into_item(self) -> Option<T> {
        match self {
            Self::Item(item) => Some(item),
            Self::Skipped => None,
        }
    }
}

impl<M: DynamoModel> FromItem for M {
    type Table = M::Table;
    const NAME: &'static str = M::SCHEMA.name();
    const ENTITIES: &'static [&'static Schema] = &[M::SCHEMA];
    const MODEL: Option<&'static Schema> = Some(M::SCHEMA);

    fn from_item(item: &mut ItemReader<'_>) -> Result<Decoded<Self>> {
        if let Some(discriminator) = <M::Table as Table>::SCHEMA.discriminator_attribute() {
            // Most items are what was asked for. What else one is, and in which order that is told, is found out below.
            if let Some(decoded) = decode_named(item, discriminator) {
                return Ok(Decoded::Item(decoded));
            }
            let entity = entity_name::<M::Table>(item)?;
            if !entity.as_deref().is_some_and(|name| M::SCHEMA.is_named(name)) {
                return Err(Error::wrong_entity(M::SCHEMA.name(), item.raw().ok()));
            }
        }
        decode(item).map(Decoded::Item)
    }
}

impl<M: DynamoModel> StoredKeys for M {
    fn stored_keys(&self) -> Result<RawItem> {
        stored_keys(M::SCHEMA, self)
    }
}

/// The key attributes of a model's item.
///
/// # Errors
///
/// [`Error::Key`] when a part is no part of a key.
pub fn stored_keys<M: DynamoModel>(schema: &'static Schema, item: &M) -> Result<RawItem> {
    let keys = key_attributes(item).map_err(|source| Error::key(schema.name(), source))?;
    let stored = keys.into_iter().map(|(name, value)| (name.to_owned(), value.into()));
    Ok(stored.collect::<HashMap<_, _>>().into())
}

/// A model listed in the [`register!`](crate::register) enum `E`.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::EntityOf;
///
/// let tea: Shop = Product { sku: "tea".into(), price: 450 }.into_entity();
/// assert!(Order::from_entity(tea).is_err()); // it is a product, and comes back
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity of `{E}`",
    label = "list `{Self}` in the `register!` of `{E}`"
)]
pub trait EntityOf<E: FromItem>: DynamoModel<Table = E::Table> {
    /// The model as the enum.
    fn into_entity(self) -> E;

    /// The model, or the enum back when it holds another entity.
    ///
    /// # Errors
    ///
    /// The enum itself.
    fn from_entity(entity: E) -> std::result::Result<Self, E>;
}

/// The entity name that an item holds. This is the one place where an entity is recognised.
///
/// # Errors
///
/// [`Error::Decode`] when the item's bytes do not read.
pub fn entity_name<'a, T: Table>(item: &mut ItemReader<'a>) -> Result<Option<Cow<'a, str>>> {
    entity_name_in(T::SCHEMA, item)
}

/// The entity name that an item of this table holds.
pub(crate) fn entity_name_in<'a>(
    table: &TableSchema,
    item: &mut ItemReader<'a>,
) -> Result<Option<Cow<'a, str>>> {
    let Some(attribute) = table.discriminator_attribute() else {
        return Ok(None);
    };
    match item.text(attribute) {
        // An attribute of that name that is no text: the item is of nobody's entity, as one without it.
        Err(source) if matches!(source.kind(), DecodeErrorKind::Type { .. }) => Ok(None),
        name => name.map_err(|source| Error::decode(table.name(), source)),
    }
}

/// Decodes an item whose entity is known.
///
/// # Errors
///
/// [`Error::Decode`] when the item does not fit the model.
pub fn decode<M: DynamoModel>(item: &mut ItemReader<'_>) -> Result<M> {
    let decoded = read(item, None).map(|(decoded, _)| decoded);
    decoded.map_err(|source| Error::decode(M::SCHEMA.name(), source))
}

/// Decodes an item that fits the model and names it; the name is read on the way.
fn decode_named<M: DynamoModel>(
    item: &mut ItemReader<'_>,
    discriminator: &'static str,
) -> Option<M> {
    // A field takes its attribute, so there would be nothing to see.
    if M::SCHEMA.known_attributes().any(|name| name == discriminator) {
        return None;
    }
    let decoded = read(item, Some(discriminator)).ok();
    decoded.filter(|(_, is_named)| *is_named).map(|(decoded, _)| decoded)
}

/// Decodes an item, and says whether the discriminator, where it is asked for, names the model.
fn read<M: DynamoModel>(
    item: &mut ItemReader<'_>,
    discriminator: Option<&'static str>,
) -> Result<(M, bool), DecodeError> {
    let (schema, table) = (M::SCHEMA, <M::Table as Table>::SCHEMA);
    let owned = |name: &str| table.owns(name) && !schema.has_natural_key(name);
    let is_named = |name: &str| schema.is_named(name);
    item.decode_entity(schema.codec_shape(), &owned, discriminator, &is_named)
}

/// Keeps an item of no registered entity.
///
/// # Errors
///
/// [`Error::Decode`] when the item's bytes do not read.
pub fn keep(item: &mut ItemReader<'_>) -> Result<RawItem> {
    item.raw().map_err(|source| Error::decode("an unknown entity", source))
}

/// The error for an item of no registered entity under `_ => error`.
#[must_use]
pub fn unknown_entity<E: FromItem>(found: Option<&str>) -> Error {
    Error::unexpected_entity(E::NAME, found)
}

impl RawItem {
    /// Decodes the item to a model or to an entity of a registry; `None` when the registry passes it over.
    ///
    /// # Errors
    ///
    /// As [`FromItem::from_item`].
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # fn main() -> dynamorph::Result<()> {
    /// let tea = Product { sku: "tea".into(), price: 450 };
    /// let item = tea.to_raw_item()?;
    /// assert_eq!(item.get("pk").and_then(|value| value.as_s().ok()).map(String::as_str), Some("CATALOG"));
    /// assert_eq!(item.decode::<Product>()?, Some(tea));
    /// assert!(item.decode::<Order>().is_err()); // another entity's item
    /// # Ok(())
    /// # }
    /// ```
    pub fn decode<E: FromItem>(&self) -> Result<Option<E>> {
        let mut item =
            ItemReader::from_raw(self).map_err(|source| Error::decode(E::NAME, source))?;
        E::from_item(&mut item).map(Decoded::into_item)
    }
}

/// The entity name of a raw item, or `""`.
#[must_use]
pub fn entity_of<T: Table>(item: &RawItem) -> &str {
    let attribute = T::SCHEMA.discriminator_attribute().and_then(|name| item.get(name));
    attribute.and_then(|value| value.as_s().ok()).map_or("", String::as_str)
}
