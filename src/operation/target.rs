//! The table and entity of a call.

use crate::model::TableSchema;
use crate::value::KeyValue;

/// The values of key attributes, partition key first.
pub(crate) type Key = Vec<(&'static str, KeyValue)>;

/// The table a call goes to, and the entity or registry it is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    pub(crate) table: &'static TableSchema,
    pub(crate) entity: &'static str,
}
