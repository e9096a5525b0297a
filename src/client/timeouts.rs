//! Time limits: a server that never answers never hangs a caller.

use std::time::Duration;

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;

use super::Deadline;
use super::body::BodyInterceptor;
use super::conflicts::RetryConflicts;

/// How long calls may take.
///
/// The SDK has no limit on how long an answer takes unless one is set; these are set where the client's own
/// configuration has none.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// use dynamorph::{Dynamo, Timeouts};
///
/// let short = Timeouts::default()
///     .operation(Duration::from_secs(2))
///     .page(Duration::from_secs(10))
///     .write_attempt(Duration::from_millis(800))
///     .first_byte(Duration::from_millis(500));
/// # let client = dynamorph_testing::Embedded::memory().client();
/// let db = Dynamo::builder(client).timeouts(short).build();
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    operation: Duration,
    page: Duration,
    write_attempt: Duration,
    first_byte: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            operation: Duration::from_secs(5),
            page: Duration::from_secs(30),
            write_attempt: Duration::from_secs(2),
            first_byte: Duration::from_millis(1500),
        }
    }
}

impl Timeouts {
    /// The longest a get or a write takes, with all its attempts: 5 seconds by default.
    #[must_use]
    pub fn operation(mut self, limit: Duration) -> Self {
        self.operation = limit;
        self
    }

    /// The longest the reading of one page takes, with all its attempts: 30 seconds by default.
    #[must_use]
    pub fn page(mut self, limit: Duration) -> Self {
        self.page = limit;
        self
    }

    /// The longest one attempt of a write takes: 2 seconds by default.
    #[must_use]
    pub fn write_attempt(mut self, limit: Duration) -> Self {
        self.write_attempt = limit;
        self
    }

    /// The longest the first byte of an answer takes: 1.5 seconds by default.
    #[must_use]
    pub fn first_byte(mut self, limit: Duration) -> Self {
        self.first_byte = limit;
        self
    }

    /// The client with what its configuration leaves open filled in.
    ///
    /// One client serves every call: a second one would have connections and credentials of its own.
    pub(super) fn apply(self, client: &aws_sdk_dynamodb::Client) -> aws_sdk_dynamodb::Client {
        let open = TimeoutConfig::builder()
            .operation_timeout(self.operation)
            .read_timeout(self.first_byte);
        let given = client
            .config()
            .timeout_config()
            .map_or_else(TimeoutConfig::builder, TimeoutConfig::to_builder);
        let mut config =
            client.config().to_builder().timeout_config(given.take_unset_from(open).build());
        config = config.retry_classifier(RetryConflicts);
        config.set_interceptors(BodyInterceptor::among(client.config().interceptors()));
        if client.config().retry_config().is_none() {
            config = config.retry_config(default_retries());
        }
        aws_sdk_dynamodb::Client::from_conf(config.build())
    }

    /// The limits of a handle's requests on the client as it was given.
    pub(super) fn limits(self, client: &aws_sdk_dynamodb::Client) -> Limits {
        let given = client.config().timeout_config().and_then(TimeoutConfig::operation_timeout);
        Limits {
            operation: given.unwrap_or(self.operation),
            page: self.of_pages(client),
            write: self.of_writes(client),
        }
    }

    /// What writes have beside: a limit on each attempt. It covers the body, so a read's slow but healthy download would be cut.
    fn of_writes(self, client: &aws_sdk_dynamodb::Client) -> Option<TimeoutConfig> {
        let given =
            client.config().timeout_config().and_then(TimeoutConfig::operation_attempt_timeout);
        let limits = TimeoutConfig::builder().operation_attempt_timeout(self.write_attempt);
        given.is_none().then(|| limits.build())
    }

    /// What pages have instead: more time.
    fn of_pages(self, client: &aws_sdk_dynamodb::Client) -> Option<TimeoutConfig> {
        let given = client.config().timeout_config().and_then(TimeoutConfig::operation_timeout);
        let limits = TimeoutConfig::builder().operation_timeout(self.page);
        given.is_none().then(|| limits.build())
    }
}

/// What a request is, for its time limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Timed {
    Item,
    Page,
    Write,
}

/// The time limits of a handle's requests.
#[derive(Debug)]
pub(super) struct Limits {
    /// That of a whole call, as the client has it.
    operation: Duration,
    /// What pages have in place of the client's.
    page: Option<TimeoutConfig>,
    /// What writes have beside the client's.
    write: Option<TimeoutConfig>,
}

impl Limits {
    /// What a request has in place of the client's limits.
    pub(super) fn of(&self, timed: Timed, deadline: Option<Deadline>) -> Option<TimeoutConfig> {
        let own = match timed {
            Timed::Item => None,
            Timed::Page => self.page.as_ref(),
            Timed::Write => self.write.as_ref(),
        };
        let Some(deadline) = deadline else {
            return own.cloned();
        };
        let limit = own.and_then(TimeoutConfig::operation_timeout).unwrap_or(self.operation);
        let own = own.map_or_else(TimeoutConfig::builder, TimeoutConfig::to_builder);
        Some(own.operation_timeout(limit.min(deadline.remaining())).build())
    }
}

/// The SDK's own delays start at a second, which is long for a Lambda function.
fn default_retries() -> RetryConfig {
    RetryConfig::standard()
        .with_max_attempts(3)
        .with_initial_backoff(Duration::from_millis(50))
        .with_max_backoff(Duration::from_secs(1))
}
