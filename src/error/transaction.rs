//! Why a transaction was canceled, operation by operation.

use std::fmt;

use super::{Context, Error};

/// A transaction that DynamoDB canceled: nothing of it was written.
///
/// It has a reason for each operation, in the order they were given, also for those that would have succeeded. The operations come back
/// with [`Error::into_transaction`](crate::Error::into_transaction).
///
/// # Examples
///
/// ```
/// use dynamorph::{CancellationCode, Error, transact_write};
///
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let order = Order { customer: "ben".into(), day: "2026-11-21".into(), number: 1, status: "open".into(), total: 450 };
/// let cheap = Product::check("tea").condition(Product::PRICE.lt(100));
/// let error = transact_write((order.create(), cheap)).send(&db).await.expect_err("tea costs 450");
///
/// let Error::TransactionCanceled(canceled) = error else { panic!("another error") };
/// let codes: Vec<_> = canceled.reasons.iter().map(|reason| (reason.entity, reason.code)).collect();
/// assert_eq!(codes, [("ORDER", CancellationCode::None), ("PRODUCT", CancellationCode::ConditionalCheckFailed)]);
/// let tea: Option<Product> = canceled.reasons[1].current()?;
/// assert_eq!(tea.map(|tea| tea.price), Some(450));
/// # Ok(()) }
/// ```
pub struct TransactionCanceled {
    pub(crate) context: Context,
    pub(crate) request_id: Option<String>,
    /// Why, by operation.
    pub reasons: Vec<CancellationReason>,
}

/// What became of one operation of a canceled transaction.
///
/// # Examples
///
/// ```
/// use dynamorph::{CancellationReason, TransactionCanceled};
///
/// fn culprit(canceled: &TransactionCanceled) -> Option<&CancellationReason> {
///     canceled.reasons.iter().find(|reason| reason.error.is_some())
/// }
/// ```
#[non_exhaustive]
pub struct CancellationReason {
    /// The position of the operation, from 0.
    pub index: usize,
    /// The entity that it writes, checks or reads.
    pub entity: &'static str,
    /// What DynamoDB says of it.
    pub code: CancellationCode,
    /// The error that the operation alone would have ended with: [`Error::VersionConflict`], [`Error::NotFound`], and so on where a
    /// condition failed. None where the operation would have succeeded, or was in the way of another transaction.
    pub error: Option<Error>,
    pub(crate) message: Option<String>,
}

/// What DynamoDB says of one operation of a canceled transaction.
///
/// # Examples
///
/// ```
/// use dynamorph::CancellationCode;
///
/// assert!(CancellationCode::TransactionConflict.is_contention());
/// assert!(!CancellationCode::ConditionalCheckFailed.is_contention());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CancellationCode {
    /// Nothing is wrong with this one.
    None,
    /// Its condition does not hold.
    ConditionalCheckFailed,
    /// Another request is at work on the item.
    TransactionConflict,
    /// The provisioned throughput of the table or index is used up.
    ProvisionedThroughputExceeded,
    /// The request rate is too high.
    ThrottlingError,
    /// The partition of a table with a local index is full.
    ItemCollectionSizeLimitExceeded,
    /// It is no valid operation.
    ValidationError,
    /// Any other code.
    Other,
}

impl CancellationCode {
    pub(crate) fn of(code: &str) -> Self {
        match code {
            "None" | "" => Self::None,
            "ConditionalCheckFailed" => Self::ConditionalCheckFailed,
            "TransactionConflict" => Self::TransactionConflict,
            "ProvisionedThroughputExceeded" => Self::ProvisionedThroughputExceeded,
            "ThrottlingError" => Self::ThrottlingError,
            "ItemCollectionSizeLimitExceeded" => Self::ItemCollectionSizeLimitExceeded,
            "ValidationError" => Self::ValidationError,
            _ => Self::Other,
        }
    }

    /// The code that the same write would be answered with alone.
    pub(crate) fn exception(self) -> Option<&'static str> {
        Some(match self {
            Self::None | Self::Other => return None,
            Self::ConditionalCheckFailed => "ConditionalCheckFailedException",
            Self::TransactionConflict => "TransactionConflictException",
            Self::ProvisionedThroughputExceeded => "ProvisionedThroughputExceededException",
            Self::ThrottlingError => "ThrottlingException",
            Self::ItemCollectionSizeLimitExceeded => "ItemCollectionSizeLimitExceededException",
            Self::ValidationError => "ValidationException",
        })
    }

    /// Whether the same transaction may succeed at another time: it met another request, or too little capacity.
    ///
    /// A transaction whose reasons are of this kind alone is sent again by the mapper, a few times, before it is an error.
    #[must_use]
    pub fn is_contention(self) -> bool {
        matches!(
            self,
            Self::TransactionConflict | Self::ProvisionedThroughputExceeded | Self::ThrottlingError
        )
    }
}

impl CancellationReason {
    /// The service's own words on this operation. They may hold values of the item: keep them out of logs.
    ///
    /// # Examples
    ///
    /// ```
    /// fn words(reason: &dynamorph::CancellationReason) -> &str {
    ///     reason.message().unwrap_or("nothing")
    /// }
    /// ```
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }
}

impl TransactionCanceled {
    /// The request.
    ///
    /// # Examples
    ///
    /// ```
    /// fn tables(canceled: &dynamorph::TransactionCanceled) -> &str {
    ///     canceled.context().table() // several, separated by commas
    /// }
    /// ```
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    pub(crate) fn context_mut(&mut self) -> &mut Context {
        &mut self.context
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    pub(crate) fn is_contention(&self) -> bool {
        is_contention(self.reasons.iter().map(|reason| reason.code))
    }
}

/// Whether something is wrong, and nothing but contention.
pub(crate) fn is_contention(codes: impl Iterator<Item = CancellationCode>) -> bool {
    let mut wrong = codes.filter(|code| *code != CancellationCode::None).peekable();
    wrong.peek().is_some() && wrong.all(CancellationCode::is_contention)
}

impl fmt::Display for TransactionCanceled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was canceled", self.context)?;
        if let Some(id) = &self.request_id {
            write!(f, " (request {id})")?;
        }
        let wrong = self.reasons.iter().filter(|reason| reason.code != CancellationCode::None);
        for (at, reason) in wrong.enumerate() {
            let separator = if at == 0 { ':' } else { ',' };
            write!(f, "{separator} operation {} on `{}`: ", reason.index, reason.entity)?;
            match &reason.error {
                Some(error) => write!(f, "{}", error.variant_name())?,
                None => write!(f, "{:?}", reason.code)?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for TransactionCanceled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactionCanceled")
            .field("context", &self.context)
            .field("request_id", &self.request_id)
            .field("reasons", &self.reasons)
            .finish()
    }
}

impl fmt::Debug for CancellationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancellationReason")
            .field("index", &self.index)
            .field("entity", &self.entity)
            .field("code", &self.code)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{CancellationCode as Code, is_contention};

    #[test]
    fn contention_is_nothing_but_contention() {
        let is = |codes: &[Code]| is_contention(codes.iter().copied());
        assert!(is(&[Code::None, Code::TransactionConflict, Code::ThrottlingError]));
        assert!(is(&[Code::ProvisionedThroughputExceeded]));
        assert!(!is(&[Code::TransactionConflict, Code::ConditionalCheckFailed]));
        assert!(!is(&[Code::None]));
        assert!(!is(&[]));
    }
}
