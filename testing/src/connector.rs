//! The engine as an HTTP client of the SDK.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

use crate::dispatch::Answer;
use crate::embedded::Embedded;
use crate::record::arrive;

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
    fn call(&self, mut http: HttpRequest) -> HttpConnectorFuture {
        let engine = self.clone();
        // Nothing runs before the first poll: a future that is dropped unpolled has sent nothing, as with a socket.
        HttpConnectorFuture::new(async move {
            let request = arrive(&mut http).await?;
            let answer = engine.answer(request.operation(), request.body());
            response(answer)
        })
    }
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
