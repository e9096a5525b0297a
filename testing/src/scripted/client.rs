//! A DynamoDB that answers what a test tells it to.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use dynamorph::Dynamo;

use super::Reply;
use crate::config::config;
use crate::delivery::Delivery;
use crate::faults::Faulty;
use crate::record::{Recorder, Request, Requests, arrive};

type Script = dyn FnMut(&Request) -> Reply + Send;

/// An HTTP client of the SDK that answers by a script, without an engine, and keeps what it was asked.
///
/// For answers that no engine gives: a broken body, an item that nobody wrote, a page without an end. Clones share the script and the
/// requests. Like a real connector it keeps the client's limit on the first byte of an answer.
///
/// # Examples
///
/// ```
/// use dynamorph_testing::Scripted;
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let scripted = Scripted::new(|request| match request.operation() {
///     "GetItem" => json!({ "Item": { "pk": { "S": "CUSTOMER#1" } } }),
///     _ => json!({}),
/// });
/// let (client, db) = (scripted.client(), scripted.dynamo());
///
/// assert!(client.get_item().table_name("shop").send().await?.item.is_some());
/// client.delete_item().table_name("shop").send().await?;
///
/// assert_eq!(scripted.requests().of("DeleteItem").len(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Scripted {
    script: Arc<Mutex<Box<Script>>>,
    recorder: Arc<Recorder>,
}

impl Scripted {
    /// Answers each request as `script` says, which is told the request: its operation, its number, its body.
    #[must_use]
    pub fn new<R: Into<Reply>>(mut script: impl FnMut(&Request) -> R + Send + 'static) -> Self {
        let script = move |request: &Request| script(request).into();
        Self { script: Arc::new(Mutex::new(Box::new(script))), recorder: Arc::default() }
    }

    /// Answers every request with this.
    ///
    /// # Panics
    ///
    /// At the first request, if the reply is a stream: it is read once. [`new`](Self::new) makes one for each request.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Fault, Scripted};
    ///
    /// let empty = Scripted::always("{}");
    /// let hung = Scripted::always(Fault::hang());
    /// ```
    #[must_use]
    pub fn always(reply: impl Into<Reply>) -> Self {
        let reply = reply.into();
        Self::new(move |_| reply.try_clone().expect("a reply that is no stream"))
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Requests {
        self.recorder.all()
    }

    /// The requests since the last call of this, which are forgotten.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(dynamorph_testing::Scripted::always("{}").take_requests().is_empty());
    /// ```
    #[expect(clippy::must_use_candidate, reason = "it may be called to forget them")]
    pub fn take_requests(&self) -> Requests {
        self.recorder.take()
    }

    /// The same answers, with faults by operation and count before them.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph_testing::{Fault, Scripted};
    ///
    /// let faulty = Scripted::always("{}").faulty().on("PutItem").times(2).fail(Fault::throttled());
    /// ```
    #[must_use]
    pub fn faulty(&self) -> Faulty {
        Faulty::around(&self.client())
    }

    /// A dynamorph handle that gets these answers.
    #[must_use]
    pub fn dynamo(&self) -> Dynamo {
        Dynamo::new(self.client())
    }

    /// An SDK client that gets these answers. It has the SDK's own time limits, which is none.
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
    /// let scripted = dynamorph_testing::Scripted::always("{}");
    /// let once = scripted.config().retry_config(RetryConfig::disabled()).build();
    /// let client = aws_sdk_dynamodb::Client::from_conf(once);
    /// ```
    #[must_use]
    pub fn config(&self) -> aws_sdk_dynamodb::config::Builder {
        config("http://scripted.invalid", self.clone())
    }
}

impl fmt::Debug for Scripted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scripted").finish_non_exhaustive()
    }
}

impl HttpClient for Scripted {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let delivery = Delivery::new(settings, components);
        SharedHttpConnector::new(Connector { scripted: self.clone(), delivery })
    }
}

#[derive(Debug)]
struct Connector {
    scripted: Scripted,
    delivery: Delivery,
}

impl HttpConnector for Connector {
    fn call(&self, mut http: HttpRequest) -> HttpConnectorFuture {
        let Scripted { script, recorder } = self.scripted.clone();
        let delivery = self.delivery.clone();
        self.delivery.clone().in_time(async move {
            let request = recorder.record(arrive(&mut http).await?, |_| None);
            let reply = {
                let mut script = script.lock().unwrap_or_else(PoisonError::into_inner);
                (*script)(&request)
            };
            reply.resolved(&request).deliver(&delivery).await
        })
    }
}
