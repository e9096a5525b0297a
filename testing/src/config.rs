//! What the SDK needs to know of a server with no account.

use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, Credentials, HttpClient, Region};

/// A configuration with a region, made-up credentials, this endpoint and this HTTP client.
///
/// An endpoint as `http://embedded.invalid` is parsed and signed for, but never dialled.
pub(crate) fn config(endpoint: &str, http: impl HttpClient + 'static) -> Builder {
    aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        // DynamoDB Local takes any key, of letters and digits only.
        .credentials_provider(Credentials::new(
            "dynamorph",
            "dynamorph",
            None,
            None,
            "dynamorph-testing",
        ))
        .endpoint_url(endpoint)
        .http_client(http)
}
