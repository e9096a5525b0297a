//! What generated code names. No part of the public API.

pub use crate::builders::{EntityOps, Query};
pub use crate::codec::{
    Field, ItemReader, MapKey, Otherwise, Probe, Shape, Shaped, Tagging, Variant, Variants,
};
pub use ::core;
pub use ::std;

pub use crate::error::{KeyError, Result};
pub use crate::model::{
    Auto, Decoded, DynamoModel, EntityOf, Format, FromItem, Gsi, IdVersion, Index, IndexSchema,
    KeyOf, KeyPart, KeyText, KeyWriter, Lsi, NaturalKey, Prefixed, Projection, QueryKey, Role,
    Schema, Table, TableIndex, TableKey, TableSchema, TemplatePart, check_fields, check_index,
    check_keys, check_registry, decode, entity_name, entity_of, fill, in_template, keep,
    unknown_entity,
};
pub use crate::value::{KeyType, KeyValue, RawItem};
