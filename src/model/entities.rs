//! Which entities a read may meet, as data: known at compile time of a model and of `register!`, at run time of a registry.

use std::borrow::Cow;

use super::{FromItem, Schema, Table, TableSchema};

/// The entities that a read may meet.
#[derive(Debug, Clone)]
pub(crate) struct Entities {
    /// The name for messages: an entity's, or the registry's.
    pub(crate) name: &'static str,
    /// The table they live in.
    pub(crate) table: &'static TableSchema,
    pub(crate) schemas: Cow<'static, [&'static Schema]>,
    /// Whether this is one model: a query then asks DynamoDB for its items only.
    pub(crate) is_model: bool,
    /// Whether items of other entities are passed over.
    pub(crate) skips_unknown: bool,
}

impl Entities {
    pub(crate) fn of<E: FromItem>() -> Self {
        Self {
            name: E::NAME,
            table: <E::Table as Table>::SCHEMA,
            schemas: Cow::Borrowed(E::ENTITIES),
            is_model: E::MODEL.is_some(),
            skips_unknown: E::SKIPS_UNKNOWN,
        }
    }

    /// Whether the entity is one of them.
    pub(crate) fn has(&self, entity: &Schema) -> bool {
        self.schemas.iter().any(|schema| schema.name() == entity.name())
    }
}
