//! The embedded engine.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use dynamorph::{Clock, Dynamo};
use dynoxide::Database;

use crate::clock::SharedClock;
use crate::config::config;
use crate::dispatch::{self, Answer};
use crate::faults::Faulty;

/// A DynamoDB in memory, behind the AWS SDK's HTTP client interface.
///
/// Clones share the database. It is gone with its last clone and client.
///
/// Requests are answered within the call, on the caller's thread, one at a time. A request whose future is dropped before it was
/// first polled never reaches the engine.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let one = dynamorph_testing::Embedded::memory();
/// assert!(one.client().list_tables().send().await?.table_names().is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Embedded {
    shared: Arc<Shared>,
}

struct Shared {
    database: Database,
    clock: Option<SharedClock>,
    /// Held for a whole request, so that corrections which look before they write see the state that the write sees.
    turn: Mutex<()>,
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embedded").finish_non_exhaustive()
    }
}

impl Embedded {
    /// An empty database in memory, on the system's clock.
    ///
    /// # Panics
    ///
    /// If there is no memory left for a database.
    ///
    /// # Examples
    ///
    /// ```
    /// let db = dynamorph_testing::Embedded::memory().dynamo();
    /// ```
    #[must_use]
    pub fn memory() -> Self {
        Self::of(Database::memory().expect("an in-memory database opens"), None)
    }

    /// An empty database in memory whose time, and that of its [`dynamo`](Self::dynamo) handles, is `clock`'s.
    ///
    /// # Panics
    ///
    /// If there is no memory left for a database.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use dynamorph_testing::{Embedded, ManualClock};
    ///
    /// let clock = ManualClock::at_epoch_seconds(1_767_225_600);
    /// let engine = Embedded::memory_with(clock.clone());
    /// clock.advance(Duration::from_secs(3_600));
    /// assert_eq!(engine.sweep_ttl(), 0);
    /// ```
    #[must_use]
    pub fn memory_with(clock: impl Clock) -> Self {
        let clock = SharedClock::new(clock);
        let database = Database::memory_with_clock(Arc::new(clock.clone()))
            .expect("an in-memory database opens");
        Self::of(database, Some(clock))
    }

    fn of(database: Database, clock: Option<SharedClock>) -> Self {
        Self { shared: Arc::new(Shared { database, clock, turn: Mutex::new(()) }) }
    }

    /// A dynamorph handle on this database.
    ///
    /// # Examples
    ///
    /// ```
    /// let engine = dynamorph_testing::Embedded::memory();
    /// let db = engine.dynamo();
    /// ```
    #[must_use]
    pub fn dynamo(&self) -> Dynamo {
        self.dynamo_on(self.client())
    }

    /// A handle with this database's clock.
    fn dynamo_on(&self, client: aws_sdk_dynamodb::Client) -> Dynamo {
        match &self.shared.clock {
            Some(clock) => Dynamo::builder(client).clock(clock.clone()).build(),
            None => Dynamo::new(client),
        }
    }

    /// The same database behind something that records requests, and lets those fail that a test names.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Embedded, Fault};
    ///
    /// let engine = Embedded::memory();
    /// let faulty = engine.faulty().on("PutItem").times(2).fail(Fault::throttled());
    /// let (db, what_is_stored) = (faulty.dynamo(), engine.dynamo());
    /// ```
    #[must_use]
    pub fn faulty(&self) -> Faulty {
        let engine = self.clone();
        Faulty::before(self.client(), move |client| engine.dynamo_on(client))
    }

    /// An SDK client on this database.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let client = dynamorph_testing::Embedded::memory().client();
    /// let error = client.describe_table().table_name("nothing").send().await.expect_err("there is no table");
    /// assert!(error.into_service_error().is_resource_not_found_exception());
    /// # }
    /// ```
    #[must_use]
    pub fn client(&self) -> aws_sdk_dynamodb::Client {
        aws_sdk_dynamodb::Client::from_conf(self.config().build())
    }

    /// The SDK configuration of [`client`](Self::client), to change it: other retries, timeouts, interceptors.
    ///
    /// # Examples
    ///
    /// ```
    /// use aws_sdk_dynamodb::config::retry::RetryConfig;
    ///
    /// let engine = dynamorph_testing::Embedded::memory();
    /// let once = engine.config().retry_config(RetryConfig::disabled()).build();
    /// let client = aws_sdk_dynamodb::Client::from_conf(once);
    /// ```
    #[must_use]
    pub fn config(&self) -> aws_sdk_dynamodb::config::Builder {
        config("http://embedded.invalid", self.clone())
    }

    /// Deletes the items of all tables whose time to live has passed, and says how many.
    ///
    /// The service does this on its own, within a few days; the engine does it here only, so that tests see both states.
    /// An item expires in the second after the one its attribute names.
    ///
    /// # Panics
    ///
    /// If the database fails, which no request brings about.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(dynamorph_testing::Embedded::memory().sweep_ttl(), 0);
    /// ```
    #[must_use = "the number of items that the sweep deleted tells whether it found what the test wrote"]
    pub fn sweep_ttl(&self) -> usize {
        let _turn = self.shared.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.shared.database.sweep_ttl().expect("an in-memory database answers")
    }

    /// Answers one request of the service's JSON protocol.
    pub(crate) fn answer(&self, operation: &str, body: &[u8]) -> Answer {
        let _turn = self.shared.turn.lock().unwrap_or_else(PoisonError::into_inner);
        dispatch::answer(&self.shared.database, operation, body)
    }
}
