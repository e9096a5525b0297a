//! The reasons of a canceled transaction, with the errors of its operations.

use std::time::SystemTime;

use super::WriteOp;
use crate::client::{Canceled, Reason};
use crate::error::{
    CancellationCode, CancellationReason, Error, Rejection, Result, TransactionCanceled,
};
use crate::model::DynamoModel;

/// The error of a write transaction that was canceled.
pub(super) fn canceled(ops: &[WriteOp], canceled: Canceled, now: SystemTime) -> Error {
    let Canceled { context, request_id, reasons } = canceled;
    let reasons = reasons.into_iter().zip(ops).enumerate().map(|(index, (reason, op))| {
        let entity = op.entity();
        let Reason { code, message, item } = reason;
        let error = (code == CancellationCode::ConditionalCheckFailed).then(|| {
            let rejection = Rejection::write(context.of(entity), request_id.clone(), item);
            op.0.refusal(now, Box::new(rejection))
        });
        CancellationReason { index, entity, code, error, message }
    });
    let reasons = reasons.collect();
    Error::TransactionCanceled(Box::new(TransactionCanceled { context, request_id, reasons }))
}

/// The error of a read transaction that was canceled.
pub(super) fn unread(entities: &[&'static str], canceled: Canceled) -> Error {
    let Canceled { context, request_id, reasons } = canceled;
    let reasons = reasons.into_iter().zip(entities).enumerate().map(|(index, (reason, entity))| {
        let Reason { code, message, .. } = reason;
        CancellationReason { index, entity, code, error: None, message }
    });
    let reasons = reasons.collect();
    Error::TransactionCanceled(Box::new(TransactionCanceled { context, request_id, reasons }))
}

impl CancellationReason {
    /// The item that was there when the operation's condition failed.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`](crate::Error::Decode) or [`Error::WrongEntity`](crate::Error::WrongEntity) when it is not an `M`.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamorph::{Error, transact_write};
    ///
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// let again = Product { sku: "tea".into(), price: 500 };
    /// let error = transact_write([again.create()]).send(&db).await.expect_err("there is tea");
    /// let Error::TransactionCanceled(canceled) = error else { panic!("another error") };
    /// let there: Option<Product> = canceled.reasons[0].current()?;
    /// assert_eq!(there.map(|tea| tea.price), Some(450));
    /// # Ok(()) }
    /// ```
    pub fn current<M: DynamoModel>(&self) -> Result<Option<M>> {
        self.error.as_ref().map_or(Ok(None), Error::current)
    }
}
