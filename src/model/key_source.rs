//! What fills the key attributes of a table or index, resolved for one model.

use super::{IndexSchema, Role, Schema, TableKey, TableSchema, Template};
use crate::value::KeyType;

/// Where a key attribute's value comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum KeySource {
    /// Text made of fields and literals.
    Template(Template),
    /// A field, stored as an attribute of its own.
    Field { field: &'static str, attribute: &'static str, key_type: KeyType },
    /// Another key or the discriminator.
    Role(Role),
}

/// What makes one key attribute, after roles are followed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Maker {
    Template(&'static Template),
    Field(&'static str),
    /// The entity's name.
    Constant(&'static str),
}

/// One key attribute and what makes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyAttribute {
    pub(crate) name: &'static str,
    pub(crate) key_type: KeyType,
    pub(crate) maker: Maker,
}

impl KeyAttribute {
    /// The fields that feed this attribute, in order.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'static str> {
        let (template, field) = match self.maker {
            Maker::Template(template) => (Some(template), None),
            Maker::Field(field) => (None, Some(field)),
            Maker::Constant(_) => (None, None),
        };
        template
            .into_iter()
            .flat_map(|template| template.steps().map(|step| step.field))
            .chain(field)
    }
}

/// The key of a table or of an index, for one model: a list of partition and of sort key attributes.
#[derive(Debug, Clone)]
pub(crate) struct KeyLayout {
    pub(crate) partition: Vec<KeyAttribute>,
    pub(crate) sort: Vec<KeyAttribute>,
}

impl KeyLayout {
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &KeyAttribute> {
        self.partition.iter().chain(&self.sort)
    }

    /// The primary key of a model.
    pub(crate) fn primary(schema: &'static Schema, table: &'static TableSchema) -> Self {
        Self::of(primary_key(schema, table))
    }

    /// The key of an index. A local index has the table's partition key.
    pub(crate) fn index(
        schema: &'static Schema,
        table: &'static TableSchema,
        index: &'static IndexSchema,
    ) -> Self {
        Self::of(index_key(schema, table, index))
    }

    fn of([partition, sort]: [Option<KeyAttribute>; 2]) -> Self {
        Self { partition: partition.into_iter().collect(), sort: sort.into_iter().collect() }
    }
}

/// The partition and sort key of a table, for one model.
pub(super) fn primary_key(
    schema: &'static Schema,
    table: &'static TableSchema,
) -> [Option<KeyAttribute>; 2] {
    [
        made(schema, Some(table.own_partition_key()), schema.partition_source()),
        made(schema, table.own_sort_key(), schema.sort_source()),
    ]
}

/// The partition and sort key of an index, for one model.
pub(super) fn index_key(
    schema: &'static Schema,
    table: &'static TableSchema,
    index: &'static IndexSchema,
) -> [Option<KeyAttribute>; 2] {
    let Some(declared) = table.index(index.name()) else {
        return [None, None];
    };
    let partition = match declared.own_partition_key() {
        Some(key) => made(schema, Some(key), index.partition_source()),
        None => made(schema, Some(table.own_partition_key()), schema.partition_source()),
    };
    [partition, made(schema, declared.own_sort_key(), index.sort_source())]
}

fn made(
    schema: &'static Schema,
    key: Option<&TableKey>,
    source: Option<&'static KeySource>,
) -> Option<KeyAttribute> {
    resolve(schema, *key?, source?)
}

fn resolve(
    schema: &'static Schema,
    key: TableKey,
    source: &'static KeySource,
) -> Option<KeyAttribute> {
    let maker = match source {
        KeySource::Template(template) => Maker::Template(template),
        KeySource::Field { field, .. } => Maker::Field(field),
        KeySource::Role(Role::Discriminator) => Maker::Constant(schema.name()),
        KeySource::Role(Role::PartitionKey) => {
            return resolve(schema, key, schema.partition_source()?);
        }
        KeySource::Role(Role::SortKey) => return resolve(schema, key, schema.sort_source()?),
    };
    Some(KeyAttribute { name: key.name(), key_type: key.key_type(), maker })
}
