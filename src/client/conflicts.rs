//! Writes of one item that meet a transaction are tried again.

use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction};
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;

use crate::codec::error_code;

/// Has the SDK repeat a write that DynamoDB refused because a transaction holds the item.
///
/// Such a write did nothing, and a transaction takes milliseconds; the SDK itself gives up
/// ([AWS on transaction conflicts](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling)).
#[derive(Debug)]
pub(super) struct RetryConflicts;

impl ClassifyRetry for RetryConflicts {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let is_operation_error = matches!(
            context.output_or_error(),
            Some(Err(error)) if error.is_operation_error()
        );
        let body = context.response().and_then(|response| response.body().bytes());
        let code = body.filter(|_| is_operation_error).and_then(error_code);
        if code.as_deref() == Some("TransactionConflictException") {
            RetryAction::transient_error()
        } else {
            RetryAction::NoActionIndicated
        }
    }

    fn name(&self) -> &'static str {
        "dynamorph::RetryConflicts"
    }
}
