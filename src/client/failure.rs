//! The SDK's errors as the crate's own.

use std::error::Error as StdError;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;
use aws_smithy_runtime_api::client::result::ConnectorError;

use super::Dynamo;
use super::body::ForeignProtocol;
use super::endpoint::endpoint;
use crate::error::{Context, Error, ServiceFailure};

/// What the credentials chain of the SDK says when it finds none. It has no public type for it.
const NO_CREDENTIALS: [&str; 4] =
    ["credential", "no providers in chain", "identity", "auth scheme"];

/// Sorts an SDK error. The error itself is dropped: its `Debug` prints the item and the body.
pub(crate) async fn failure<E>(
    db: &Dynamo,
    context: &Context,
    error: &SdkError<E, HttpResponse>,
) -> Error
where
    E: ProvideErrorMetadata + StdError + 'static,
{
    let request_id = error.request_id().map(str::to_owned);
    let context = Box::new(context.clone());
    match error {
        SdkError::ServiceError(service) => {
            let (meta, status) = (service.err().meta(), service.raw().status().as_u16());
            if status == 200 {
                return Error::MalformedResponse {
                    context,
                    detail: "a success that is not DynamoDB's JSON",
                };
            }
            let (code, message) =
                (meta.code().map(str::to_owned), meta.message().map(str::to_owned));
            Error::Service(Box::new(ServiceFailure::new(
                *context, status, code, message, request_id,
            )))
        }
        SdkError::TimeoutError(_) => Error::Timeout(context),
        SdkError::DispatchFailure(dispatch) => {
            let connector = dispatch.as_connector_error();
            let detail = connector.map_or_else(String::new, |error| chain(error));
            if connector.is_some_and(is_foreign_protocol) {
                Error::Construction { context, detail: ForeignProtocol.to_string() }
            } else if dispatch.is_timeout() {
                Error::Timeout(context)
            } else if !dispatch.is_io() && lacks_credentials(&detail) {
                Error::Credentials { context, endpoint: endpoint(db).await }
            } else {
                Error::Transport { context, detail }
            }
        }
        SdkError::ResponseError(response) => {
            let _ = response;
            Error::Transport {
                context,
                detail: "the answer was cut short or is not HTTP as the SDK reads it".to_owned(),
            }
        }
        other => {
            let detail = other.source().map_or_else(String::new, chain);
            if lacks_credentials(&detail) {
                Error::Credentials { context, endpoint: endpoint(db).await }
            } else {
                Error::Construction { context, detail }
            }
        }
    }
}

/// An error and its sources, one after the other. These are of the connection and the configuration: they hold no item.
fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}

/// Whether an error is, or comes from, a protocol that this crate does not know.
fn is_foreign_protocol(error: &ConnectorError) -> bool {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<ForeignProtocol>() {
            return true;
        }
        cause = error.source();
    }
    false
}

fn lacks_credentials(detail: &str) -> bool {
    let detail = detail.to_lowercase();
    NO_CREDENTIALS.iter().any(|words| detail.contains(words))
}
