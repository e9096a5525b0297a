//! How a model lies in its table: entity name, key templates, indexes, shape.

use super::{KeySource, StampValue, Template};
use crate::codec::Shape;
use crate::value::KeyType;

/// The entity name, keys, indexes and shape of a model; what the derive emits as a constant.
///
/// # Examples
///
/// ```
/// use dynamorph::{Field, IndexSchema, KeyType, Schema, Shape};
///
/// static REFUND: Schema = Schema::new("REFUND").aliases(&["RFD"]).partition("ORDER#{order_id}").sort("REFUND#{made_on}");
/// assert!(REFUND.is_named("RFD") && REFUND.name() == "REFUND");
///
/// // What a derive writes beside: indexes, the attributes of their parts, what is a set, what the mapper maintains.
/// static FIELDS: [Field; 1] = [Field::new("tags", Shape::StringSet(&Shape::Plain))];
/// static INDEXES: [IndexSchema; 1] = [IndexSchema::new("by-owner").partition_field("owner", "owner", KeyType::S)];
/// static NOTE: Schema = Schema::new("NOTE")
///     .partition_field("id", "id", KeyType::S)
///     .sort_field("at", "at", KeyType::N)
///     .indexes(&INDEXES)
///     .parts(&[("owner", "owner")])
///     .shape(Shape::Fields(|| &FIELDS))
///     .version("version")
///     .ttl("until")
///     .created_at("made_at", |now| dynamorph::to_attribute_value(&now, &Shape::Plain))
///     .updated_at("changed_at", |now| dynamorph::to_attribute_value(&now, &Shape::Plain));
/// ```
#[derive(Debug)]
pub struct Schema {
    pub(super) name: &'static str,
    pub(super) aliases: &'static [&'static str],
    pub(super) partition: Option<KeySource>,
    pub(super) sort: Option<KeySource>,
    pub(super) indexes: &'static [IndexSchema],
    pub(super) shape: Shape,
    pub(super) parts: &'static [(&'static str, &'static str)],
    pub(super) version: Option<&'static str>,
    pub(super) ttl: Option<&'static str>,
    pub(super) created_at: Option<(&'static str, StampValue)>,
    pub(super) updated_at: Option<(&'static str, StampValue)>,
}

impl Schema {
    /// A model's schema. A partition key has to follow.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            aliases: &[],
            partition: None,
            sort: None,
            indexes: &[],
            shape: Shape::Plain,
            parts: &[],
            version: None,
            ttl: None,
            created_at: None,
            updated_at: None,
        }
    }

    /// Other names under which items of this entity may be stored. Reads accept each of them, writes use the name.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// The template of the partition key.
    #[must_use]
    pub const fn partition(mut self, template: &'static str) -> Self {
        self.partition = Some(KeySource::Template(Template::new(template)));
        self
    }

    /// The template of the sort key.
    #[must_use]
    pub const fn sort(mut self, template: &'static str) -> Self {
        self.sort = Some(KeySource::Template(Template::new(template)));
        self
    }

    /// A field that is the partition key itself, the attribute it is stored as, and its type.
    #[must_use]
    pub const fn partition_field(
        mut self,
        field: &'static str,
        attribute: &'static str,
        key_type: KeyType,
    ) -> Self {
        self.partition = Some(KeySource::Field { field, attribute, key_type });
        self
    }

    /// A field that is the sort key itself, the attribute it is stored as, and its type.
    #[must_use]
    pub const fn sort_field(
        mut self,
        field: &'static str,
        attribute: &'static str,
        key_type: KeyType,
    ) -> Self {
        self.sort = Some(KeySource::Field { field, attribute, key_type });
        self
    }

    /// The indexes in which the model lies.
    #[must_use]
    pub const fn indexes(mut self, indexes: &'static [IndexSchema]) -> Self {
        self.indexes = indexes;
        self
    }

    /// Where the struct holds sets, bytes and other types that serde does not tell apart.
    #[must_use]
    pub const fn shape(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    /// The fields that a key or an index names, each with the attribute it is stored as. An update that changes such an
    /// attribute changes the index keys that are made of it.
    #[must_use]
    pub const fn parts(mut self, parts: &'static [(&'static str, &'static str)]) -> Self {
        self.parts = parts;
        self
    }

    /// The attribute that holds the item's version.
    #[must_use]
    pub const fn version(mut self, attribute: &'static str) -> Self {
        self.version = Some(attribute);
        self
    }

    /// The attribute that holds the time the item expires. The table declares the same.
    #[must_use]
    pub const fn ttl(mut self, attribute: &'static str) -> Self {
        self.ttl = Some(attribute);
        self
    }

    /// The attribute that holds the time of creation, and how a time is stored there.
    #[must_use]
    pub const fn created_at(mut self, attribute: &'static str, value: StampValue) -> Self {
        self.created_at = Some((attribute, value));
        self
    }

    /// The attribute that holds the time of the last change, and how a time is stored there.
    #[must_use]
    pub const fn updated_at(mut self, attribute: &'static str, value: StampValue) -> Self {
        self.updated_at = Some((attribute, value));
        self
    }

    /// The entity name: what the discriminator holds.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether this is the entity's name or one of its aliases.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }

    /// The name, then the aliases.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    pub(crate) const fn alias_list(&self) -> &'static [&'static str] {
        self.aliases
    }

    pub(crate) const fn partition_source(&self) -> Option<&KeySource> {
        self.partition.as_ref()
    }

    pub(crate) const fn sort_source(&self) -> Option<&KeySource> {
        self.sort.as_ref()
    }

    pub(crate) const fn index_list(&self) -> &'static [IndexSchema] {
        self.indexes
    }

    /// The attribute of a field that a key or index names; its own name where the schema does not list such fields.
    pub(crate) fn part_attribute<'s>(&self, field: &'s str) -> Option<&'s str> {
        if self.parts.is_empty() {
            return Some(field);
        }
        self.parts.iter().find(|(name, _)| *name == field).map(|(_, attribute)| *attribute)
    }

    /// Whether an item without this attribute does not decode, as far as that is known.
    pub(crate) fn is_required(&self, attribute: &str) -> bool {
        match self.shape {
            Shape::Fields(fields) => {
                fields().iter().any(|field| field.name() == attribute && field.is_required())
            }
            _ => false,
        }
    }

    pub(crate) const fn version_attribute(&self) -> Option<&'static str> {
        self.version
    }

    pub(crate) const fn ttl_attribute(&self) -> Option<&'static str> {
        self.ttl
    }

    pub(crate) const fn created_attribute(&self) -> Option<(&'static str, StampValue)> {
        self.created_at
    }

    pub(crate) const fn updated_attribute(&self) -> Option<(&'static str, StampValue)> {
        self.updated_at
    }

    pub(crate) const fn codec_shape(&self) -> &Shape {
        &self.shape
    }

    /// The attributes of the model's fields; none where they are not known: without a shape, or with a flattened field.
    pub(crate) fn attributes(&self) -> Option<impl Iterator<Item = &'static str>> {
        let Shape::Fields(fields) = self.shape else {
            return None;
        };
        let fields = fields();
        (!fields.iter().any(|field| field.flatten)).then(|| fields.iter().map(|field| field.name))
    }

    /// The attributes of the model's fields, as far as they are known: those of flattened fields are not.
    pub(crate) fn known_attributes(&self) -> impl Iterator<Item = &'static str> {
        let fields: &[_] = match self.shape {
            Shape::Fields(fields) => fields(),
            _ => &[],
        };
        fields.iter().filter(|field| !field.flatten).map(|field| field.name)
    }

    /// Whether a field of the model is stored under this key attribute's own name.
    pub(crate) fn has_natural_key(&self, attribute: &str) -> bool {
        let own = [&self.partition, &self.sort].into_iter();
        own.chain(self.indexes.iter().flat_map(|index| [&index.partition, &index.sort]))
            .flatten()
            .any(|source| matches!(source, KeySource::Field { attribute: name, .. } if *name == attribute))
    }
}

/// How a model lies in one index.
///
/// # Examples
///
/// ```
/// use dynamorph::{IndexSchema, KeyType, Role};
///
/// static INDEXES: [IndexSchema; 3] = [
///     IndexSchema::new("gsi1").partition("STATUS#{status}").sort("{day}"),
///     IndexSchema::new("by-total").partition_key_of(Role::PartitionKey).sort_field("total", "total", KeyType::N),
///     IndexSchema::new("by-shop").partition_field("shop", "shop", KeyType::S).sort_key_of(Role::SortKey),
/// ];
/// assert_eq!(INDEXES[0].name(), "gsi1");
/// ```
#[derive(Debug)]
pub struct IndexSchema {
    pub(super) name: &'static str,
    pub(super) partition: Option<KeySource>,
    pub(super) sort: Option<KeySource>,
}

/// A key attribute of an index that is already something else: a key of the table, or the discriminator.
///
/// # Examples
///
/// ```
/// use dynamorph::{IndexSchema, Role};
///
/// // An index of all items of an entity, by the discriminator.
/// static BY_TYPE: IndexSchema = IndexSchema::new("by-type").partition_key_of(Role::Discriminator).sort_key_of(Role::SortKey);
/// assert_eq!(BY_TYPE.name(), "by-type");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The table's partition key.
    PartitionKey,
    /// The table's sort key.
    SortKey,
    /// The discriminator.
    Discriminator,
}

impl IndexSchema {
    /// A model's place in the index of this name. Without a partition key the index is local.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, partition: None, sort: None }
    }

    /// The template of the index's partition key.
    #[must_use]
    pub const fn partition(mut self, template: &'static str) -> Self {
        self.partition = Some(KeySource::Template(Template::new(template)));
        self
    }

    /// The template of the index's sort key.
    #[must_use]
    pub const fn sort(mut self, template: &'static str) -> Self {
        self.sort = Some(KeySource::Template(Template::new(template)));
        self
    }

    /// A field that is the index's partition key itself, the attribute it is stored as, and its type.
    #[must_use]
    pub const fn partition_field(
        mut self,
        field: &'static str,
        attribute: &'static str,
        key_type: KeyType,
    ) -> Self {
        self.partition = Some(KeySource::Field { field, attribute, key_type });
        self
    }

    /// A field that is the index's sort key itself, the attribute it is stored as, and its type.
    #[must_use]
    pub const fn sort_field(
        mut self,
        field: &'static str,
        attribute: &'static str,
        key_type: KeyType,
    ) -> Self {
        self.sort = Some(KeySource::Field { field, attribute, key_type });
        self
    }

    /// The index's partition key is a key of the table, or the discriminator.
    #[must_use]
    pub const fn partition_key_of(mut self, role: Role) -> Self {
        self.partition = Some(KeySource::Role(role));
        self
    }

    /// The index's sort key is a key of the table, or the discriminator.
    #[must_use]
    pub const fn sort_key_of(mut self, role: Role) -> Self {
        self.sort = Some(KeySource::Role(role));
        self
    }

    /// The index's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) const fn partition_source(&self) -> Option<&KeySource> {
        self.partition.as_ref()
    }

    pub(crate) const fn sort_source(&self) -> Option<&KeySource> {
        self.sort.as_ref()
    }
}
