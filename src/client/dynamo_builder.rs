//! The builder of handles.

use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;

use super::dynamo::Inner;
use super::table_names::TableNames;
use super::{Clock, CursorKeys, Dynamo, Hooks, SystemClock, Timeouts};
use crate::model::{FromItem, Table};

/// Configures a [`Dynamo`]. Made by [`Dynamo::builder`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use dynamorph::{Dynamo, SystemClock, Timeouts};
///
/// # let client = dynamorph_testing::Embedded::memory().client();
/// let db = Dynamo::builder(client)
///     .table_prefix("staging-")
///     .table_name::<Product>("catalog-of-2026") // of one table, without the prefix
///     .clock(SystemClock)
///     .timeouts(Timeouts::default())
///     .build();
/// assert_eq!(db.table_name::<Order>(), "catalog-of-2026"); // orders lie in the same table
/// ```
#[derive(Clone)]
#[must_use = "a handle is made by `.build()`"]
pub struct DynamoBuilder {
    client: Client,
    names: TableNames,
    clock: Arc<dyn Clock>,
    timeouts: Timeouts,
    hooks: Vec<Arc<dyn Hooks>>,
    cursor_keys: Option<CursorKeys>,
}

impl DynamoBuilder {
    pub(super) fn new(client: Client) -> Self {
        Self {
            client,
            names: TableNames::default(),
            clock: Arc::new(SystemClock),
            timeouts: Timeouts::default(),
            hooks: Vec::new(),
            cursor_keys: None,
        }
    }

    /// Puts this text before every table name: one table for each stage, or for each test.
    pub fn table_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.names.set_prefix(prefix.into());
        self
    }

    /// Gives the table of a model or registry another name. The prefix is not put before it. An ARN names another account's table.
    pub fn table_name<E: FromItem>(mut self, name: impl Into<String>) -> Self {
        self.names.set(<E::Table as Table>::SCHEMA, name.into());
        self
    }

    /// Takes the time from this clock.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the time limits that the client's own configuration leaves open.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Runs these hooks around every operation and every item written, after those that were given before.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::{Dynamo, Hooks, Operation, Refusal, async_trait};
    ///
    /// struct NoScans;
    ///
    /// #[async_trait]
    /// impl Hooks for NoScans {
    ///     async fn before_operation(&self, operation: &Operation<'_>) -> Result<(), Refusal> {
    ///         if operation.name() == "Scan" { Err("a scan is billed for the whole table".into()) } else { Ok(()) }
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let db = Dynamo::builder(db.client().clone()).hooks(NoScans).build();
    /// assert_eq!(Order::query("ann").count(&db).await?, 3);
    /// assert!(Order::scan().count(&db).await.is_err_and(|error| error.is_refused()));
    /// # Ok(())
    /// # }
    /// ```
    pub fn hooks(mut self, hooks: impl Hooks) -> Self {
        self.hooks.push(Arc::new(hooks));
        self
    }

    /// Signs cursors with these keys, and refuses cursors that they did not sign.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// use dynamorph::{CursorKeys, Dynamo};
    ///
    /// # let secret = [7; 32];
    /// let keys = CursorKeys::new("2026-11", secret)?; // 32 bytes of a secret store
    /// let signing = Dynamo::builder(db.client().clone()).cursor_keys(keys).build();
    /// let page = Order::query("ann").limit(2).page(&signing).await?;
    /// assert!(Order::query("ann").cursor(page.cursor).page(&db).await.is_err()); // this handle has no keys
    /// # Ok(()) }
    /// ```
    pub fn cursor_keys(mut self, keys: CursorKeys) -> Self {
        self.cursor_keys = Some(keys);
        self
    }

    /// The handle.
    #[must_use]
    pub fn build(self) -> Dynamo {
        let Self { client, names, clock, timeouts, hooks, cursor_keys } = self;
        let inner = Inner {
            limits: timeouts.limits(&client),
            client: timeouts.apply(&client),
            names,
            clock,
            hooks,
            cursor_keys,
        };
        Dynamo::of(inner)
    }
}

impl fmt::Debug for DynamoBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DynamoBuilder")
            .field("names", &self.names)
            .field("clock", &self.clock)
            .field("timeouts", &self.timeouts)
            .field("hooks", &self.hooks.len())
            .finish_non_exhaustive()
    }
}
