//! Where a request would have gone.

use std::sync::{Arc, OnceLock};

use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{Builder, ConfigBag, Credentials, Intercept, RuntimeComponents};
use aws_smithy_runtime_api::box_error::BoxError;

use super::Dynamo;

/// The endpoint of a handle, for the message that credentials are missing.
///
/// The SDK works it out for each request and has no public way to ask; so a request is made up to where it would be sent, and
/// stopped there. It is signed with made-up credentials: nothing looks for real ones.
pub(super) async fn endpoint(db: &Dynamo) -> String {
    let seen = Arc::new(OnceLock::new());
    let credentials = Credentials::new("none", "none", None, None, "dynamorph");
    let request = db.client().list_tables().customize();
    let request = request.config_override(Builder::new().credentials_provider(credentials));
    // It always fails, by the interceptor or before it.
    let _ = request.interceptor(Look { seen: Arc::clone(&seen) }).send().await;
    match (seen.get(), db.client().config().region()) {
        (Some(endpoint), _) => String::clone(endpoint),
        (None, Some(region)) => format!("DynamoDB in region {region}"),
        (None, None) => "DynamoDB (no region is set either)".to_owned(),
    }
}

/// Notes the address of a request and stops it.
#[derive(Debug)]
struct Look {
    seen: Arc<OnceLock<String>>,
}

impl Intercept for Look {
    fn name(&self) -> &'static str {
        "dynamorph::Look"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let _ = self.seen.set(context.request().uri().trim_end_matches('/').to_owned());
        Err("this request was only made to see its address".into())
    }
}
