//! What generated code names. No part of the public API.

pub use crate::builders::{EntityOps, Query};
pub use crate::codec::{
    Codec, Field, InstantKind, ItemReader, MapKey, Otherwise, Probe, Shape, Shaped, Tagging,
    TtlKind, Variant, Variants, With, ttl_shape,
};
pub use ::core;
pub use ::core::option::Option::{self, None, Some};
pub use ::core::result::Result::{Err, Ok};
pub use ::serde;
pub use ::std;

pub use crate::builders::{Answer, Patch, Update};
pub use crate::error::{EncodeError, KeyError, Result};
pub use crate::expression::{Assigned, On, Scoped, Term};
pub use crate::model::{
    Addable, Attr, Auto, Container, Decoded, DynamoModel, EntityOf, Expiry, Format, FromItem, Gsi,
    IdVersion, Index, IndexSchema, KeyOf, KeyPart, KeyText, KeyWriter, List, Lsi, Managed, Map,
    Measured, Moment, MomentField, NaturalKey, Numeric, Optional, Prefixed, PrimaryKey, Projection,
    QueryKey, Required, Role, Scalar, Schema, Set, Stamp, StampError, StampValue, StoredKeys,
    Table, TableIndex, TableKey, TableSchema, TemplatePart, Undo, Unguarded, Version, VersionField,
    as_key_part, attribute, check_field, check_index, check_keys, check_registry, check_ttl,
    check_ttl_key, decode, derived_index, derived_schema, entity_name, entity_of, fill,
    find_misplaced, in_template, in_ttl, index_at, keep, keeps_to_table, set_one, stamp_created,
    stamp_updated, stamp_value, stamp_version, stored_keys, takes_version, unknown_entity,
    version_of,
};
pub use crate::operation::Returns;
pub use crate::value::{DocumentPath, PathStep};
pub use crate::value::{KeyType, KeyValue, RawItem};

// What the benches measure, and nothing else names.
pub use crate::codec::{count_hint, take_items};
pub use crate::model::{append_item, encode_item};
