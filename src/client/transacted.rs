//! How a transaction ended.

use aws_sdk_dynamodb::types;

use crate::error::{CancellationCode, Context, Error, Result, is_contention};
use crate::value::RawItem;

/// Done, or canceled as a whole.
pub(crate) enum Transacted<T> {
    Done(T),
    Canceled(Canceled),
}

/// A transaction that was canceled.
pub(crate) struct Canceled {
    pub(crate) context: Context,
    pub(crate) request_id: Option<String>,
    /// One for each operation, in order.
    pub(crate) reasons: Vec<Reason>,
}

/// Why, of one operation.
pub(crate) struct Reason {
    pub(crate) code: CancellationCode,
    pub(crate) message: Option<String>,
    /// The item that was there when a condition failed.
    pub(crate) item: Option<RawItem>,
}

impl Canceled {
    pub(super) fn is_contention(&self) -> bool {
        is_contention(self.reasons.iter().map(|reason| reason.code))
    }
}

/// The reasons as DynamoDB gives them: one for each operation.
pub(super) fn canceled<T>(
    context: &Context,
    request_id: Option<String>,
    reasons: &[types::CancellationReason],
    operations: usize,
) -> Result<Transacted<T>> {
    if reasons.len() != operations {
        return Err(Error::MalformedResponse {
            context: Box::new(context.clone()),
            detail: "it does not have a reason for each operation",
        });
    }
    let reasons = reasons.iter().map(|reason| Reason {
        code: CancellationCode::of(reason.code().unwrap_or_default()),
        message: reason.message().map(str::to_owned),
        item: reason.item().filter(|item| !item.is_empty()).cloned().map(RawItem::from),
    });
    let context = context.clone();
    Ok(Transacted::Canceled(Canceled { context, request_id, reasons: reasons.collect() }))
}
