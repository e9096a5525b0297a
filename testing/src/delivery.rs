//! How an answer comes back: late, in time or never.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use aws_smithy_async::future::timeout::Timeout;
use aws_smithy_async::rt::sleep::{AsyncSleep as _, SharedAsyncSleep};
use aws_smithy_runtime_api::client::http::{HttpConnectorFuture, HttpConnectorSettings};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

pub(crate) type Delivered = Result<HttpResponse, ConnectorError>;

/// The client's way to sleep, and how long it waits for the first byte of an answer.
///
/// The SDK leaves this limit to the connector, so one that never answers has to keep it.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    sleep: Option<SharedAsyncSleep>,
    first_byte: Option<Duration>,
}

impl Delivery {
    pub(crate) fn new(settings: &HttpConnectorSettings, components: &RuntimeComponents) -> Self {
        Self { sleep: components.sleep_impl(), first_byte: settings.read_timeout() }
    }

    /// Waits on the client's own clock. A client that cannot sleep does not wait.
    pub(crate) async fn pause(&self, pause: Duration) {
        if let (Some(sleep), false) = (&self.sleep, pause.is_zero()) {
            sleep.sleep(pause).await;
        }
    }

    /// The answer, or the connector's timeout where it takes too long.
    pub(crate) fn in_time(
        self,
        answer: impl Future<Output = Delivered> + Send + 'static,
    ) -> HttpConnectorFuture {
        let (Some(sleep), Some(limit)) = (self.sleep, self.first_byte) else {
            return HttpConnectorFuture::new(answer);
        };
        HttpConnectorFuture::new(async move {
            let answer: Pin<Box<dyn Future<Output = Delivered> + Send>> = Box::pin(answer);
            Timeout::new(answer, sleep.sleep(limit)).await.unwrap_or_else(|_| {
                let text = format!("HTTP read timeout occurred after {limit:?}");
                Err(ConnectorError::timeout(text.into()))
            })
        })
    }
}
