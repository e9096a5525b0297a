//! A DynamoDB that answers what a test tells it to.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Credentials, Region};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use dynamorph::Dynamo;
use serde_json::Value;

/// What DynamoDB's JSON calls itself.
pub(crate) const JSON: &str = "application/x-amz-json-1.0";

/// A request as it went out.
#[derive(Clone)]
pub(crate) struct Sent {
    /// `PutItem` and so on.
    pub(crate) operation: String,
    pub(crate) body: Vec<u8>,
}

impl Sent {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a request is JSON")
    }
}

/// What comes back.
pub(crate) enum Reply {
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: SdkBody,
    },
    /// Nothing, for ever.
    Silence,
    /// The request does not get through.
    Broken(ConnectorError),
}

impl Reply {
    /// A success with this body.
    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let length = body.len().to_string();
        Self::stream(SdkBody::from(body)).header("content-length", length)
    }

    /// A success whose body does not say how long it is.
    pub(crate) fn stream(body: SdkBody) -> Self {
        Self::Answer { status: 200, headers: vec![("content-type", JSON.to_owned())], body }
    }

    /// An error as the service writes them.
    pub(crate) fn error(status: u16, code: &str, message: &str) -> Self {
        let body = serde_json::json!({ "__type": format!("com.amazonaws.dynamodb.v20120810#{code}"), "message": message });
        match Self::ok(body.to_string()) {
            Self::Answer { headers, body, .. } => Self::Answer { status, headers, body },
            other => other,
        }
    }

    /// The same answer with this header, instead of one of that name.
    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.retain(|(other, _)| *other != name);
            headers.push((name, value.into()));
        }
        self
    }
}

type Script = dyn FnMut(usize, &Sent) -> Reply + Send;

/// Answers every request by a script and keeps it.
#[derive(Clone)]
pub(crate) struct Scripted {
    script: Arc<Mutex<Box<Script>>>,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Scripted {
    /// The script is told how many requests came before.
    pub(crate) fn new(script: impl FnMut(usize, &Sent) -> Reply + Send + 'static) -> Self {
        Self { script: Arc::new(Mutex::new(Box::new(script))), sent: Arc::default() }
    }

    /// Answers every request with this body.
    pub(crate) fn always(body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self::new(move |_, _| Reply::ok(body.clone()))
    }

    /// The requests so far.
    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn config(&self) -> Builder {
        self.config_without_credentials()
            .credentials_provider(Credentials::new("id", "secret", None, None, "test"))
    }

    pub(crate) fn config_without_credentials(&self) -> Builder {
        aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .endpoint_url("http://scripted.invalid")
            .http_client(self.clone())
    }

    pub(crate) fn client(&self) -> Client {
        Client::from_conf(self.config().build())
    }

    pub(crate) fn dynamo(&self) -> Dynamo {
        Dynamo::new(self.client())
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
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Scripted {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
        let sent = Sent { operation, body: request.body().bytes().unwrap_or_default().to_vec() };
        let before = {
            let mut all = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
            all.push(sent.clone());
            all.len() - 1
        };
        let reply = (self.script.lock().unwrap_or_else(PoisonError::into_inner))(before, &sent);
        match reply {
            Reply::Silence => HttpConnectorFuture::new(std::future::pending()),
            Reply::Broken(error) => HttpConnectorFuture::ready(Err(error)),
            Reply::Answer { status, headers, body } => {
                let mut response = HttpResponse::new(status.try_into().expect("a status"), body);
                for (name, value) in headers {
                    response.headers_mut().insert(name, value);
                }
                HttpConnectorFuture::ready(Ok(response))
            }
        }
    }
}
