//! One answer of a script.

use std::fmt;
use std::time::Duration;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use serde_json::{Value, json};

use crate::delivery::{Delivered, Delivery};
use crate::faults::Fault;
use crate::record::Request;

/// What DynamoDB's JSON calls itself.
const JSON: &str = "application/x-amz-json-1.0";

/// An answer to one request: a success, an error of the service, or a [`Fault`].
///
/// Text, a `serde_json::Value` and a `Fault` are replies by `into`.
///
/// # Examples
///
/// ```
/// use dynamorph_testing::{Fault, Reply, Scripted};
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let scripted = Scripted::new(|request| match request.number() {
///     0 => Reply::from(Fault::throttled()),
///     1 => Reply::ok("who are you?").status(502),
///     _ => Reply::ok(json!({ "Count": 7, "ScannedCount": 7 })),
/// });
/// assert_eq!(scripted.client().scan().table_name("shop").send().await?.count, 7);
/// # Ok(())
/// # }
/// ```
pub struct Reply {
    kind: Kind,
    delay: Duration,
}

enum Kind {
    Answer { status: u16, headers: Vec<(String, String)>, body: SdkBody },
    Failure(ConnectorError),
    Never,
    Fault(Fault),
}

impl Reply {
    /// A success with this body, as text or as a `serde_json::Value`.
    #[must_use]
    pub fn ok(body: impl fmt::Display) -> Self {
        let body = body.to_string();
        let length = body.len().to_string();
        Self::body(body).header("content-length", length)
    }

    /// A success with this body, which does not say how long it is: bytes, or a stream.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Reply, Scripted};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let scripted = Scripted::always(Reply::body(vec![0xff, 0xfe]));
    /// scripted.client().list_tables().send().await.expect_err("it is not JSON");
    /// # }
    /// ```
    #[must_use]
    pub fn body(body: impl Into<SdkBody>) -> Self {
        let headers = vec![("content-type".to_owned(), JSON.to_owned())];
        Self::of(Kind::Answer { status: 200, headers, body: body.into() })
    }

    /// An error as the service writes them.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Reply, Scripted};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let denied = Scripted::always(Reply::error(400, "AccessDeniedException", "not by you"));
    /// let error = denied.client().list_tables().send().await.expect_err("it is denied");
    /// assert_eq!(error.into_service_error().meta().code(), Some("AccessDeniedException"));
    /// # }
    /// ```
    #[must_use]
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        let code = format!("com.amazonaws.dynamodb.v20120810#{code}");
        Self::ok(json!({ "__type": code, "message": message })).status(status)
    }

    /// The same answer with this HTTP status. Of a fault, nothing changes.
    #[must_use]
    pub fn status(mut self, changed: u16) -> Self {
        if let Kind::Answer { status, .. } = &mut self.kind {
            *status = changed;
        }
        self
    }

    /// The same answer with this header, instead of one of that name. Of a fault, nothing changes.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::Reply;
    ///
    /// let reply = Reply::ok("{}").header("x-amzn-requestid", "REQUEST-7");
    /// ```
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        if let Kind::Answer { headers, .. } = &mut self.kind {
            headers.retain(|(other, _)| other != name);
            headers.push((name.to_owned(), value.into()));
        }
        self
    }

    /// The same answer after this time, on the client's clock.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use dynamorph_testing::{Reply, Scripted};
    ///
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)]
    /// # async fn main() {
    /// let slow = Scripted::new(|_| Reply::ok("{}").delayed(Duration::from_secs(3)));
    /// let start = tokio::time::Instant::now();
    /// slow.client().list_tables().send().await.expect("it is slow, but it answers");
    /// assert_eq!(start.elapsed().as_secs(), 3);
    /// # }
    /// ```
    #[must_use]
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    pub(crate) fn failure(error: ConnectorError) -> Self {
        Self::of(Kind::Failure(error))
    }

    pub(crate) fn never() -> Self {
        Self::of(Kind::Never)
    }

    fn of(kind: Kind) -> Self {
        Self { kind, delay: Duration::ZERO }
    }

    /// The same reply once more; none of a stream, which is read once.
    pub(crate) fn try_clone(&self) -> Option<Self> {
        let kind = match &self.kind {
            Kind::Answer { status, headers, body } => {
                Kind::Answer { status: *status, headers: headers.clone(), body: body.try_clone()? }
            }
            Kind::Fault(fault) => Kind::Fault(fault.clone()),
            Kind::Never => Kind::Never,
            Kind::Failure(_) => return None,
        };
        Some(Self { kind, delay: self.delay })
    }

    /// The same reply where it is no fault; of a fault, what its sender sees.
    pub(crate) fn resolved(self, request: &Request) -> Self {
        match self.kind {
            Kind::Fault(fault) => {
                let delay = self.delay + fault.delay();
                fault.reply(request).delayed(delay)
            }
            kind => Self { kind, delay: self.delay },
        }
    }

    /// Brings the reply to the client.
    pub(crate) async fn deliver(self, delivery: &Delivery) -> Delivered {
        delivery.pause(self.delay).await;
        match self.kind {
            Kind::Answer { status, headers, body } => {
                let status = StatusCode::try_from(status)
                    .map_err(|error| ConnectorError::user(error.into()))?;
                let mut response = HttpResponse::new(status, body);
                for (name, value) in headers {
                    response
                        .headers_mut()
                        .try_insert(name, value)
                        .map_err(|error| ConnectorError::user(error.into()))?;
                }
                Ok(response)
            }
            Kind::Failure(error) => Err(error),
            Kind::Never | Kind::Fault(_) => std::future::pending().await,
        }
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut reply = f.debug_struct("Reply");
        match &self.kind {
            Kind::Answer { status, .. } => reply.field("status", status),
            Kind::Failure(error) => reply.field("failure", error),
            Kind::Never => reply.field("never", &true),
            Kind::Fault(fault) => reply.field("fault", fault),
        };
        reply.finish_non_exhaustive()
    }
}

impl From<Fault> for Reply {
    fn from(fault: Fault) -> Self {
        Self::of(Kind::Fault(fault))
    }
}

impl From<&str> for Reply {
    fn from(body: &str) -> Self {
        Self::ok(body)
    }
}

impl From<String> for Reply {
    fn from(body: String) -> Self {
        Self::ok(body)
    }
}

impl From<Value> for Reply {
    fn from(body: Value) -> Self {
        Self::ok(body)
    }
}
