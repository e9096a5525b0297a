//! One write as a transaction of its own, which is done once whatever happens on the way.

use std::fmt;

use uuid::Uuid;

use super::group_write::{GroupPut, GroupWrite};
use super::{Explain, Put, Update, Verb};
use crate::client::{Canceled, Dynamo, Transacted};
use crate::error::{CancellationCode, Error, Rejection, Result, ServiceFailure};
use crate::model::DynamoModel;
use crate::operation::TransactWriteItems;

const OPERATION: &str = "TransactWriteItems";

/// A put or an update that is applied once, whatever becomes of an attempt. Made by [`Put::exactly_once`] and [`Update::exactly_once`].
///
/// It is sent as a transaction of one operation, with a token by which DynamoDB knows what it has done already: it is sent again after
/// failures without a risk. It costs twice the capacity, and answers no old or new item
/// ([API](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html)).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// // Sent twice, an increment would count twice.
/// Product::update("tea").increment(Product::PRICE, 50).exactly_once().send(&db).await?;
/// assert_eq!(Product::get("tea").one(&db).await?.price, 500);
/// # Ok(()) }
/// ```
#[must_use = "a write sends nothing until `.send(&db)`"]
pub struct ExactlyOnce<W> {
    write: W,
}

impl<M: DynamoModel, V: Verb> Put<M, V> {
    /// Writes the item once, whatever becomes of an attempt, see [`ExactlyOnce`].
    ///
    /// Otherwise a put whose answer was lost is sent again: over what another writer wrote in between, if there is no condition against
    /// it; and where a condition fails then, the outcome is unknown.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// let salt = Product { sku: "salt".into(), price: 90 }.create().exactly_once().send(&db).await?;
    /// assert_eq!(salt.price, 90);
    /// # Ok(()) }
    /// ```
    pub fn exactly_once(self) -> ExactlyOnce<Self> {
        ExactlyOnce { write: self }
    }
}

impl<M: DynamoModel> Update<M> {
    /// Applies the update once, whatever becomes of an attempt, see [`ExactlyOnce`].
    ///
    /// Otherwise an update that would do more when applied twice (a sum, elements appended to a list) is not sent again after an attempt
    /// whose answer was lost: it fails, and its outcome is unknown.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// Product::update("tea").increment(Product::PRICE, 50).exactly_once().send(&db).await?;
    /// # Ok(()) }
    /// ```
    pub fn exactly_once(self) -> ExactlyOnce<Self> {
        ExactlyOnce { write: self }
    }
}

impl<M: DynamoModel, V: Verb> ExactlyOnce<Put<M, V>> {
    /// Writes the item and answers it.
    ///
    /// # Errors
    ///
    /// Those of [`Put::send`], with the item in them; also [`Error::InvalidRequest`] where `customize` was called.
    pub async fn send(self, db: &Dynamo) -> Result<M> {
        let mut put = self.write.into_group();
        match write(&mut put, db).await {
            Ok(()) => Ok(put.into_item()),
            Err(error) => Err(error.with_input(GroupPut::into_item(put))),
        }
    }

    /// The write as it would be sent, as of the builder alone.
    #[must_use]
    pub fn explain(&self) -> Explain {
        self.write.explain()
    }
}

impl<M: DynamoModel> ExactlyOnce<Update<M>> {
    /// Applies the update.
    ///
    /// # Errors
    ///
    /// Those of [`Update::send`]; also [`Error::InvalidRequest`] where `customize` was called.
    pub async fn send(self, db: &Dynamo) -> Result<()> {
        write(&mut self.write.into_group(), db).await
    }

    /// The update as it would be sent, as of the builder alone.
    #[must_use]
    pub fn explain(&self) -> Explain {
        self.write.explain()
    }
}

/// Writes it; on an error it is as it was before.
async fn write(write: &mut impl GroupWrite, db: &Dynamo) -> Result<()> {
    let (db, now) = (db.for_call(), db.now());
    write.prepare(&db, now, OPERATION).await?;
    let written = match write.operation(now) {
        Ok(item) => {
            let token = Uuid::new_v4().to_string();
            db.transact_write_items(&TransactWriteItems { items: vec![item], token }).await
        }
        Err(error) => Err(error),
    };
    let error = match written {
        Ok(Transacted::Done(())) => {
            write.written(&db).await;
            return Ok(());
        }
        Ok(Transacted::Canceled(canceled)) => {
            refusal(canceled, |rejection| write.refusal(now, rejection))
        }
        Err(error) => error,
    };
    let error = error.in_context(&db.group_context(OPERATION, [write.target()].into_iter()));
    write.failed(&db, &error).await;
    Err(error)
}

/// The error that the write alone would have ended with.
fn refusal(canceled: Canceled, of: impl FnOnce(Box<Rejection>) -> Error) -> Error {
    let Canceled { context, request_id, mut reasons } = canceled;
    // There is one for each operation.
    let Some(reason) = reasons.pop() else {
        let detail = "it has no reason";
        return Error::MalformedResponse { context: Box::new(context), detail };
    };
    if reason.code == CancellationCode::ConditionalCheckFailed {
        return of(Box::new(Rejection::write(context, request_id, reason.item)));
    }
    let code = reason.code.exception().map(str::to_owned);
    Error::Service(Box::new(ServiceFailure::new(context, 400, code, reason.message, request_id)))
}

impl<W: fmt::Debug> fmt::Debug for ExactlyOnce<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExactlyOnce").field(&self.write).finish()
    }
}
