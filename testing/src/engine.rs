//! One suite on two engines.

use std::env;

use aws_smithy_http_client::Connector;
use aws_smithy_runtime_api::client::http::{SharedHttpClient, SharedHttpConnector, http_client_fn};
use dynamorph::Dynamo;

use crate::config::config;
use crate::embedded::Embedded;
use crate::faults::Faulty;

/// The environment variable that names a server to test on, as `http://localhost:8000`.
const ENDPOINT: &str = "DYNAMORPH_ENDPOINT";

/// What a test runs on: the embedded engine, or the server that the environment names.
///
/// Every engine has a table prefix of its own, so that tests which share a server do not share tables. Make one for each test:
/// a connection to a server belongs to the runtime that opened it.
///
/// # Examples
///
/// ```
/// use dynamorph_testing::Engine;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let engine = Engine::from_env();
/// let db = engine.dynamo(); // every table name gets `engine.table_prefix()`
/// let tables = engine.client().list_tables().exclusive_start_table_name(engine.table_prefix()).limit(1).send().await?;
/// assert!(!tables.table_names().iter().any(|name| name.starts_with(engine.table_prefix())));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Engine {
    kind: Kind,
    table_prefix: String,
}

#[derive(Debug, Clone)]
enum Kind {
    Embedded(Embedded),
    Server { endpoint: String, http: SharedHttpClient },
}

impl Engine {
    /// The server at `DYNAMORPH_ENDPOINT`, or an embedded engine where that variable is absent or empty.
    ///
    /// # Panics
    ///
    /// If the variable holds something else than an `http://` address: a test that ran on another engine than asked for would
    /// prove nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// let db = dynamorph_testing::Engine::from_env().dynamo();
    /// ```
    #[must_use]
    pub fn from_env() -> Self {
        match env::var(ENDPOINT) {
            Ok(endpoint) if !endpoint.is_empty() => Self::at(&endpoint),
            Ok(_) | Err(env::VarError::NotPresent) => Self::memory(),
            Err(env::VarError::NotUnicode(_)) => {
                panic!("{ENDPOINT} is not UTF-8; set it to an address as http://localhost:8000")
            }
        }
    }

    /// An embedded engine of its own, whatever the environment says.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(dynamorph_testing::Engine::memory().is_embedded());
    /// ```
    #[must_use]
    pub fn memory() -> Self {
        Self::of(Kind::Embedded(Embedded::memory()))
    }

    /// A local server, as Amazon's DynamoDB Local, with made-up credentials and without TLS.
    ///
    /// # Panics
    ///
    /// If `endpoint` does not start with `http://`.
    ///
    /// # Examples
    ///
    /// ```
    /// let engine = dynamorph_testing::Engine::at("http://localhost:8000");
    /// assert_eq!(engine.endpoint(), Some("http://localhost:8000"));
    /// ```
    #[must_use]
    pub fn at(endpoint: &str) -> Self {
        assert!(
            endpoint.starts_with("http://"),
            "`{endpoint}` is no address of a local server; set {ENDPOINT} to one as http://localhost:8000"
        );
        // One connector for all clients of this engine, so that they share connections.
        let connector = SharedHttpConnector::new(Connector::builder().build_http());
        let http = http_client_fn(move |_, _| connector.clone());
        Self::of(Kind::Server { endpoint: endpoint.to_owned(), http })
    }

    fn of(kind: Kind) -> Self {
        let unique = uuid::Uuid::new_v4().simple().to_string();
        Self { kind, table_prefix: format!("t{}-", &unique[..16]) }
    }

    /// A dynamorph handle whose table names all get [`table_prefix`](Self::table_prefix).
    ///
    /// # Examples
    ///
    /// ```
    /// let db = dynamorph_testing::Engine::memory().dynamo();
    /// ```
    #[must_use]
    pub fn dynamo(&self) -> Dynamo {
        Self::dynamo_on(self.client(), &self.table_prefix)
    }

    fn dynamo_on(client: aws_sdk_dynamodb::Client, table_prefix: &str) -> Dynamo {
        Dynamo::builder(client).table_prefix(table_prefix).build()
    }

    /// The same tables behind something that records requests, and lets those fail that a test names.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Engine, Fault};
    ///
    /// let faulty = Engine::memory().faulty().on("PutItem").times(2).fail(Fault::throttled());
    /// let db = faulty.dynamo(); // every table name gets the engine's prefix
    /// ```
    #[must_use]
    pub fn faulty(&self) -> Faulty {
        let table_prefix = self.table_prefix.clone();
        Faulty::before(self.client(), move |client| Self::dynamo_on(client, &table_prefix))
    }

    /// An SDK client. It knows no prefix: see [`table`](Self::table).
    ///
    /// # Examples
    ///
    /// ```
    /// let client = dynamorph_testing::Engine::memory().client();
    /// ```
    #[must_use]
    pub fn client(&self) -> aws_sdk_dynamodb::Client {
        aws_sdk_dynamodb::Client::from_conf(self.config().build())
    }

    /// The SDK configuration of [`client`](Self::client), to change it.
    ///
    /// # Examples
    ///
    /// ```
    /// use aws_sdk_dynamodb::config::retry::RetryConfig;
    ///
    /// let engine = dynamorph_testing::Engine::memory();
    /// let once = engine.config().retry_config(RetryConfig::disabled()).build();
    /// ```
    #[must_use]
    pub fn config(&self) -> aws_sdk_dynamodb::config::Builder {
        match &self.kind {
            Kind::Embedded(embedded) => embedded.config(),
            Kind::Server { endpoint, http } => config(endpoint, http.clone()),
        }
    }

    /// What stands before every table name of this engine; another for each engine.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::Engine;
    ///
    /// assert_ne!(Engine::memory().table_prefix(), Engine::memory().table_prefix());
    /// ```
    #[must_use]
    pub fn table_prefix(&self) -> &str {
        &self.table_prefix
    }

    /// The full name of a table, for use with [`client`](Self::client).
    ///
    /// # Examples
    ///
    /// ```
    /// let engine = dynamorph_testing::Engine::memory();
    /// assert_eq!(engine.table("shop"), format!("{}shop", engine.table_prefix()));
    /// ```
    #[must_use]
    pub fn table(&self, name: &str) -> String {
        format!("{}{name}", self.table_prefix)
    }

    /// Whether this is the embedded engine, for the few answers in which it differs from the service.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(!dynamorph_testing::Engine::at("http://localhost:8000").is_embedded());
    /// ```
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        matches!(self.kind, Kind::Embedded(_))
    }

    /// The server's address; none for the embedded engine.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(dynamorph_testing::Engine::memory().endpoint(), None);
    /// ```
    #[must_use]
    pub fn endpoint(&self) -> Option<&str> {
        match &self.kind {
            Kind::Embedded(_) => None,
            Kind::Server { endpoint, .. } => Some(endpoint),
        }
    }
}
