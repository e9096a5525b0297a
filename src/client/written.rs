//! How a write ended.

use aws_sdk_dynamodb::operation::RequestId;

use super::send::Attributes;
use crate::error::{Context, Rejection};
use crate::value::RawItem;

/// The end of a write that the service answered.
pub(crate) enum Written<S> {
    /// It was applied.
    Applied(S),
    /// Its condition did not hold; with the item in the table, if there is one.
    Refused(Box<Rejection>),
}

impl<S> Written<S> {
    pub(super) fn map<T>(self, change: impl FnOnce(S) -> T) -> Written<T> {
        match self {
            Self::Applied(sink) => Written::Applied(change(sink)),
            Self::Refused(rejection) => Written::Refused(rejection),
        }
    }

    pub(super) fn refused(
        context: Context,
        request: &impl RequestId,
        item: Option<&Attributes>,
    ) -> Self {
        let current = item.filter(|item| !item.is_empty()).cloned().map(RawItem::from);
        Self::Refused(Box::new(Rejection::write(
            context,
            request.request_id().map(str::to_owned),
            current,
        )))
    }
}
