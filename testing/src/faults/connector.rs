//! The way of one request past the rules.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use bytes::Bytes;

use super::fault::Fault;
use super::faulty::Faulty;
use super::kind::{Kind, Left};
use super::unprocessed::split;
use crate::delivery::{Delivered, Delivery};
use crate::record::{Request, arrive};

impl HttpClient for Faulty {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Connector {
            faulty: self.clone(),
            engine: self.inner().http_connector(settings, components),
            delivery: Delivery::new(settings, components),
        })
    }
}

#[derive(Debug)]
struct Connector {
    faulty: Faulty,
    engine: SharedHttpConnector,
    delivery: Delivery,
}

impl HttpConnector for Connector {
    fn call(&self, mut http: HttpRequest) -> HttpConnectorFuture {
        let (faulty, engine) = (self.faulty.clone(), self.engine.clone());
        let delivery = self.delivery.clone();
        self.delivery.clone().in_time(async move {
            let request = faulty.judge(arrive(&mut http).await?);
            match request.fault() {
                None => engine.call(http).await,
                Some(fault) => fail(fault, &request, http, &engine, &delivery).await,
            }
        })
    }
}

async fn fail(
    fault: &Fault,
    request: &Request,
    http: HttpRequest,
    engine: &SharedHttpConnector,
    delivery: &Delivery,
) -> Delivered {
    let answer = match &fault.kind {
        Kind::Unprocessed(left) => Some(partly(*left, request, http, engine, delivery).await),
        _ if fault.is_applied() => Some(engine.call(http).await),
        _ => None,
    };
    delivery.pause(fault.delay()).await;
    match (&fault.kind, answer) {
        (Kind::Slow | Kind::Unprocessed(_), Some(answer)) => answer,
        (Kind::Cut | Kind::Stalled, Some(answer)) => {
            let (mut response, whole) = read(answer?).await?;
            *response.body_mut() = fault.broken(&whole);
            Ok(response)
        }
        // The engine's answer, where there is one, is what its sender never sees.
        _ => fault.reply(request).deliver(delivery).await,
    }
}

/// Has the engine do a part of a batch.
async fn partly(
    left: Left,
    request: &Request,
    mut http: HttpRequest,
    engine: &SharedHttpConnector,
    delivery: &Delivery,
) -> Delivered {
    let split = split(request, left);
    let Some(done) = split.done.clone() else {
        return split.reply().deliver(delivery).await;
    };
    http.headers_mut().insert("content-length", done.len().to_string());
    *http.body_mut() = SdkBody::from(done);
    let (mut response, body) = read(engine.call(http).await?).await?;
    let body = match serde_json::from_slice(&body) {
        Ok(answer) if response.status().is_success() => split.told(answer).to_string().into(),
        // An error is the whole batch's.
        _ => body,
    };
    response.headers_mut().insert("content-length", body.len().to_string());
    // DynamoDB's checksum of the body that it sent.
    response.headers_mut().remove("x-amz-crc32");
    *response.body_mut() = SdkBody::from(body);
    Ok(response)
}

/// An answer and its body.
async fn read(mut response: HttpResponse) -> Result<(HttpResponse, Bytes), ConnectorError> {
    let body = std::mem::replace(response.body_mut(), SdkBody::taken());
    let read = ByteStream::new(body).collect().await;
    let bytes = read.map_err(|error| ConnectorError::io(error.into()))?.into_bytes();
    Ok((response, bytes))
}
