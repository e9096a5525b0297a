//! Tables: names, key attributes, indexes, as the derive describes them.

use crate::value::KeyType;

/// A physical table. Derive it with `#[derive(Table)]`.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::Table;
///
/// assert_eq!(ShopTable::SCHEMA.name(), "shop");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "derive `Table` for it"
)]
pub trait Table: 'static {
    /// The table's name, keys and indexes.
    const SCHEMA: &'static TableSchema;
}

/// The name, key attributes, discriminator and indexes of a table.
///
/// # Examples
///
/// ```
/// use dynamorph::{KeyType, Projection, Table, TableIndex, TableKey, TableSchema};
///
/// /// What `#[derive(Table)]` writes.
/// struct Shop;
///
/// impl Table for Shop {
///     const SCHEMA: &'static TableSchema = &TableSchema::new("shop", TableKey::new("pk", KeyType::S))
///         .sort_key(TableKey::new("sk", KeyType::S))
///         .discriminator("type")
///         .ttl("expires_at")
///         .indexes(&[
///             TableIndex::global("gsi1", TableKey::new("gsi1pk", KeyType::S)).sort_key(TableKey::new("gsi1sk", KeyType::S)),
///             TableIndex::local("lsi1", TableKey::new("total", KeyType::N)).projection(Projection::KeysOnly),
///         ]);
/// }
/// assert_eq!(Shop::SCHEMA.name(), "shop");
/// ```
#[derive(Debug)]
pub struct TableSchema {
    name: &'static str,
    pub(super) partition_key: TableKey,
    pub(super) sort_key: Option<TableKey>,
    pub(super) discriminator: Option<&'static str>,
    ttl: Option<&'static str>,
    pub(super) indexes: &'static [TableIndex],
}

/// One key attribute: its name and type.
///
/// # Examples
///
/// ```
/// use dynamorph::{KeyType, TableKey};
///
/// let key = TableKey::new("at", KeyType::N);
/// assert_eq!((key.name(), key.key_type()), ("at", KeyType::N));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableKey {
    pub(super) name: &'static str,
    pub(super) key_type: KeyType,
}

impl TableKey {
    /// A key attribute.
    #[must_use]
    pub const fn new(name: &'static str, key_type: KeyType) -> Self {
        Self { name, key_type }
    }

    /// The attribute's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The attribute's type.
    #[must_use]
    pub const fn key_type(&self) -> KeyType {
        self.key_type
    }
}

/// What an index holds of each item.
///
/// # Examples
///
/// ```
/// use dynamorph::prelude::*;
///
/// #[derive(Table)]
/// #[table(name = "games", partition_key = "pk", sort_key = "sk", discriminator = "type")]
/// #[table(index(name = "top", partition_key = "game", sort_key = N("score"), projection = include("player")))]
/// struct Games;
/// assert_eq!(dynamorph::Projection::default(), dynamorph::Projection::All);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Projection {
    /// Every attribute.
    #[default]
    All,
    /// The key attributes of the table and of the index.
    KeysOnly,
    /// The key attributes and these.
    Include(&'static [&'static str]),
}

/// One secondary index of a table.
///
/// # Examples
///
/// ```
/// use dynamorph::{KeyType, Projection, TableIndex, TableKey};
///
/// const TOP: TableIndex = TableIndex::global("top", TableKey::new("game", KeyType::S))
///     .sort_key(TableKey::new("score", KeyType::N))
///     .projection(Projection::Include(&["player"]));
/// const BEST: TableIndex = TableIndex::local("best", TableKey::new("score", KeyType::N));
/// assert_eq!((TOP.name(), BEST.name()), ("top", "best"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct TableIndex {
    pub(super) name: &'static str,
    pub(super) partition_key: Option<TableKey>,
    pub(super) sort_key: Option<TableKey>,
    projection: Projection,
}

impl TableIndex {
    /// A global secondary index.
    #[must_use]
    pub const fn global(name: &'static str, partition_key: TableKey) -> Self {
        Self {
            name,
            partition_key: Some(partition_key),
            sort_key: None,
            projection: Projection::All,
        }
    }

    /// A local secondary index: the table's partition key with another sort key.
    #[must_use]
    pub const fn local(name: &'static str, sort_key: TableKey) -> Self {
        Self { name, partition_key: None, sort_key: Some(sort_key), projection: Projection::All }
    }

    /// Gives a global index a sort key.
    #[must_use]
    pub const fn sort_key(mut self, sort_key: TableKey) -> Self {
        self.sort_key = Some(sort_key);
        self
    }

    /// Says what the index holds of each item; every attribute by default.
    #[must_use]
    pub const fn projection(mut self, projection: Projection) -> Self {
        self.projection = projection;
        self
    }

    /// The index's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) const fn is_global(&self) -> bool {
        self.partition_key.is_some()
    }

    pub(crate) const fn own_partition_key(&self) -> Option<&TableKey> {
        self.partition_key.as_ref()
    }

    pub(crate) const fn own_sort_key(&self) -> Option<&TableKey> {
        self.sort_key.as_ref()
    }

    pub(crate) const fn held(&self) -> Projection {
        self.projection
    }
}

impl TableSchema {
    /// A table with a partition key.
    #[must_use]
    pub const fn new(name: &'static str, partition_key: TableKey) -> Self {
        Self { name, partition_key, sort_key: None, discriminator: None, ttl: None, indexes: &[] }
    }

    /// Gives the table a sort key.
    #[must_use]
    pub const fn sort_key(mut self, sort_key: TableKey) -> Self {
        self.sort_key = Some(sort_key);
        self
    }

    /// Names the attribute that tells the table's entities apart.
    #[must_use]
    pub const fn discriminator(mut self, attribute: &'static str) -> Self {
        self.discriminator = Some(attribute);
        self
    }

    /// Names the attribute in which DynamoDB finds the time an item expires, in epoch seconds.
    #[must_use]
    pub const fn ttl(mut self, attribute: &'static str) -> Self {
        self.ttl = Some(attribute);
        self
    }

    /// Lists the table's indexes.
    #[must_use]
    pub const fn indexes(mut self, indexes: &'static [TableIndex]) -> Self {
        self.indexes = indexes;
        self
    }

    /// The table's name, without the prefix or override of a handle.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) const fn own_partition_key(&self) -> &TableKey {
        &self.partition_key
    }

    pub(crate) const fn own_sort_key(&self) -> Option<&TableKey> {
        self.sort_key.as_ref()
    }

    pub(crate) const fn discriminator_attribute(&self) -> Option<&'static str> {
        self.discriminator
    }

    pub(crate) const fn ttl_attribute(&self) -> Option<&'static str> {
        self.ttl
    }

    pub(crate) const fn all_indexes(&self) -> &'static [TableIndex] {
        self.indexes
    }

    pub(crate) fn index(&self, name: &str) -> Option<&'static TableIndex> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// The key attributes of the table, partition key first.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &TableKey> {
        std::iter::once(&self.partition_key).chain(&self.sort_key)
    }

    /// Whether an attribute is a key of the table itself.
    pub(crate) fn is_key(&self, attribute: &str) -> bool {
        self.keys().any(|key| key.name == attribute)
    }

    /// Whether the schema, not a field, says what this attribute holds: a key of the table or of an index, or the discriminator.
    pub(crate) fn owns(&self, attribute: &str) -> bool {
        self.discriminator == Some(attribute)
            || self.is_key(attribute)
            || self.indexes.iter().any(|index| {
                index.partition_key.iter().chain(&index.sort_key).any(|key| key.name == attribute)
            })
    }
}
