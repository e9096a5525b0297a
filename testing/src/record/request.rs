//! One request, as it went over the wire.

use std::fmt;
use std::time::Duration;

use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use bytes::Bytes;
use serde_json::Value;

use crate::faults::Fault;

/// A request as it was sent, each attempt of a retry for itself.
///
/// `Debug` shows the operation, the size and the time; the body, which holds the values of items, only [`body`](Self::body) and
/// [`json`](Self::json) show.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// use dynamorph_testing::Scripted;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let scripted = Scripted::always("{}");
/// scripted.client().describe_table().table_name("shop").send().await?;
///
/// let request = &scripted.requests()[0];
/// assert_eq!((request.operation(), request.number(), request.at()), ("DescribeTable", 0, Duration::ZERO));
/// assert_eq!((request.json()["TableName"].as_str(), request.body()), (Some("shop"), br#"{"TableName":"shop"}"#.as_slice()));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Request {
    operation: String,
    body: Bytes,
    number: usize,
    at: Duration,
    fault: Option<Fault>,
}

impl Request {
    /// The API call's name, as `PutItem`. Empty for a request that is none of DynamoDB's.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// How many requests came before this one, of any operation.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// The time since the first request: tokio's, so that on a paused clock it is exact.
    #[must_use]
    pub fn at(&self) -> Duration {
        self.at
    }

    /// The body's bytes.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON.
    ///
    /// # Panics
    ///
    /// If it is not JSON, which no request of the SDK is.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a request of DynamoDB is JSON")
    }

    /// The fault that it met; none where it got through.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Embedded, Fault};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let faulty = Embedded::memory().faulty().on("ListTables").times(1).fail(Fault::unavailable());
    /// faulty.client().list_tables().send().await.expect("the SDK tries again");
    ///
    /// let requests = faulty.requests();
    /// assert_eq!((requests[0].fault(), requests[1].fault()), (Some(&Fault::unavailable()), None));
    /// # }
    /// ```
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// The body as JSON; null where it is none.
    pub(crate) fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(crate) fn set_fault(&mut self, fault: Option<Fault>) {
        self.fault = fault;
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut request = f.debug_struct("Request");
        request.field("operation", &self.operation).field("at", &self.at);
        request.field("bytes", &self.body.len());
        if let Some(fault) = &self.fault {
            request.field("fault", fault);
        }
        request.finish_non_exhaustive()
    }
}

/// A request that has arrived, before it has a number and a time.
#[derive(Debug)]
pub(crate) struct Arrived {
    operation: String,
    body: Bytes,
}

impl Arrived {
    pub(crate) fn operation(&self) -> &str {
        &self.operation
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn into_request(self, number: usize, at: Duration) -> Request {
        let Self { operation, body } = self;
        Request { operation, body, number, at, fault: None }
    }
}

/// Reads a request to its end, and leaves it with its body in memory.
pub(crate) async fn arrive(http: &mut HttpRequest) -> Result<Arrived, ConnectorError> {
    // It is read as a stream even where its bytes are at hand: the SDK takes a body that nobody reads for a stalled upload.
    let sent = std::mem::replace(http.body_mut(), SdkBody::taken());
    let read = ByteStream::new(sent).collect().await;
    let body = read.map_err(|error| ConnectorError::user(error.into()))?.into_bytes();
    *http.body_mut() = SdkBody::from(body.clone());
    // `PutItem` of `x-amz-target: DynamoDB_20120810.PutItem`.
    let target = http.headers().get("x-amz-target").and_then(|target| target.split_once('.'));
    let operation = target.map_or("", |(_, operation)| operation).to_owned();
    Ok(Arrived { operation, body })
}
