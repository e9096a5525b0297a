//! Indexes as values.

use std::fmt;
use std::marker::PhantomData;

use super::IndexSchema;

/// The primary key of a table.
#[derive(Debug, Clone, Copy)]
pub struct Primary;

/// A global secondary index.
#[derive(Debug, Clone, Copy)]
pub struct Gsi;

/// A local secondary index.
#[derive(Debug, Clone, Copy)]
pub struct Lsi;

/// Reads that may be strongly consistent: of a table and of a local secondary index.
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
pub struct Index<M, I, P, S> {
    schema: &'static IndexSchema,
    marker: Marker<M, I, P, S>,
}

type Marker<M, I, P, S> = PhantomData<fn() -> (M, I, P, S)>;

impl<M, I, P, S> Index<M, I, P, S> {
    /// The index that a schema describes.
    #[must_use]
    pub const fn new(schema: &'static IndexSchema) -> Self {
        Self { schema, marker: PhantomData }
    }

    /// The index's name in the table.
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
