//! The handle.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::Builder;

use super::{Clock, SystemClock, Timeouts};
use crate::model::{FromItem, Table, TableSchema};

/// A cheap, clonable handle: the SDK client, table names, time limits and clock.
///
/// Making one sends nothing. Builders are values without a client; a handle is given to their terminals.
///
/// # Examples
///
/// ```
/// use dynamorph::Dynamo;
///
/// # fn main() {
/// let config = aws_sdk_dynamodb::Config::builder()
///     .behavior_version(aws_sdk_dynamodb::config::BehaviorVersion::latest())
///     .region(aws_sdk_dynamodb::config::Region::new("eu-central-1"))
///     .build();
/// let db = Dynamo::new(aws_sdk_dynamodb::Client::from_conf(config));
/// let staging = Dynamo::builder(db.client().clone()).table_prefix("staging-").build();
/// # let _ = staging;
/// # }
/// ```
#[derive(Clone)]
pub struct Dynamo {
    inner: Arc<Inner>,
}

struct Inner {
    client: Client,
    write_limits: Option<Builder>,
    page_limits: Option<Builder>,
    names: TableNames,
    clock: Arc<dyn Clock>,
}

/// Physical table names.
#[derive(Debug, Clone, Default)]
struct TableNames {
    prefix: String,
    overrides: HashMap<&'static str, String>,
}

impl Dynamo {
    /// A handle on an SDK client.
    ///
    /// # Examples
    ///
    /// ```
    /// # let config = dynamorph_testing::Embedded::memory().config().build();
    /// let client = aws_sdk_dynamodb::Client::from_conf(config);
    /// let db = dynamorph::Dynamo::new(client);
    /// ```
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self::builder(client).build()
    }

    /// A handle on a client with this configuration: the `SdkConfig` that `aws-config` loads, or the SDK's own `Config`.
    ///
    /// # Examples
    ///
    /// ```
    /// # let config = dynamorph_testing::Embedded::memory().config();
    /// let db = dynamorph::Dynamo::from_config(config.build());
    /// ```
    #[must_use]
    pub fn from_config(config: impl Into<aws_sdk_dynamodb::Config>) -> Self {
        Self::new(Client::from_conf(config.into()))
    }

    /// A handle with region, credentials and endpoint from the environment, by `aws-config`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # #[cfg(feature = "aws-config")]
    /// # async fn example() {
    /// let db = dynamorph::Dynamo::from_env().await;
    /// # }
    /// ```
    #[cfg(feature = "aws-config")]
    #[cfg_attr(docsrs, doc(cfg(feature = "aws-config")))]
    pub async fn from_env() -> Self {
        Self::from_config(&aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await)
    }

    /// A handle on a server on this machine, such as DynamoDB Local: no account, no region to set.
    ///
    /// # Examples
    ///
    /// ```
    /// let db = dynamorph::Dynamo::local(8000); // nothing is sent before the first request
    /// assert_eq!(db.client().config().region().map(|region| region.as_ref()), Some("us-east-1"));
    /// ```
    #[cfg(any(feature = "https", feature = "http"))]
    #[must_use]
    pub fn local(port: u16) -> Self {
        use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
        let config = aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("local", "local", None, None, "dynamorph"))
            .endpoint_url(format!("http://localhost:{port}"));
        #[cfg(all(feature = "http", not(feature = "https")))]
        let config = config.http_client(aws_smithy_http_client::Builder::new().build_http());
        Self::from_config(config.build())
    }

    /// A handle to configure.
    ///
    /// # Examples
    ///
    /// ```
    /// # let client = dynamorph_testing::Embedded::memory().client();
    /// let staging = dynamorph::Dynamo::builder(client).table_prefix("staging-").build();
    /// ```
    pub fn builder(client: Client) -> DynamoBuilder {
        DynamoBuilder {
            client,
            names: TableNames::default(),
            clock: Arc::new(SystemClock),
            timeouts: Timeouts::default(),
        }
    }

    /// The SDK client of this handle, for calls this crate does not make: the one given, with the time limits set.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// let tables = db.client().list_tables().send().await.expect("the tables are listed");
    /// assert_eq!(tables.table_names(), ["shop"]);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.inner.client
    }

    /// The physical name of the table of a model or registry: with the prefix, or as overridden.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # let client = dynamorph_testing::Embedded::memory().client();
    /// let staging = dynamorph::Dynamo::builder(client).table_prefix("staging-").build();
    /// assert_eq!(staging.table_name::<Shop>(), "staging-shop");
    /// ```
    #[must_use]
    pub fn table_name<E: FromItem>(&self) -> String {
        self.physical_name(<E::Table as Table>::SCHEMA).into_owned()
    }

    /// The time by the handle's clock.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::Clock;
    ///
    /// let clock = dynamorph_testing::ManualClock::at_epoch_seconds(1_795_000_000);
    /// let db = dynamorph_testing::Embedded::memory_with(clock.clone()).dynamo();
    /// assert_eq!(db.now(), clock.now());
    /// ```
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.inner.clock.now()
    }

    pub(crate) fn physical_name(&self, table: &'static TableSchema) -> Cow<'_, str> {
        let names = &self.inner.names;
        match names.overrides.get(table.name()) {
            Some(name) => Cow::Borrowed(name),
            None if names.prefix.is_empty() => Cow::Borrowed(table.name()),
            None => Cow::Owned(format!("{}{}", names.prefix, table.name())),
        }
    }

    pub(super) fn write_limits(&self) -> Option<Builder> {
        self.inner.write_limits.clone()
    }

    pub(super) fn page_limits(&self) -> Option<Builder> {
        self.inner.page_limits.clone()
    }
}

impl fmt::Debug for Dynamo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dynamo")
            .field("names", &self.inner.names)
            .field("clock", &self.inner.clock)
            .finish_non_exhaustive()
    }
}

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
#[derive(Debug, Clone)]
#[must_use = "a handle is made by `.build()`"]
pub struct DynamoBuilder {
    client: Client,
    names: TableNames,
    clock: Arc<dyn Clock>,
    timeouts: Timeouts,
}

impl DynamoBuilder {
    /// Puts this text before every table name: one table for each stage, or for each test.
    pub fn table_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.names.prefix = prefix.into();
        self
    }

    /// Gives the table of a model or registry another name. The prefix is not put before it. An ARN names another account's table.
    pub fn table_name<E: FromItem>(mut self, name: impl Into<String>) -> Self {
        self.names.overrides.insert(<E::Table as Table>::SCHEMA.name(), name.into());
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

    /// The handle.
    #[must_use]
    pub fn build(self) -> Dynamo {
        let Self { client, names, clock, timeouts } = self;
        let inner = Inner {
            write_limits: timeouts.write_override(&client),
            page_limits: timeouts.page_override(&client),
            client: timeouts.apply(&client),
            names,
            clock,
        };
        Dynamo { inner: Arc::new(inner) }
    }
}
