//! Models and tables: what the derives describe, keys and their parts, and the registry of entities.

mod any_entity;
mod attr;
mod attribute_type;
mod auto;
mod check;
mod check_model;
mod check_names;
mod check_ttl;
mod derived;
mod dynamo_model;
mod entities;
mod entity;
mod family;
mod format;
mod index;
mod into_part;
mod item;
mod item_keys;
mod keeps_to_table;
mod key_of;
mod key_part;
mod key_source;
mod key_text;
mod key_writer;
mod known_parts;
mod moment;
mod of;
mod registry;
mod role;
mod schema;
mod stamp;
mod table;
mod template;
mod unguarded;
mod version;

pub use any_entity::AnyEntity;
pub use attr::{Attr, Dynamic, Untyped, as_key_part, attr, attribute};
pub use attribute_type::AttributeType;
pub use auto::{Auto, IdVersion, fill};
pub use check::{check_field, check_index, check_keys, check_registry, find_misplaced};
pub use check_model::check_model;
pub use check_ttl::{check_ttl, check_ttl_key};
pub use derived::{derived_index, derived_schema};
pub use dynamo_model::DynamoModel;
pub(crate) use entities::Entities;
pub(crate) use entity::entity_name_in;
pub use entity::{
    Decoded, EntityOf, FromItem, StoredKeys, decode, entity_name, entity_of, keep, stored_keys,
    unknown_entity,
};
pub use family::{Addable, Container, List, Map, Measured, Numeric, Scalar, Set};
pub use format::Format;
pub use index::{ConsistentRead, Gsi, Index, Lsi, Primary, index_at};
pub use into_part::IntoPart;
pub use item::{append_item, encode_item};
pub(crate) use item::{check_size, item_size, primary_key, raw_item, with_attributes};
pub use keeps_to_table::keeps_to_table;
pub use key_of::{Concat, IntoKey, KeyOf, NextPart, PartsOf, QueryKey};
pub use key_part::{KeyPart, NaturalKey, Prefixed, TemplatePart, in_template};
pub(crate) use key_source::{KeyAttribute, KeyLayout, KeySource, Maker};
pub use key_text::KeyText;
pub(crate) use key_text::{check_prefix, write_part};
pub use key_writer::KeyWriter;
pub(crate) use key_writer::{GivenKey, OpenText, Rendered, checked};
pub(crate) use known_parts::{Known, KnownParts, PartForms, Remade};
pub use moment::{Expiry, Moment, MomentField, in_ttl};
pub use of::Of;
pub use registry::{Registry, RegistryBuilder, Unknown};
pub use role::{
    AttrRole, Managed, Nested, Optional, PrimaryKey, Removable, Required, Settable, Through,
};
pub use schema::{IndexSchema, Role, Schema};
pub use stamp::{
    Stamp, StampError, StampValue, Undo, set_one, stamp_created, stamp_updated, stamp_value,
    stamp_version,
};
pub use table::{Projection, Table, TableIndex, TableKey, TableSchema};
pub use template::Template;
pub use unguarded::Unguarded;
pub use version::{Version, VersionField, takes_version, version_of};
