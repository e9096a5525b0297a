//! Where a request failed, and what it was to write.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use super::{Attempt, Outcome};

/// The operation, table, index and entity of a request, for messages; and the item that a failed write tried to write.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let error = Order::by_status("open").one(&db).await.expect_err("there are two");
/// let context = error.context().expect("it failed in a request");
/// assert_eq!((context.operation(), context.table(), context.entity()), ("Query", "shop", "ORDER"));
/// assert_eq!(context.index_name(), Some("gsi1"));
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Context {
    pub(crate) operation: &'static str,
    pub(crate) table: String,
    pub(crate) index: Option<&'static str>,
    pub(crate) entity: &'static str,
    input: Option<Arc<dyn Any + Send + Sync>>,
    attempts: Vec<Attempt>,
    outcome: Outcome,
    position: Option<usize>,
}

impl Context {
    pub(crate) fn new(operation: &'static str, table: String, entity: &'static str) -> Self {
        let (input, attempts, outcome) = (None, Vec::new(), Outcome::NotApplied);
        Self { operation, table, index: None, entity, input, attempts, outcome, position: None }
    }

    /// An item whose request is not known where it is read or written.
    pub(crate) fn of_entity(entity: &'static str) -> Self {
        Self::new("", String::new(), entity)
    }

    pub(crate) fn index(mut self, index: Option<&'static str>) -> Self {
        self.index = index;
        self
    }

    /// Fills in the request, where it was not known.
    pub(crate) fn complete(&mut self, request: &Self) {
        if self.operation.is_empty() {
            let position = self.position.or(request.position);
            let input = self.input.take();
            *self = Self { entity: self.entity, input, position, ..request.clone() };
        }
    }

    /// Says which input of a batch it is about.
    pub(crate) fn set_position(&mut self, position: usize) {
        self.position = Some(position);
    }

    /// Says how the request went.
    pub(crate) fn ended(&mut self, attempts: Vec<Attempt>, outcome: Outcome) {
        (self.attempts, self.outcome) = (attempts, outcome);
    }

    /// The same request, for one of its entities.
    pub(crate) fn of(&self, entity: &'static str) -> Self {
        Self { entity, ..self.clone() }
    }

    /// The same request, of which nobody knows whether it was applied.
    pub(crate) fn of_unknown_outcome(mut self) -> Self {
        self.outcome = Outcome::Unknown;
        self
    }

    pub(crate) fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    pub(crate) fn outcome(&self) -> Outcome {
        self.outcome
    }

    pub(crate) fn set_input(&mut self, input: impl Any + Send + Sync) {
        self.input = Some(Arc::new(input));
    }

    /// The item that was to be written, if it is an `M`.
    pub(crate) fn take_input<M: Any + Send + Sync>(&mut self) -> Option<M> {
        match self.input.take()?.downcast::<M>().map(Arc::try_unwrap) {
            Ok(Ok(input)) => Some(input),
            Ok(Err(shared)) => {
                self.input = Some(shared);
                None
            }
            Err(other) => {
                self.input = Some(other);
                None
            }
        }
    }

    /// The API operation, such as `PutItem`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The physical table name.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    /// The index queried, if it was not the table itself.
    #[must_use]
    pub fn index_name(&self) -> Option<&'static str> {
        self.index
    }

    /// The entity, or the name of the `register!` enum.
    #[must_use]
    pub fn entity(&self) -> &'static str {
        self.entity
    }

    /// Which input of a batch it is about, from 0; none where it is about a whole request.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// use dynamorph::{Error, batch_write};
    ///
    /// let skus = ["salt".to_owned(), "pepper".to_owned(), "s".repeat(3_000)];
    /// let products = skus.map(|sku| Product { sku, price: 90 });
    /// let Err(Error::BatchIncomplete(rest)) = batch_write(products.map(Product::save)).send(&db).await else {
    ///     panic!("a key is too long");
    /// };
    /// let cause = rest.cause().and_then(Error::context);
    /// assert_eq!(cause.and_then(|context| context.position()), Some(2));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn position(&self) -> Option<usize> {
        self.position
    }
}

impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.operation.is_empty() {
            return write!(f, "`{}`", self.entity);
        }
        write!(f, "{} of `{}` in table `{}`", self.operation, self.entity, self.table)?;
        if let Some(index) = self.index {
            write!(f, ", index `{index}`")?;
        }
        match self.position {
            Some(position) => write!(f, " (input {position})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("operation", &self.operation)
            .field("table", &self.table)
            .field("index", &self.index)
            .field("entity", &self.entity)
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
