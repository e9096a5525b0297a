//! An engine that fails when a test says so.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use dynamorph::Dynamo;

use super::fault::Fault;
use super::operations::known;
use super::rule::On;
use super::rules::{Rule, Rules};
use crate::record::{Arrived, Recorder, Request, Requests};

type MakeDynamo = dyn Fn(Client) -> Dynamo + Send + Sync;

/// What stands between a client and its engine: it keeps every request, and lets those fail that rules name.
///
/// [`Embedded::faulty`](crate::Embedded::faulty) and [`Engine::faulty`](crate::Engine::faulty) put it before an engine, which stays as
/// it was: a test looks past the faults at what is stored. [`around`](Self::around) puts it before any server. Clones share rules and
/// requests. Without a rule, it only records.
///
/// # Examples
///
/// ```
/// use dynamorph::prelude::*;
/// use dynamorph_testing::{Embedded, Fault};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize, DynamoModel)]
/// #[dynamo(table = "users")]
/// struct User {
///     #[dynamo(partition_key)]
///     id: String,
/// }
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> dynamorph::Result<()> {
/// let engine = Embedded::memory();
/// engine.dynamo().ensure_table::<User>().await?;
/// let faulty = engine.faulty();
/// faulty.on("PutItem").times(2).fail(Fault::throttled());
///
/// let (db, client) = (faulty.dynamo(), faulty.client()); // both meet the faults
/// User { id: "ann".into() }.save().send(&db).await?;
///
/// assert_eq!(faulty.requests().of("PutItem").len(), 3);
/// assert!(User::get("ann").send(&engine.dynamo()).await?.is_some());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Faulty {
    client: Client,
    inner: SharedHttpClient,
    dynamo: Arc<MakeDynamo>,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    rules: Mutex<Rules>,
    recorder: Recorder,
}

impl Faulty {
    /// Stands before the server of this client: another kind of local server, or a client that is not dynamorph's.
    ///
    /// # Panics
    ///
    /// If the client's configuration names no HTTP client: the one that the SDK has by default cannot be reached. Set it by
    /// `http_client`.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Embedded, Faulty};
    ///
    /// let client = Embedded::memory().client();
    /// let recorded = Faulty::around(&client).client();
    /// ```
    #[must_use]
    pub fn around(client: &Client) -> Self {
        Self::before(client.clone(), Dynamo::new)
    }

    pub(crate) fn before(
        client: Client,
        dynamo: impl Fn(Client) -> Dynamo + Send + Sync + 'static,
    ) -> Self {
        let inner = client.config().http_client();
        let inner = inner.expect("the client's configuration names its HTTP client");
        Self { client, inner, dynamo: Arc::new(dynamo), shared: Arc::default() }
    }

    /// Begins a rule for one operation, as `PutItem`.
    ///
    /// # Panics
    ///
    /// If DynamoDB has no such operation: a rule that never applies would prove nothing.
    pub fn on(&self, operation: &str) -> On<'_> {
        let known = known(operation);
        assert!(known.is_some(), "`{operation}` is no operation of DynamoDB, as `PutItem` is");
        On::new(self, known)
    }

    /// Begins a rule for every operation that reads or writes items. Those on tables get through.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Embedded, Fault};
    ///
    /// let down = Embedded::memory().faulty().on_any().fail(Fault::unavailable());
    /// ```
    pub fn on_any(&self) -> On<'_> {
        On::new(self, None)
    }

    /// Lets requests fail by chance with every [`Fault`] that a client should survive, at a rate between 0 and 1.
    ///
    /// The same seed fails the same requests, counted in the order of their arrival. About half of the faults are applied. Some hang, so
    /// the clock should be paused, and the client should have time limits: a [`dynamo`](Self::dynamo) handle has.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamorph::prelude::*;
    /// # use dynamorph_testing::Embedded;
    /// # #[derive(serde::Serialize, serde::Deserialize, DynamoModel)]
    /// # #[dynamo(table = "users")]
    /// # struct User { #[dynamo(partition_key)] id: String }
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let engine = Embedded::memory();
    /// # engine.dynamo().ensure_table::<User>().await?;
    /// for seed in 0..20 {
    ///     let db = engine.faulty().chaos(seed, 0.3).dynamo();
    ///     let id = format!("user-{seed}");
    ///     let saved = User { id: id.clone() }.save().send(&db).await;
    ///
    ///     let is_stored = User::get(id).send(&engine.dynamo()).await?.is_some();
    ///     assert!(is_stored || saved.is_err(), "seed {seed}: a save that succeeded is stored");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[expect(
        clippy::must_use_candidate,
        clippy::return_self_not_must_use,
        reason = "it also makes the rule, and may be a statement"
    )]
    pub fn chaos(&self, seed: u64, rate: f64) -> Self {
        self.on_any().chance(seed, rate).fail_one_of(Fault::all())
    }

    /// Ends all rules: from here on every request gets through. Those that hang go on hanging.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Embedded, Fault};
    ///
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)]
    /// # async fn main() {
    /// let faulty = Embedded::memory().faulty().on("ListTables").fail(Fault::unavailable());
    /// faulty.client().list_tables().send().await.expect_err("it fails three times");
    /// faulty.calm();
    /// faulty.client().list_tables().send().await.expect("it is over");
    /// # }
    /// ```
    pub fn calm(&self) {
        self.shared.rules.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The requests so far, with the fault that each met.
    #[must_use]
    pub fn requests(&self) -> Requests {
        self.shared.recorder.all()
    }

    /// The requests since the last call of this, which are forgotten.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let recorded = dynamorph_testing::Embedded::memory().faulty();
    /// recorded.client().list_tables().send().await.expect("nothing fails");
    /// assert_eq!(recorded.take_requests().len(), 1);
    /// assert_eq!(recorded.take_requests().len(), 0);
    /// # }
    /// ```
    #[expect(clippy::must_use_candidate, reason = "it may be called to forget them")]
    pub fn take_requests(&self) -> Requests {
        self.shared.recorder.take()
    }

    /// A dynamorph handle that meets the faults, with the clock and the table names of the engine's own.
    #[must_use]
    pub fn dynamo(&self) -> Dynamo {
        (self.dynamo)(self.client())
    }

    /// An SDK client that meets the faults, with the configuration of the client behind it.
    ///
    /// The SDK has no time limits unless they are set, so [`Fault::hang`] hangs it.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::from_conf(self.config().build())
    }

    /// The SDK configuration of [`client`](Self::client), to change it: other retries, timeouts, interceptors.
    ///
    /// # Examples
    ///
    /// ```
    /// use aws_sdk_dynamodb::config::retry::RetryConfig;
    ///
    /// let faulty = dynamorph_testing::Embedded::memory().faulty();
    /// let once = faulty.config().retry_config(RetryConfig::disabled()).build();
    /// let client = aws_sdk_dynamodb::Client::from_conf(once);
    /// ```
    #[must_use]
    pub fn config(&self) -> aws_sdk_dynamodb::config::Builder {
        self.client.config().to_builder().http_client(self.clone())
    }

    pub(super) fn add(&self, rule: Rule) {
        self.shared.rules.lock().unwrap_or_else(PoisonError::into_inner).add(rule);
    }

    pub(super) fn inner(&self) -> &SharedHttpClient {
        &self.inner
    }

    /// Keeps a request, and says by itself what it meets.
    pub(super) fn judge(&self, arrived: Arrived) -> Request {
        self.shared.recorder.record(arrived, |request| {
            self.shared.rules.lock().unwrap_or_else(PoisonError::into_inner).judge(request)
        })
    }
}

impl fmt::Debug for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Faulty").finish_non_exhaustive()
    }
}
