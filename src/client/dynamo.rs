//! The handle.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::AsyncSleep as _;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_smithy_async::rt::sleep::default_async_sleep;
use uuid::Uuid;

use super::meter::Meter;
use super::table_names::TableNames;
use super::timeouts::{Limits, Timed};
use super::{Clock, Cost, CursorKeys, Deadline, DynamoBuilder, Hooks};
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
    meter: Option<Arc<Meter>>,
    request_id: Option<Arc<str>>,
    deadline: Option<Deadline>,
}

pub(super) struct Inner {
    pub(super) client: Client,
    pub(super) limits: Limits,
    pub(super) names: TableNames,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) hooks: Vec<Arc<dyn Hooks>>,
    pub(super) cursor_keys: Option<CursorKeys>,
}

impl Dynamo {
    pub(super) fn of(inner: Inner) -> Self {
        Self { inner: Arc::new(inner), meter: None, request_id: None, deadline: None }
    }

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
        DynamoBuilder::new(client)
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

    /// This handle with a meter that begins at zero: it adds up the [`cost`](Dynamo::cost) of what is sent through it and through
    /// its clones. What is sent counts for the handle that it was made of too, if that is metered.
    ///
    /// One for each request that a service answers says what the request cost; one for a single call says what that cost.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let request = db.metered();
    /// let one = request.metered();
    /// Product::get("tea").send(&one).await?;
    /// Product::delete("tea").send(&request).await?;
    /// assert_eq!((one.cost().requests(), request.cost().requests()), (1, 2));
    /// assert_eq!(request.cost().write_units(), 1.0);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn metered(&self) -> Self {
        let meter = Meter::inside(self.meter.clone());
        Self { meter: Some(Arc::new(meter)), ..self.clone() }
    }

    /// What was sent through this handle has cost since it was [metered](Dynamo::metered); nothing, if it is not.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let db = db.metered();
    /// Order::query("ann").filter(Order::STATUS.eq("open")).all(&db).await?;
    /// println!("{}", db.cost()); // 1 requests, 0 retries, 3 items scanned, 2 returned, 0.5 read units, ..
    /// assert_eq!((db.cost().scanned(), db.cost().returned()), (3, 2));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn cost(&self) -> Cost {
        self.meter.as_ref().map(|meter| meter.cost()).unwrap_or_default()
    }

    /// This handle for one request of the caller: hooks and spans get its id. Without one, each call of a terminal gets a new
    /// id (a UUID) if there are hooks.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// // In a Lambda handler: the id of the event's context.
    /// let db = db.with_request_id("8476a536-e9f4-11e8-9739-2dfe598c3fcd").metered();
    /// Product::get("tea").one(&db).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_request_id(&self, id: impl Into<String>) -> Self {
        Self { request_id: Some(id.into().into()), ..self.clone() }
    }

    /// A handle whose requests end by a deadline, see [`Deadline`].
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use dynamorph::Deadline;
    ///
    /// let db = dynamorph_testing::Embedded::memory().dynamo();
    /// let request = db.with_deadline(Deadline::after(Duration::from_secs(3)));
    /// ```
    #[must_use]
    pub fn with_deadline(&self, deadline: Deadline) -> Self {
        Self { deadline: Some(deadline), ..self.clone() }
    }

    /// This handle for one call of a terminal.
    pub(crate) fn for_call(&self) -> Cow<'_, Self> {
        if self.request_id.is_some() || self.inner.hooks.is_empty() {
            return Cow::Borrowed(self);
        }
        Cow::Owned(self.with_request_id(Uuid::now_v7().to_string()))
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    pub(crate) fn deadline(&self) -> Option<Deadline> {
        self.deadline
    }

    /// Waits by the SDK's means, so that no runtime is assumed and tests may pause the time. False without such means: then there is
    /// nothing to wait for, and nothing is sent again.
    pub(crate) async fn sleep(&self, duration: Duration) -> bool {
        let sleep = self.inner.client.config().sleep_impl().or_else(default_async_sleep);
        match sleep {
            Some(sleep) => {
                sleep.sleep(duration).await;
                true
            }
            None => false,
        }
    }

    pub(crate) fn hooks(&self) -> &[Arc<dyn Hooks>] {
        &self.inner.hooks
    }

    pub(super) fn is_metered(&self) -> bool {
        self.meter.is_some()
    }

    pub(super) fn meter(&self, cost: &Cost) {
        if let Some(meter) = &self.meter {
            meter.add(cost);
        }
    }

    pub(crate) fn physical_name(&self, table: &'static TableSchema) -> Cow<'_, str> {
        self.inner.names.of(table)
    }

    /// The keys that sign cursors.
    pub(crate) fn cursor_keys(&self) -> Option<&CursorKeys> {
        self.inner.cursor_keys.as_ref()
    }

    /// The time limits of a request, where they differ from the client's.
    pub(super) fn limits(&self, timed: Timed) -> Option<TimeoutConfig> {
        self.inner.limits.of(timed, self.deadline)
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
