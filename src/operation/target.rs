//! The table and entity of a call.

use crate::model::{DynamoModel, Table, TableSchema};
use crate::value::KeyValue;

/// The values of key attributes, partition key first.
pub(crate) type Key = Vec<(&'static str, KeyValue)>;

/// The entity of a request about both: the one that they are, or that there are several. `""` is none yet.
pub(crate) fn joint_entity(known: &'static str, other: &'static str) -> &'static str {
    match known {
        "" => other,
        same if same == other => same,
        _ => "several entities",
    }
}

/// The table a call goes to, and the entity or registry it is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    pub(crate) table: &'static TableSchema,
    pub(crate) entity: &'static str,
}

impl Target {
    /// A call about items of this model.
    pub(crate) fn of<M: DynamoModel>() -> Self {
        Self { table: <M::Table as Table>::SCHEMA, entity: M::SCHEMA.name() }
    }
}
