//! The engine as an HTTP client of the SDK.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

use crate::dispatch::Answer;
use crate::embedded::Embedded;

impl HttpClient for Embedded {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Embedded {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let engine = self.clone();
        // Nothing runs before the first poll: a future that is dropped unpolled has sent nothing, as with a socket.
        HttpConnectorFuture::new(async move {
            let operation = operation(&request).to_owned();
            let body = request.into_body();
            let answer = match body.bytes() {
                Some(bytes) => engine.answer(&operation, bytes),
                // An interceptor may wrap the body; it is then read as a stream.
                None => match ByteStream::new(body).collect().await {
                    Ok(bytes) => engine.answer(&operation, &bytes.into_bytes()),
                    Err(error) => return Err(ConnectorError::user(error.into())),
                },
            };
            response(answer)
        })
    }
}

/// `PutItem` of `x-amz-target: DynamoDB_20120810.PutItem`; empty, and so an unknown operation, without that header.
fn operation(request: &HttpRequest) -> &str {
    request
        .headers()
        .get("x-amz-target")
        .and_then(|target| target.split_once('.'))
        .map_or("", |(_, operation)| operation)
}

fn response(Answer { status, json }: Answer) -> Result<HttpResponse, ConnectorError> {
    let status =
        StatusCode::try_from(status).map_err(|error| ConnectorError::other(error.into(), None))?;
    let mut response = HttpResponse::new(status, SdkBody::from(json));
    let headers = response.headers_mut();
    headers.insert("content-type", "application/x-amz-json-1.0");
    headers.insert("x-amzn-requestid", uuid::Uuid::new_v4().simple().to_string());
    Ok(response)
}
