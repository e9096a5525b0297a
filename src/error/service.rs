//! Errors that the service answers with.

use std::fmt;

use super::Context;

/// An error answer of the service: its code, its own words and the request's id.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::ServiceErrorKind;
///
/// let elsewhere = dynamorph_testing::Embedded::memory().dynamo(); // without the table
/// let error = Product::get("tea").send(&elsewhere).await.expect_err("there is no table");
/// let failure = error.service_failure().expect("the service said so");
/// assert_eq!(failure.kind(), ServiceErrorKind::TableNotFound);
/// assert_eq!(failure.context().table(), "shop");
/// # Ok(()) }
/// ```
pub struct ServiceFailure {
    context: Context,
    kind: ServiceErrorKind,
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
}

/// The kinds of error answers that callers handle differently.
///
/// The codes are those of the [DynamoDB API](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html).
///
/// # Examples
///
/// ```
/// use dynamorph::{Error, ServiceErrorKind};
///
/// /// Is it the caller's permissions that are wrong?
/// fn is_denied(error: &Error) -> bool {
///     error.service_failure().is_some_and(|failure| failure.kind() == ServiceErrorKind::AccessDenied)
/// }
/// assert!(!is_denied(&"damaged".parse::<dynamorph::Cursor>().expect_err("no cursor")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceErrorKind {
    /// `ResourceNotFoundException`: the table or index does not exist, or is still being created.
    TableNotFound,
    /// A throttle: provisioned throughput, account or request limits.
    Throttled,
    /// `ValidationException` or `SerializationException`.
    Validation,
    /// `ItemCollectionSizeLimitExceededException`: over 10 GB under one partition key of a table with a local index.
    ItemCollectionSizeLimit,
    /// `TransactionConflictException`: a transaction holds the item.
    TransactionConflict,
    /// `TransactionInProgressException`: a transaction with the same token is still running.
    TransactionInProgress,
    /// Not allowed, or not known: `AccessDeniedException`, `UnrecognizedClientException`, an expired token.
    AccessDenied,
    /// The service failed; a write may have been applied.
    Internal,
    /// Any other code.
    Other,
}

impl ServiceErrorKind {
    pub(crate) fn of(code: Option<&str>, status: u16) -> Self {
        match code.unwrap_or_default() {
            "ResourceNotFoundException" => Self::TableNotFound,
            "ProvisionedThroughputExceededException"
            | "ThrottlingException"
            | "RequestLimitExceeded" => Self::Throttled,
            "ValidationException" | "SerializationException" => Self::Validation,
            "ItemCollectionSizeLimitExceededException" => Self::ItemCollectionSizeLimit,
            "TransactionConflictException" => Self::TransactionConflict,
            "TransactionInProgressException" => Self::TransactionInProgress,
            "AccessDeniedException"
            | "UnrecognizedClientException"
            | "ExpiredTokenException"
            | "IncompleteSignatureException"
            | "InvalidSignatureException"
            | "MissingAuthenticationTokenException" => Self::AccessDenied,
            _ if status >= 500 => Self::Internal,
            _ => Self::Other,
        }
    }

    fn fix(self) -> &'static str {
        match self {
            Self::TableNotFound => {
                "create the table (`Dynamo::ensure_table` in tests and demos), or check the table name and region"
            }
            Self::Throttled => "slow down, or raise the table's capacity",
            Self::ItemCollectionSizeLimit => {
                "a partition of a table with local indexes holds 10 GB: delete items, or spread them"
            }
            Self::TransactionConflict => "a transaction holds the item: try again",
            Self::TransactionInProgress => "try again with the same token",
            Self::AccessDenied => "check the credentials and their policy",
            Self::Internal => "the service failed, and a write may have been applied",
            Self::Validation | Self::Other => {
                "`Error::service_message` has the service's own words"
            }
        }
    }
}

impl ServiceFailure {
    pub(crate) fn new(
        context: Context,
        status: u16,
        code: Option<String>,
        message: Option<String>,
        request_id: Option<String>,
    ) -> Self {
        Self {
            context,
            kind: ServiceErrorKind::of(code.as_deref(), status),
            code,
            message,
            request_id,
        }
    }

    /// The operation, table and entity.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    pub(crate) fn context_mut(&mut self) -> &mut Context {
        &mut self.context
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ServiceErrorKind {
        self.kind
    }

    pub(crate) fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    pub(crate) fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    pub(crate) fn is_throttled(&self) -> bool {
        self.kind == ServiceErrorKind::Throttled
    }

    pub(crate) fn is_table_not_found(&self) -> bool {
        self.kind == ServiceErrorKind::TableNotFound
    }
}

impl fmt::Display for ServiceFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code.as_deref().unwrap_or("an error without a code");
        write!(f, "{} was answered with {code}", self.context)?;
        if let Some(id) = &self.request_id {
            write!(f, " (request {id})")?;
        }
        write!(f, ": {}", self.kind.fix())
    }
}

impl fmt::Debug for ServiceFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceFailure")
            .field("context", &self.context)
            .field("kind", &self.kind)
            .field("code", &self.code)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}
