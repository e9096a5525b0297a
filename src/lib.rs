//! A DynamoDB single-table object mapper.

#![cfg_attr(docsrs, feature(doc_cfg))]

// The derives name this crate by its path; inside it, it has none.
extern crate self as dynamorph;

mod builders;
mod client;
mod codec;
mod error;
mod expression;
mod model;
mod operation;
mod schema;
pub mod value;

pub mod prelude;
#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use builders::{
    Create, Cursor, Delete, EntityOps, Explain, Get, Group, ItemStream, ModelOps, Nothing, OldItem, Page, Partition, Put, Query, Replace,
    Rest, ReturnsOld, Save, Slot, Verb,
};
pub use client::{Clock, Dynamo, DynamoBuilder, SystemClock, Timeouts};
pub use codec::{Field, ItemReader, MapKey, Shape, Shaped, Tagging, Variant, Variants};
pub use dynamorph_macros::{DynamoMap, DynamoModel, DynamoValue, Table, register};
pub use error::{
    AttributePath, Context, CursorError, DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind, EntityName, Error, InvalidRequest,
    KeyError, KeyErrorKind, Rejection, Result, ServiceErrorKind, ServiceFailure, TableMismatch,
};
pub use model::{
    Auto, Concat, ConsistentRead, Decoded, DynamoModel, EntityOf, Format, FromItem, Gsi, IdVersion, Index, IndexSchema, IntoKey, IntoPart,
    KeyOf, KeyPart, KeyText, KeyWriter, Lsi, NaturalKey, NextPart, PartsOf, Prefixed, Primary, Projection, QueryKey, Role, Schema, Table,
    TableIndex, TableKey, TableSchema, Template, TemplatePart,
};
pub use value::{KeyType, KeyValue, Number, RawItem};

/// The lines of the README run.
#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;
