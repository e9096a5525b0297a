//! Indexes as values.

use std::fmt;
use std::marker::PhantomData;

use super::IndexSchema;

/// The primary key of a table.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Primary, Query};
///
/// let orders: Query<Order, Primary, (String, u32)> = Order::query("ann").consistent_read();
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Primary;

/// A global secondary index.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Gsi, Query};
///
/// let open: Query<Order, Gsi, (String,)> = Order::by_status("open");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Gsi;

/// A local secondary index.
///
/// # Examples
///
/// ```
/// # use dynamorph::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// use dynamorph::{Lsi, Query};
///
/// #[derive(Table)]
/// #[table(name = "scores", partition_key = "pk", sort_key = "sk", discriminator = "type")]
/// #[table(index(name = "lsi1", sort_key = "lsi1sk"))] // no partition key: a local index
/// struct Scores;
///
/// #[derive(Serialize, Deserialize, DynamoModel)]
/// #[dynamo(table = Scores, entity = "SCORE", pk = "GAME#{game}", sk = "PLAYER#{player}")]
/// #[dynamo(index(lsi1, query = "by_points", sk = "{points}"))]
/// struct Score { game: String, player: String, points: u32 }
///
/// let best: Query<Score, Lsi, (u32,)> = Score::by_points("chess").reverse().consistent_read();
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Lsi;

/// Reads that may be strongly consistent: of a table and of a local secondary index.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{ConsistentRead, Query};
///
/// fn fresh<I: ConsistentRead, S>(query: Query<Order, I, S>) -> Query<Order, I, S> {
///     query.consistent_read()
/// }
/// assert!(fresh(Order::query("ann")).explain().to_string().contains("ConsistentRead: true"));
/// ```
#[diagnostic::on_unimplemented(
    message = "a global secondary index has no consistent reads",
    label = "not available on a `{Self}` query",
    note = "query the table or a local secondary index, or read the item again by its key"
)]
pub trait ConsistentRead {}
impl ConsistentRead for Primary {}
impl ConsistentRead for Lsi {}

/// One index of the model `M`, of the kind `I`, with the partition key parts `P` and the sort key parts `S`.
///
/// The derive makes one constant for each index: `Order::BY_STATUS`.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let open = Order::BY_STATUS; // the derive makes it
/// assert_eq!(open.name(), "gsi1");
/// assert_eq!(open.query("open").count(&db).await?, 2);
/// assert_eq!(open.scan().count(&db).await?, 3);
/// # Ok(()) }
/// ```
pub struct Index<M, I, P, S> {
    schema: &'static IndexSchema,
    marker: Marker<M, I, P, S>,
}

type Marker<M, I, P, S> = PhantomData<fn() -> (M, I, P, S)>;

impl<M, I, P, S> Index<M, I, P, S> {
    /// The index that a schema describes.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::{Gsi, Index, IndexSchema};
    ///
    /// static BY_STATUS: IndexSchema = IndexSchema::new("gsi1").partition("STATUS#{status}").sort("{day}");
    /// const INDEX: Index<Order, Gsi, (String,), (String,)> = Index::new(&BY_STATUS); // what the derive writes
    /// assert_eq!(INDEX.name(), "gsi1");
    /// ```
    #[must_use]
    pub const fn new(schema: &'static IndexSchema) -> Self {
        Self { schema, marker: PhantomData }
    }

    /// The index's name in the table.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// assert_eq!(Order::BY_STATUS.name(), "gsi1");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.schema.name()
    }

    pub(crate) const fn schema(self) -> &'static IndexSchema {
        self.schema
    }
}

/// The index at a place in a model's list, as [`Index::new`] makes it.
///
/// # Panics
///
/// At compile time, past the list's end.
#[must_use]
pub const fn index_at<M, I, P, S>(schemas: &'static [IndexSchema], at: usize) -> Index<M, I, P, S> {
    Index::new(&schemas[at])
}

impl<M, I, P, S> Clone for Index<M, I, P, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, I, P, S> Copy for Index<M, I, P, S> {}

impl<M, I, P, S> fmt::Debug for Index<M, I, P, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Index").field(&self.name()).finish()
    }
}
