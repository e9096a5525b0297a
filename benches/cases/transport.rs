//! A DynamoDB that answers every request with the same bytes, without sockets.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;

/// The body of every answer. A `SdkBody` of bytes is cloned without copying them.
#[derive(Debug, Clone)]
pub(crate) struct Canned {
    body: Arc<SdkBody>,
    length: String,
}

impl Canned {
    /// A client with the SDK's defaults: retries, stalled-stream protection, signing. The time limits are those that a handle sets where
    /// there are none; each of them is a timer of its own, so both sides have them.
    pub(crate) fn client(body: impl Into<Vec<u8>>) -> Client {
        let body: Vec<u8> = body.into();
        let length = body.len().to_string();
        let canned = Self { body: Arc::new(SdkBody::from(body)), length };
        let config = aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-central-1"))
            .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "static"))
            .timeout_config(
                TimeoutConfig::builder()
                    .operation_timeout(Duration::from_secs(30))
                    .operation_attempt_timeout(Duration::from_secs(10))
                    .read_timeout(Duration::from_millis(1500))
                    .build(),
            )
            .http_client(canned);
        Client::from_conf(config.build())
    }
}

impl HttpClient for Canned {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let body = self.body.try_clone().expect("a body of bytes");
        let mut response = HttpResponse::new(200.try_into().expect("a status"), body);
        let headers = response.headers_mut();
        headers.insert("content-type", "application/x-amz-json-1.0");
        headers.insert("content-length", self.length.clone());
        headers.insert("x-amzn-requestid", "UOQRGHMQ5K6ESFP5KSAQ5VNJ4BVV4KQNSO5AEMVJF66Q9ASUAAJG");
        HttpConnectorFuture::ready(Ok(response))
    }
}
