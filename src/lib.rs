//! A DynamoDB single-table object mapper.
//!
//! Entities are structs with a derive. A table that several of them share is described once, an enum made by [`register!`]
//! lists them, and chainable builders read and write typed values. Items go straight between DynamoDB's JSON and your structs,
//! by serde; the AWS SDK keeps endpoints, signing, retries, timeouts and error parsing.
//!
//! ```
//! use dynamorph::prelude::*;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Table)]
//! #[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
//! #[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
//! struct ShopTable;
//!
//! #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
//! #[dynamo(table = ShopTable, entity = "CUSTOMER", pk = "CUSTOMER#{name}", sk = "PROFILE")]
//! struct Customer {
//!     name: String,
//!     email: Option<String>,
//!     #[dynamo(version)]
//!     version: u64,
//! }
//!
//! #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
//! #[dynamo(table = ShopTable, entity = "ORDER", pk = "CUSTOMER#{customer}", sk = "ORDER#{day}#{number}")]
//! #[dynamo(index(gsi1, query = "by_status", pk = "STATUS#{status}", sk = "{day}"))]
//! struct Order { customer: String, day: String, number: u32, status: String }
//!
//! dynamorph::register! {
//!     /// Everything stored in the shop table.
//!     #[derive(Debug)]
//!     enum Shop in ShopTable { Customer, Order }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> dynamorph::Result<()> {
//! let db = dynamorph_testing::Embedded::memory().dynamo(); // a service has `Dynamo::new(client)`
//! db.ensure_table::<Shop>().await?;
//!
//! Customer { name: "ann".into(), email: None, version: 0 }.create().send(&db).await?;
//! for (number, day) in [(1, "2026-11-03"), (2, "2026-11-20")] {
//!     Order { customer: "ann".into(), day: day.into(), number, status: "open".into() }.create().send(&db).await?;
//! }
//!
//! let order = Order::get(("ann", "2026-11-03", 1)).one(&db).await?;           // by key
//! let november = Order::query("ann").sort_begins_with("2026-11").all(&db).await?; // inside the ORDER# prefix
//! let newest = Order::query("ann").reverse().limit(20).page(&db).await?;      // 20 items and a cursor
//! let open = Order::by_status("open").sort_ge("2026-11-10").all(&db).await?;  // by the index
//! let (customer, orders): (Option<Customer>, Vec<Order>) = Shop::query(Customer::partition("ann")).group(&db).await?;
//!
//! assert_eq!((order.number, november.len(), newest.items.len(), open.len()), (1, 2, 2, 1));
//! assert!(customer.is_some() && orders.len() == 2);
//!
//! Order::update(&order).set(Order::STATUS, "paid").condition(Order::STATUS.eq("open")).send(&db).await?; // its index key follows
//! let paid = Order::query("ann").filter(Order::STATUS.eq("paid") & Order::NUMBER.lt(9)).select(Order::DAY).all(&db).await?;
//! let ann = Customer::update("ann").set(Customer::EMAIL, "ann@example.com").returning_new().send(&db).await?;
//! assert_eq!((Order::by_status("open").count(&db).await?, paid.len(), ann.version), (1, 1, 2));
//! # Ok(())
//! # }
//! ```
//!
//! # What to know
//!
//! - **Verbs.** [`save`](ModelOps::save) puts, [`create`](ModelOps::create) inserts, [`replace`](ModelOps::replace) needs an item
//!   to be there, [`upsert`](ModelOps::upsert) merges, [`update`](ModelOps::update) changes some attributes of an item that is
//!   there, [`delete`](ModelOps::delete) needs none. None of them touches another entity's item.
//! - **Keys** are values, tuples, the generated key struct, or an item by reference. Templates keep order and never make
//!   one key of two: a part that is empty or holds the delimiter is refused.
//! - **Queries** begin with the key parts one knows; the `sort_..` methods compare the next part and stay inside the entity.
//!   [`limit`](Query::limit) counts items returned, [`page_size`](Query::page_size) items evaluated.
//! - **Cursors** are text that goes on where its very query stopped. [`CursorKeys`] sign them, which those that leave the service
//!   need; [`cursor_context`](Query::cursor_context) binds them to a tenant or user.
//! - **Attributes are constants**: `Order::TOTAL`, `Order::LINES.at(0).dot(Line::SKU)`, and [`attr`] for what no field has. They
//!   make a [`Condition`] for `.condition(..)` and `.filter(..)`, the actions of an [`Update`], and a [`Selection`].
//! - **Filters** drop items after DynamoDB has read and billed them. [`select`](Query::select) reads some attributes,
//!   [`scan`](ModelOps::scan) a whole table or index, in [`segments`](Scan::segments) for workers side by side.
//! - **Updates remake index keys**, so all parts of such a key have to be known: from the item by reference, from the key, from
//!   other actions, or by [`given`](Update::given).
//! - **Versions, times and TTL** are options of fields: see [`DynamoModel`](derive@DynamoModel). An item whose TTL has passed is
//!   none, for reads and writes, though DynamoDB deletes it days later.
//! - **Builders are values**: [`send`](Put::send) and the other terminals take the handle, [`explain`](Query::explain) shows the
//!   request without one, [`customize`](Query::customize) changes it.
//! - **Errors** say what failed, where, and the fix, and print no attribute value. A failed write gives its item back.
//! - **No value of yours is logged** by this crate; the SDK logs bodies at the level TRACE, so leave that off in production.
//!
//! Tests run against [`dynamorph-testing`](https://docs.rs/dynamorph-testing)'s embedded engine, as every example here does.

#![cfg_attr(docsrs, feature(doc_cfg))]

// The derives name this crate by its path; inside it, it has none.
extern crate self as dynamorph;

mod builders;
mod client;
mod codec;
mod derives;
mod error;
mod expression;
mod model;
mod operation;
mod schema;
mod value;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod prelude;

/// The attribute of an `impl` of [`Hooks`], from the crate [`async-trait`](https://docs.rs/async-trait).
pub use async_trait::async_trait;
pub use builders::{
    Answer, Create, Cursor, Delete, EntityOps, Explain, Get, Group, ItemStream, Lint, ModelOps,
    NewItem, Nothing, OldItem, Page, Partition, Patch, Put, Query, Replace, Rest, ReturnsOld, Save,
    Scan, Selection, Slot, Update, Upsert, Verb, nullable,
};
pub use client::{
    Clock, Consumed, Cost, CursorKeys, Dynamo, DynamoBuilder, Ended, Hooks, ItemWrite, Operation,
    Refusal, SystemClock, Timeouts, WriteVerb,
};
pub use codec::{
    Codec, DateKind, Field, InstantKind, ItemReader, MapKey, Shape, Shaped, Tagging, TtlKind,
    Variant, Variants, With, from_attribute_value, to_attribute_value,
};
pub use derives::{DynamoMap, DynamoModel, DynamoPatch, DynamoValue, Table, register};
pub use error::{
    AttributePath, Context, CursorError, DecodeError, DecodeErrorKind, EncodeError,
    EncodeErrorKind, EntityName, Error, ExpressionError, InvalidRequest, KeyError, KeyErrorKind,
    RegistryError, Rejection, Result, ServiceErrorKind, ServiceFailure, TableMismatch,
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
    Table, TableIndex, TableKey, TableSchema, Template, TemplatePart, Through, Undo, Unknown,
    Untyped, Version, VersionField, attr, check_model,
};
pub use value::{
    ItemSize, KeyType, KeyValue, NotAKeyValue, Number, NumberError, PathError, RawItem,
    UnknownAttributeType, limits,
};

/// The lines of the README run.
#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;
