#![doc = include_str!("../docs/front-page.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

// The derives name this crate by its path; inside it, it has none.
extern crate self as dynamorph;

mod batch;
mod builders;
mod client;
mod codec;
mod derives;
mod error;
mod expression;
mod model;
mod operation;
mod schema;
mod transact;
mod value;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod guide;
pub mod prelude;

/// The attribute of an `impl` of [`Hooks`], from the crate [`async-trait`](https://docs.rs/async-trait).
///
/// # Examples
///
/// ```
/// use dynamorph::{Hooks, Operation, Refusal, async_trait};
///
/// struct ReadOnly;
///
/// #[async_trait]
/// impl Hooks for ReadOnly {
///     async fn before_operation(&self, operation: &Operation<'_>) -> Result<(), Refusal> {
///         if operation.is_write() { Err("read only".into()) } else { Ok(()) }
///     }
/// }
/// ```
pub use async_trait::async_trait;
pub use batch::{
    BatchAccount, BatchGet, BatchGetRest, BatchOp, BatchOps, BatchReport, BatchRest, BatchWrite,
    BatchWriteOp, BatchWriter, BatchWritten, DeleteAll, Deleted, Duplicates, batch_get,
    batch_write,
};
pub use builders::{
    Answer, ChangeResult, Check, Create, Cursor, Delete, EntityOps, Explain, Get, Group,
    ItemStream, Lint, ModelOps, Modify, NewItem, Nothing, OldItem, Page, ParallelScan, Partition,
    Patch, Put, Query, Replace, Rest, ReturnsOld, Save, Scan, ScanPosition, ScanStream, Selection,
    Slot, Update, Upsert, Verb, nullable,
};
pub use client::{
    Clock, Consumed, Cost, CursorKeys, Deadline, Dynamo, DynamoBuilder, Ended, Hooks, ItemWrite,
    Operation, Progress, Refusal, SegmentProgress, SystemClock, Timeouts, WriteVerb,
};
pub use codec::{
    Codec, DateKind, Field, InstantKind, ItemReader, MapKey, Shape, Shaped, Tagging, TtlKind,
    Variant, Variants, With, from_attribute_value, to_attribute_value,
};
pub use derives::{DynamoMap, DynamoModel, DynamoPatch, DynamoValue, Table, register};
pub use error::{
    Attempt, AttributePath, BatchGetIncomplete, BatchIncomplete, CancellationCode,
    CancellationReason, Context, CursorError, DecodeError, DecodeErrorKind, DeleteAllIncomplete,
    EncodeError, EncodeErrorKind, EntityName, Error, ExpressionError, InvalidRequest, KeyError,
    KeyErrorKind, Outcome, RegistryError, Rejection, Result, ServiceErrorKind, ServiceFailure,
    TableMismatch, TransactionCanceled,
};
pub use expression::{
    AddOperand, Assign, Condition, Given, IntoCondition, Join, ListElements, On, Operand,
    SetElements, Size, Stored, Sum, UntypedValue,
};
pub use model::{
    Addable, AnyEntity, Attr, AttrRole, AttributeType, Auto, Concat, ConsistentRead, Container,
    Decoded, Dynamic, DynamoModel, EntityOf, Expiry, Format, FromItem, Gsi, IdVersion, Index,
    IndexSchema, IntoKey, IntoPart, KeyOf, KeyPart, KeyText, KeyWriter, List, Lsi, Managed, Map,
    Measured, Moment, MomentField, NaturalKey, Nested, NextPart, Numeric, Of, Optional, PartsOf,
    Prefixed, Primary, PrimaryKey, Projection, QueryKey, Registry, RegistryBuilder, Removable,
    Required, Role, Scalar, Schema, Set, Settable, Stamp, StampError, StampValue, StoredKeys,
    Table, TableIndex, TableKey, TableSchema, Template, TemplatePart, Through, Undo, Unguarded,
    Unknown, Untyped, Version, VersionField, attr, check_model,
};
pub use transact::{
    ExactlyOnce, FailedTransaction, TransactGet, TransactGetOp, TransactGetOps, TransactOp,
    TransactOps, TransactWrite, WriteOp, transact_get, transact_write,
};
pub use value::{
    ItemSize, KeyType, KeyValue, NotAKeyValue, Number, NumberError, PathError, RawItem,
    UnknownAttributeType, limits,
};

/// The lines of the README run.
#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;
